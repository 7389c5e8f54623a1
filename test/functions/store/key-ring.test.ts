// What the key ring setting may look like, and what is said when it does not.
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KeyRingError } from '../../../functions/store/errors.ts';
import { newestKeyId, parseKeyRing } from '../../../functions/store/key-ring.ts';

const encodedKey = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyName = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);

function faultsOf(text: string): string {
  try {
    parseKeyRing(text);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyRingError);
    return String(error);
  }
  throw new Error('The key ring was read.');
}

describe('parseKeyRing', () => {
  test('one key is the newest', () => {
    const [newest, ...older] = parseKeyRing(`main:${encodedKey(1)}`);
    expect(newest.name).toBe('main');
    expect(newest.key.export()).toEqual(Buffer.alloc(32, 1));
    expect(older).toEqual([]);
  });

  test('any keys keep their order, names and bytes, whatever space surrounds them and in either base64 alphabet', () => {
    const anyRing = fc.uniqueArray(fc.tuple(anyName, anyKey), {
      minLength: 1,
      maxLength: 5,
      selector: ([name]) => name,
    });
    const alphabet = fc.constantFrom('base64', 'base64url');
    fc.assert(
      fc.property(anyRing, alphabet, (ring, encoding) => {
        const text = ring.map(([name, bytes]) => ` ${name}:${Buffer.from(bytes).toString(encoding)}\n`).join(',');
        expect(parseKeyRing(text).map(({ name }) => name)).toEqual(ring.map(([name]) => name));
        expect(parseKeyRing(text).map(({ key }) => new Uint8Array(key.export()))).toEqual(
          ring.map(([, bytes]) => bytes),
        );
      }),
    );
  });

  test('a printed key shows no byte of it', () => {
    expect(inspect(parseKeyRing(`main:${encodedKey(0x41)}`), { depth: 9 })).not.toMatch(/QUFB|AAAA|41, 41|65, 65/);
  });

  test.each([
    ['an empty setting', '', 'Key 1 is empty'],
    ['a trailing comma', `a:${encodedKey(1)},`, 'Key 2 is empty'],
    ['a key without a name', encodedKey(1), 'Key 1 has no name'],
    ['an empty name', `:${encodedKey(1)}`, 'Key 1 has a name that is not'],
    ['a name with a dot', `a.b:${encodedKey(1)}`, 'Key 1 has a name that is not'],
    ['a name of 33 characters', `${'n'.repeat(33)}:${encodedKey(1)}`, 'Key 1 has a name that is not'],
    ['text that is not base64', 'a:not base64!', 'Key 1 is not base64'],
    ['a key of 31 bytes', `a:${Buffer.alloc(31).toString('base64')}`, 'Key 1 has 31 bytes where 32 are needed'],
    ['a key of 33 bytes', `a:${Buffer.alloc(33).toString('base64')}`, 'Key 1 has 33 bytes where 32 are needed'],
    [
      'a name used twice',
      `a:${encodedKey(1)},b:${encodedKey(2)},a:${encodedKey(3)}`,
      'Key 3 has the name of an earlier one',
    ],
  ])('%s is refused in words', (_, text, words) => {
    expect(faultsOf(text)).toContain(words);
  });

  test('every fault is listed at once, with the cure', () => {
    const faults = faultsOf(`a:short,${encodedKey(1)}`);
    expect(faults).toContain('Key 1 has');
    expect(faults).toContain('Key 2 has no name');
    expect(faults).toContain('openssl rand -base64 32');
  });

  test('no part of a value that is refused is shown', () => {
    const secret = encodedKey(7).slice(0, 40);
    for (const text of [secret, `a:${secret}`, `${secret}:a`, `a:${secret},a:${encodedKey(7)}`]) {
      expect(faultsOf(text)).not.toContain(secret.slice(0, 8));
    }
  });
});

describe('newestKeyId', () => {
  const idOf = (text: string) => newestKeyId(parseKeyRing(text));

  test('is that of the newest key alone, whatever it is called and whatever stands behind it', () => {
    const id = idOf(`main:${encodedKey(1)}`);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(idOf(`other:${encodedKey(1)},main:${encodedKey(2)}`)).toBe(id);
    expect(idOf(`main:${encodedKey(2)},other:${encodedKey(1)}`)).not.toBe(id);
  });

  test('is neither a part of the key nor its plain hash', () => {
    const bytes = Buffer.alloc(32, 1);
    expect(bytes.toString('hex')).not.toContain(idOf(`main:${encodedKey(1)}`));
    expect(createHash('sha256').update(bytes).digest('hex')).not.toContain(idOf(`main:${encodedKey(1)}`));
  });
});
