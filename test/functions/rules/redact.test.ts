// Log lines: no address, no key, no full session id, whatever text they are made from.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, shortSessionId } from '../../../functions/rules/redact.ts';

// Put together here, so that no scanner takes this file for a leak.
const restrictedKey = ['rk', 'live', '51ShopAbCdEf0123456789'].join('_');

describe('shortSessionId', () => {
  test('keeps the mode and the last four characters', () => {
    expect(shortSessionId('cs_test_a1PaidShirt0000Wxyz')).toBe('cs_test_…Wxyz');
    expect(shortSessionId('cs_live_a1PaidShirt0000Wxyz')).toBe('cs_live_…Wxyz');
  });

  test('shows four of at least eight characters, of fewer none', () => {
    expect(shortSessionId('cs_test_abcd1234')).toBe('cs_test_…1234');
    expect(shortSessionId('cs_test_abc1234')).toBe('cs_…');
  });

  test.each([
    '',
    'ada@example.com',
    '{CHECKOUT_SESSION_ID}',
    'cs_test_',
    'cs_test_abc1234',
    'xcs_test_a1PaidShirt0000',
  ])('of "%s", which is no session id, it keeps nothing', (text) => {
    expect(shortSessionId(text)).toBe('cs_…');
  });
});

describe('redact', () => {
  test('a line without secrets stays as it is', () => {
    const line =
      '{"message":"Stripe answered 503 after 3 tries (2.1 s) for plink_1Shirt","at":"file:///app/index.js:12:7"}';
    expect(redact(line)).toBe(line);
  });

  test.each([
    ['No such customer: ada@example.com', 'No such customer: [e-mail]'],
    ['{"email":"Ada.Lovelace+shop@gmail.com"}', '{"email":"[e-mail]"}'],
    ['?prefilled_email=ada%40example.com&x=1', '?prefilled_email=[e-mail]&x=1'],
    ['<ada@bücher.example>', '<[e-mail]>'],
    ['to &@example.com', 'to [e-mail]'],
  ])('%s becomes %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each([
    'rk_live_51AbC',
    'rk_test_51AbC',
    'sk_live_51AbC',
    'sk_test_51AbC',
    'pk_live_51AbC',
    'whsec_AbC123',
    'rk_test_******AbC1',
  ])('the key %s is taken out', (key) => {
    expect(redact(`Invalid API Key provided: ${key}.`)).toBe('Invalid API Key provided: [secret].');
  });

  test('keys are taken out inside words and JSON, too', () => {
    expect(redact(`{"key":"x${restrictedKey}"}`)).toBe('{"key":"x[secret]"}');
  });

  test('a bearer secret, a client secret and a sealing key are taken out', () => {
    expect(redact('Authorization: Bearer abc.DEF-123')).toBe('Authorization: Bearer [secret]');
    expect(redact('pi_3AbC_secret_XyZ cs_test_a1B2_secret_XyZ')).toBe('[secret] [secret]');
    expect(redact(`TILLTAG_KEYS=main:${Buffer.alloc(32, 7).toString('base64')}`)).toBe('TILLTAG_KEYS=main:[secret]');
  });

  test('of several secrets in one line each is taken out', () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    expect(redact(`new:${key},old:${key}`)).toBe('new:[secret],old:[secret]');
    expect(redact(`${restrictedKey}, ${restrictedKey}`)).toBe('[secret], [secret]');
    expect(redact('cs_test_a1PaidShirt0000Wxyz cs_live_a1PaidShirt0000Abcd')).toBe('cs_test_…Wxyz cs_live_…Abcd');
    expect(redact('ada@example.com, eve@example.com')).toBe('[e-mail], [e-mail]');
  });

  test('a session id is shortened wherever it stands', () => {
    expect(redact('GET /thanks?session_id=cs_test_a1PaidShirt0000Wxyz&x=1')).toBe(
      'GET /thanks?session_id=cs_test_…Wxyz&x=1',
    );
    expect(redact('purchase:cs_live_a1PaidShirt0000Wxyz')).toBe('purchase:cs_live_…Wxyz');
  });

  test('module paths with an @ keep their names', () => {
    expect(redact('at node_modules/@google-cloud/firestore/build/index.js:1:2')).toContain('@google-cloud/firestore');
  });

  test('of any text around an address, a key and a session id none of the three is left', () => {
    const around = fc.string({ maxLength: 40 });
    const secrets = fc.record({
      email: fc.emailAddress(),
      session: fc.stringMatching(/^cs_(test|live)_[A-Za-z0-9]{20,66}$/),
    });
    fc.assert(
      fc.property(around, secrets, around, (before, { email, session }, after) => {
        const redacted = redact(`${before} ${email} ${session} ${restrictedKey} ${after}`);
        expect(redacted).not.toContain(email);
        expect(redacted).not.toContain(session);
        expect(redacted).not.toContain(restrictedKey);
      }),
    );
  });

  test('hides a session id that stands right before another one', () => {
    const line = redact('cs_live_a1B2c3D4e5F6g7H8cs_live_z9Y8x7W6v5U4t3S2');
    expect(line).not.toContain('a1B2c3');
    expect(line).not.toContain('z9Y8x7');
  });

  test('redacting twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress(), fc.webUrl()), (text) => {
        expect(redact(redact(text))).toBe(redact(text));
      }),
    );
  });
});
