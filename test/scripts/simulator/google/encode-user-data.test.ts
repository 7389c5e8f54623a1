// User-provided data, hashed as Google's tags send it.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Digest, encodeUserData } from '../../../../scripts/simulator/google/encode-user-data.ts';

const digest: Digest = (text, onDigest) => onDigest(new Uint8Array(createHash('sha256').update(text).digest()));
const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
const hex = (text: string) => createHash('sha256').update(text).digest('hex');

function encode(userData: unknown, using = digest): (string | undefined)[] {
  const answers: (string | undefined)[] = [];
  encodeUserData(userData, using, (encoded) => answers.push(encoded));
  return answers;
}

describe('encodeUserData', () => {
  test('normalises and hashes what names a person, and sends the rest of the address as it is', () => {
    const userData = {
      email: ' Ada@Example.TEST ',
      phone_number: '+49 30 1234',
      address: {
        first_name: 'Ada',
        last_name: ' Byron',
        street: '1 Way',
        city: 'Berlin',
        postal_code: '10115',
        country: 'DE',
      },
    };
    expect(encode(userData)).toEqual([
      [
        'tv.1',
        `em.${hash('ada@example.test')}`,
        `pn.${hash('+49301234')}`,
        `fn0.${hash('ada')}`,
        `ln0.${hash('byron')}`,
        `sa0.${hash('1 way')}`,
        'ct0.berlin',
        'pc0.10115',
        'co0.de',
      ].join('~'),
    ]);
  });

  test('takes hashes as they are, of hex and of base64, before plain text', () => {
    const userData = {
      email: 'other@example.test',
      sha256_email_address: [hex('a'), hex('b').toUpperCase()],
      sha256_phone_number: createHash('sha256').update('c').digest('base64'),
      address: [{ sha256_first_name: hex('d') }, { sha256_last_name: hex('e') }],
    };
    expect(encode(userData)).toEqual([
      `tv.1~em.${hash('a')}~em.${hash('b')}~pn.${hash('c')}~fn0.${hash('d')}~ln1.${hash('e')}`,
    ]);
  });

  test.each([
    ['a.b+c@gmail.com', 'ab+c@gmail.com'],
    ['a.b@googlemail.com', 'ab@googlemail.com'],
    ['a.b@example.test', 'a.b@example.test'],
  ])('hashes the e-mail %s as %s', (email, normalised) => {
    expect(encode({ email_address: email })).toEqual([`tv.1~em.${hash(normalised)}`]);
  });

  test.each([
    undefined,
    'ada@example.test',
    {},
    { email: '' },
    { email: ' ' },
    { email: 'nobody' },
    { phone_number: '-' },
    { sha256_email_address: 'ada@example.test' },
    { address: { country: 'DE' } },
  ])('is undefined for %j, which names nobody', (userData) => {
    expect(encode(userData)).toEqual([undefined]);
  });

  test('leaves out what the browser cannot hash', () => {
    const refusing: Digest = (_, _onDigest, onError) => onError();
    expect(encode({ email: 'a@example.test', sha256_phone_number: hex('c') }, refusing)).toEqual([
      `tv.1~pn.${hash('c')}`,
    ]);
    expect(encode({ email: 'a@example.test' }, refusing)).toEqual([undefined]);
  });

  test('waits for the last digest, in whatever order they come', () => {
    const waiting: (() => void)[] = [];
    const slow: Digest = (text, onDigest, onError) => waiting.unshift(() => digest(text, onDigest, onError));
    const answers: unknown[] = [];
    encodeUserData({ email: 'a@b.test', phone_number: '1' }, slow, (encoded) => answers.push(encoded));
    expect(answers).toEqual([]);
    for (const arrive of waiting) arrive();
    expect(answers).toEqual([`tv.1~em.${hash('a@b.test')}~pn.${hash('+1')}`]);
  });

  test('never lets an @ through', () => {
    const text = fc.oneof(fc.string(), fc.emailAddress());
    fc.assert(
      fc.property(fc.record({ email: text, sha256_email_address: text, phone_number: text }), (userData) => {
        expect(encode(userData)[0] ?? '').not.toContain('@');
      }),
    );
  });
});
