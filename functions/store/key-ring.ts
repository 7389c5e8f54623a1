// The key ring: the named keys that seal secrets, newest first, as the operator hands them over in one setting.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { KeyRingError } from './errors.ts';

/** A named AES-256 key. The key object keeps its bytes out of anything that prints it. */
export interface SealingKey {
  name: string;
  key: KeyObject;
}

/** Never empty: the newest key, which seals, then older ones, which still open what they sealed. */
export type KeyRing = readonly [SealingKey, ...SealingKey[]];

const keyBytes = 32;
const keyNamePattern = /^[A-Za-z0-9_-]{1,32}$/;
const base64Pattern = /^[A-Za-z0-9+/_-]*={0,2}$/;
const cure =
  'Write it as NAME:KEY with a KEY of 32 random bytes in base64, several separated by commas, newest first; "openssl rand -base64 32" makes one.';

/**
 * The keys in `NAME:BASE64_OF_32_BYTES[,…]`. Throws `KeyRingError` with every fault at once, by position and never by
 * value, since a slip of the hand can put the key where the name belongs.
 */
export function parseKeyRing(text: string): KeyRing {
  const parsed = text.split(',').map((part, index) => parseKey(part.trim(), `Key ${index + 1}`));
  const faults = parsed.flatMap((result) => (result.kind === 'fault' ? [result.fault] : []));
  const keys = parsed.flatMap((result) => (result.kind === 'key' ? [result.key] : []));
  for (const [index, { name }] of keys.entries()) {
    const isRepeated = keys.findIndex((other) => other.name === name) < index;
    if (isRepeated) faults.push(`Key ${index + 1} has the name of an earlier one.`);
  }
  const [newest, ...older] = keys;
  if (faults.length > 0 || !newest)
    throw new KeyRingError(['The key ring cannot be read.', ...faults, cure].join('\n'));
  return [newest, ...older];
}

/**
 * 16 hexadecimal digits by which the newest key is known again, whatever it is called. They tell nothing of the key: an HMAC
 * under it, which only whoever has the key can make.
 */
export function newestKeyId([{ key }]: KeyRing): string {
  return createHmac('sha256', key).update('tilltag key id').digest('hex').slice(0, 16);
}

type ParsedKey = { kind: 'key'; key: SealingKey } | { kind: 'fault'; fault: string };

function parseKey(part: string, position: string): ParsedKey {
  const fault = (words: string): ParsedKey => ({ kind: 'fault', fault: `${position} ${words}.` });
  const separator = part.indexOf(':');
  if (part === '') return fault('is empty');
  if (separator < 0) return fault('has no name: there is no colon');
  const name = part.slice(0, separator);
  const encoded = part.slice(separator + 1).trim();
  if (!keyNamePattern.test(name)) return fault('has a name that is not 1 to 32 letters, digits, "-" or "_"');
  if (!base64Pattern.test(encoded)) return fault('is not base64');
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== keyBytes) return fault(`has ${bytes.length} bytes where ${keyBytes} are needed`);
  return { kind: 'key', key: { name, key: createSecretKey(bytes) } };
}
