// Settings of a property: what a person may type for each, and which payments a wish means.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newProperty } from '../../../functions/rules/new-property.ts';
import {
  chooseScope,
  settingChoices,
  settingParsers,
  settingRanges,
} from '../../../functions/rules/property-settings.ts';

const counts = ['personalDataMinutes', 'maxSessionAgeHours', 'clickDays', 'graceMinutes'] as const;
const choices = ['valueBasis', 'emailPolicy', 'sender', 'scope', 'unknownConsent', 'deniedAnalytics'] as const;
const refused = (words: string) => ({ kind: 'refused', sentence: expect.stringContaining(words) });

describe('settingParsers', () => {
  test('a name is taken without the blanks around it', () => {
    expect(settingParsers.name('  My shop ')).toEqual({ kind: 'value', value: 'My shop' });
  });

  test.each(['', '  ', 'a\nb', 'x'.repeat(201)])('the name %j is refused', (name) => {
    expect(settingParsers.name(name)).toEqual(refused('1 to 200 characters'));
  });

  test('a hostname copied from the browser is taken as it is stored', () => {
    expect(settingParsers.hostname('https://Shop.Example.com/thanks')).toEqual({
      kind: 'value',
      value: 'shop.example.com',
    });
    expect(settingParsers.hostname('me@example.com')).toEqual(refused('e-mail address'));
  });

  test('a payment link is taken by its id, and not by its address', () => {
    expect(settingParsers.paymentLink(' plink_shirts00 ')).toEqual({ kind: 'value', value: 'plink_shirts00' });
    for (const text of ['https://buy.stripe.com/shirts', 'plink_', 'plink_short', 'link_shirts00']) {
      expect(settingParsers.paymentLink(text)).toEqual(refused('begins with plink_'));
    }
  });

  test.each(counts)('%s takes every whole number of its range and nothing else', (name) => {
    const { min, max, unit } = settingRanges[name];
    fc.assert(
      fc.property(fc.integer({ min, max }), (count) => {
        expect(settingParsers[name](` ${count} `)).toEqual({ kind: 'value', value: count });
      }),
    );
    for (const text of [min - 1, max + 1, 1.5, '', '1e3', '0x1', '+1', 'many']) {
      expect(settingParsers[name](String(text))).toEqual(refused(`whole number of ${unit} from ${min} to ${max}`));
    }
  });

  test.each(counts)('the usual %s is in its range', (name) => {
    expect(settingParsers[name](String(newProperty('tt_1', 0)[name]))).toMatchObject({ kind: 'value' });
    expect(settingParsers[name](String(settingRanges[name].example))).toMatchObject({ kind: 'value' });
  });

  test.each(choices)('%s takes its words, and names them for any other', (name) => {
    for (const word of settingChoices[name]) {
      expect(settingParsers[name](word)).toEqual({ kind: 'value', value: word });
    }
    expect(settingParsers[name]('constructor')).toEqual(refused(settingChoices[name].join(', ')));
  });

  test('no sentence names an option of a command', () => {
    for (const parse of Object.values(settingParsers)) {
      const parsed = parse('\n');
      expect(parsed.kind === 'refused' && /--|npm run/.test(parsed.sentence)).toBe(false);
    }
  });
});

describe('chooseScope', () => {
  const account = { kind: 'account' } as const;
  const links = { kind: 'payment_links', ids: ['plink_a'] } as const;
  const held = { kind: 'payment_links' as const, ids: [...links.ids] };

  test('nothing said keeps the scope as it is', () => {
    expect(chooseScope({}, held)).toEqual({ kind: 'scope', scope: links });
    expect(chooseScope({}, account)).toEqual({ kind: 'scope', scope: account });
  });

  test('payment links alone mean their scope, each once', () => {
    const wish = { paymentLinks: ['plink_b', 'plink_b', 'plink_c'] };
    expect(chooseScope(wish, account)).toEqual({
      kind: 'scope',
      scope: { kind: 'payment_links', ids: ['plink_b', 'plink_c'] },
    });
  });

  test('their scope alone keeps the links that are there', () => {
    expect(chooseScope({ kind: 'payment_links' }, held)).toEqual({ kind: 'scope', scope: links });
  });

  test.each(['account', 'hostnames'] as const)('the scope %s forgets the links', (kind) => {
    expect(chooseScope({ kind }, held)).toEqual({ kind: 'scope', scope: { kind } });
  });

  test('their scope without any link is none, and links belong to no other', () => {
    expect(chooseScope({ kind: 'payment_links' }, account)).toEqual({ kind: 'no_links' });
    expect(chooseScope({ paymentLinks: [] }, held)).toEqual({ kind: 'no_links' });
    expect(chooseScope({ kind: 'account', paymentLinks: ['plink_b'] }, held)).toEqual({ kind: 'misplaced_links' });
  });
});
