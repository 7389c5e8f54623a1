// The threat model, held to its tests: each claim names one, word by word, in the file it links to.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { buyerLifeMs } from '../../functions/rules/buyer-record.ts';
import { newProperty } from '../../functions/rules/new-property.ts';
import { figuresIn, readMarkdown, root } from './markdown.ts';

const page = readMarkdown('.github/SECURITY.md');
/** How long Stripe hands events out again: https://docs.stripe.com/api/events */
const stripeKeepsDays = 30;
const named = [...page.text.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+\.ts)\)/g)].map(
  ([, sentence = '', file = '']) => [sentence, file] as const,
);
/** The parts about somebody, each with what they do not get. */
const attackers = page.text
  .split(/^### /m)
  .slice(1)
  .map((text) => ({ name: text.split('\n', 1)[0] ?? '', text: text.split(/^## /m, 1)[0] ?? '' }));

/** Whether the file has a test of this name, or a case whose name it is. */
function hasTest(file: string, sentence: string): boolean {
  const escaped = sentence.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const text = readFileSync(path.join(root, file), 'utf8');
  return new RegExp(`(?:[([]\\s*|name:\\s*)(['"\`])${escaped}\\1\\s*,`).test(text);
}

describe('SECURITY', () => {
  test.each(named)('“%s” is a test of %s', (sentence, file) => {
    expect(existsSync(path.join(root, file))).toBe(true);
    expect(hasTest(file, sentence)).toBe(true);
  });

  test('a sentence that no test has would be found', () => {
    const [, file = ''] = named[0] ?? [];
    expect(hasTest(file, 'leaves nothing to be desired')).toBe(false);
  });

  test('every attacker that the model is about has a part', () => {
    const names = attackers.map(({ name }) => name).join('\n');
    const words = ['address of a thank-you page', 'Property ID', 'another site', 'webhook', 'containers', 'database'];
    const further = [
      'server container',
      'reads the logs',
      'Stripe key',
      'signed in',
      'address that we ask',
      'template',
    ];
    for (const word of [...words, ...further, 'network', 'packages']) expect(names).toContain(word);
    expect(attackers.filter(({ text }) => !/^Gets[^\n]*:$/m.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test.each(attackers)('what “$name” does not get is held by a test, claim by claim', ({ text }) => {
    const [, denied = ''] = text.split(/^Does not get[^\n]*:$/m);
    const claims = denied.split('\n').filter((line) => line.startsWith('- '));
    expect(claims.length).toBeGreaterThan(1);
    // A second claim of a line begins behind a semicolon.
    const parts = claims.flatMap((line) => line.split('; '));
    expect(parts.filter((part) => !part.includes('](../test/'))).toEqual([]);
  });

  test('its figures are those of the code', () => {
    const { personalDataMinutes } = newProperty('tt_12345678', 0);
    expect(page.text).toContain(`of the property, ${personalDataMinutes} unless set otherwise`);
    expect(page.text).toContain(`The buyers of the last ${buyerLifeMs / 3_600_000} hours`);
    expect(page.text).toContain(`the events of up to ${stripeKeepsDays} days`);
    expect(figuresIn(page.text)).toEqual([personalDataMinutes, buyerLifeMs / 3_600_000, stripeKeepsDays].map(String));
  });
});
