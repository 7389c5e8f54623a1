// Texts that break parsers: other alphabets, halves of characters, control characters, names of prototypes, huge numbers.
import fc from 'fast-check';
import { plantedEmail, plantedSecrets } from '../oracle.ts';

const odd = [
  ...['', ' ', '\0', '\r\n', '\n', '\t', '\v', '\uFEFF', '\u2028', '\u0085', '\u00A0', '\u200B', '\u202E'],
  // Halves of characters, whole ones, letters that change their length with their case, and compositions.
  ...['\uD800', '\uDC00', '\uDC00\uD800', '😀', 'İ', 'ß', 'ﬀ', 'e\u0301', '。', '＠', '％40', 'ⅷ', '１２'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'then', 'toJSON'],
  ...['0', '-0', '-1', '00', '1e999', 'NaN', 'Infinity', '0x10', '9007199254740993', '4294967296', '1.5', '1_0'],
  ...['true', 'null', 'undefined', '[object Object]', '{}', '[]', '{{', '}}', '#{x}', '{CHECKOUT_SESSION_ID}'],
  ...['%', '%0', '%00', '%ZZ', '%2F', '%2e%2e', '%25', '%E0%A4', '%0d%0a', '+', '&', '=', '#', '?', ';', ',', '|', '~'],
  ...[
    '/',
    '//',
    '\\',
    '/\\',
    '../',
    '..',
    '.',
    ':',
    '::',
    '@',
    '*',
    '"',
    "'",
    '`',
    '<',
    '>',
    '</script>',
    '<x-fuzz a=b>',
  ],
  ...['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '; =1', 'javascript:alert(1)', 'data:,', 'http:', 'https://'],
  plantedEmail,
  ...plantedSecrets,
];

/** A short text that something may stumble over. */
export const oddText: fc.Arbitrary<string> = fc.constantFrom(...odd);

const units = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  // Any unit of UTF-16, halves of characters too.
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes)),
);

const long = fc
  .tuple(oddText, fc.constantFrom(40, 150, 256, 1_000, 9_000))
  .map(([text, length]) => (text || 'a').repeat(Math.ceil(length / Math.max(1, text.length))).slice(0, length));

/** Any text, short ones and odd ones most of the time. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: units },
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: fc.array(fc.oneof(oddText, units), { maxLength: 5 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: long },
);
