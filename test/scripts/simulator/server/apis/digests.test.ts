// Digests and signatures.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

const hexOfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const base64OfAbc = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';

describe('sha256Sync', () => {
  test.each([
    ["'abc'", base64OfAbc],
    ["'abc', { outputEncoding: 'base64' }", base64OfAbc],
    ["'abc', { outputEncoding: 'hex' }", hexOfAbc],
    ["'abc', { outputEncoding: 'octal' }", base64OfAbc],
    ["'ü', { outputEncoding: 'hex' }", '607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f'],
  ])('(%s) is %s', (values, digest) => {
    expect(evaluateOnServer(`return require('sha256Sync')(${values});`).returned).toBe(digest);
  });

  test.each([
    ['', 'missing_argument'],
    ['7', 'wrong_argument_type'],
    ["'a', 'hex'", 'wrong_argument_type'],
  ])('(%s) stops the template as %s', (values, refusal) => {
    expect(refusalOf(evaluateOnServer(`require('sha256Sync')(${values});`))).toBe(refusal);
  });
});

describe('sha256', () => {
  test('calls back in a later turn; the options come third', async () => {
    const code =
      "require('sha256')('abc', note, { outputEncoding: 'hex' }); require('sha256')('abc', note); note('now');";
    expect((await settleOnServer(code)).notes).toEqual(['now', hexOfAbc, base64OfAbc]);
  });

  test('an error in the callback is reported', async () => {
    const { errors } = await settleOnServer("require('sha256')('a', () => require('nothing'));");
    expect(errors).toMatchObject([{ code: 'unknown_api' }]);
  });

  test('needs a callback', () => {
    expect(refusalOf(evaluateOnServer("require('sha256')('abc');"))).toBe('missing_argument');
  });
});

describe('hmacSha256', () => {
  const server = createFakeServer({ keys: { main: 'key' } });
  const permissions = permit({ use_custom_private_keys: { keyIds: ['main', 'lost'] } });
  // The widely published example of HMAC-SHA256 with the key "key".
  const hex = 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8';
  const text = 'The quick brown fox jumps over the lazy dog';

  test.each([
    ["{ outputEncoding: 'hex' }", hex],
    ["{ outputEncoding: 'base64' }", Buffer.from(hex, 'hex').toString('base64')],
    ["{ outputEncoding: 'base64url' }", Buffer.from(hex, 'hex').toString('base64url')],
    ['undefined', Buffer.from(hex, 'hex').toString('base64url')],
  ])('signs with a key of the key file, with %s', (options, signature) => {
    const code = `return require('hmacSha256')('${text}', 'main', ${options});`;
    expect(evaluateOnServer(code, { permissions, server }).returned).toBe(signature);
  });

  test.each([
    ["'a', 'lost'", 'unknown_key'],
    ["'a', 'other'", 'permission_denied'],
    ["'a'", 'missing_argument'],
    ["7, 'main'", 'wrong_argument_type'],
  ])('(%s) stops the template as %s', (values, refusal) => {
    expect(refusalOf(evaluateOnServer(`require('hmacSha256')(${values});`, { permissions, server }))).toBe(refusal);
  });
});
