// E-mail addresses: Google's rule knows Gmail, Meta's does not, and neither invents an address.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { googleEmail, metaEmail, plainEmail } from '../../../functions/rules/email-address.ts';

describe('googleEmail', () => {
  test('an address is trimmed and lower case', () => {
    expect(googleEmail(' Ada.Lovelace+shop@Example.com ')).toBe('ada.lovelace+shop@example.com');
  });

  test.each(['gmail.com', 'googlemail.com', 'GMail.com'])('at %s dots and the suffix are dropped', (domain) => {
    expect(googleEmail(`Ada.Love.lace+shop.1+2@${domain}`)).toBe(`adalovelace@${domain.toLowerCase()}`);
  });

  test.each(['mail.gmail.com', 'gmail.com.example', 'notgmail.com', 'gmail.co'])('at %s they stay', (domain) => {
    expect(googleEmail(`a.b+c@${domain}`)).toBe(`a.b+c@${domain}`);
  });

  test('a Gmail address of which nothing is left is none', () => {
    expect(googleEmail('+shop@gmail.com')).toBeUndefined();
    expect(googleEmail('...@gmail.com')).toBeUndefined();
  });
});

describe('metaEmail', () => {
  test('an address is trimmed and lower case, at Gmail too', () => {
    expect(metaEmail(' Ada.Lovelace+shop@Gmail.com ')).toBe('ada.lovelace+shop@gmail.com');
  });
});

describe('plainEmail', () => {
  test('an address is trimmed and otherwise as typed', () => {
    expect(plainEmail(' Ada.Lovelace@Example.com ')).toBe('Ada.Lovelace@Example.com');
  });
});

describe.each([
  ['googleEmail', googleEmail],
  ['metaEmail', metaEmail],
  ['plainEmail', plainEmail],
])('%s', (_name, rule) => {
  test.each([null, '', '  ', 'ada', '@example.com', 'ada@', 'a@b@c', 'ada lovelace@example.com', 'e3b0c44298fc1c14'])(
    '%j is no address',
    (text) => {
      expect(rule(text)).toBeUndefined();
    },
  );

  test('applied twice it changes nothing more, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const once = rule(text);
        if (once !== undefined) expect(rule(once)).toBe(once);
      }),
    );
  });
});
