// Seals secrets with AES-256-GCM so that a copy of the database is worth nothing, and a sealed value stays in its place.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UnsealError } from './errors.ts';
import type { KeyRing } from './key-ring.ts';

/** Where a sealed value lives; it can be opened there and nowhere else. */
export interface SealedPlace {
  propertyId: string;
  field: string;
}

const format = 'sealed1';
const sealedPattern = /^sealed1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** `plaintext` sealed with the newest key: `sealed1.<key name>.<nonce, ciphertext and tag in base64url>`. */
export function seal(keyRing: KeyRing, plaintext: string, place: SealedPlace): string {
  const [{ name, key }] = keyRing;
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(associatedData(name, place));
  const sealed = Buffer.concat([nonce, sealing.update(plaintext, 'utf8'), sealing.final(), sealing.getAuthTag()]);
  return `${format}.${name}.${sealed.toString('base64url')}`;
}

/** The name of the key that sealed a value; `undefined` for what is no sealed value. */
export function findKeyName(sealed: string): string | undefined {
  return sealedPattern.exec(sealed)?.[1];
}

/** The plaintext of a value that `seal` made for this place; throws `UnsealError`. */
export function unseal(keyRing: KeyRing, sealed: string, place: SealedPlace): string {
  const [, name, encoded] = sealedPattern.exec(sealed) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64url');
  // Base64 has several spellings of one value; only ours is read, so that no changed text passes for the original.
  if (!name || bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== encoded) {
    throw new UnsealError('malformed', 'This is no sealed value, or only a part of one. Enter the secret again.');
  }
  const found = keyRing.find((key) => key.name === name);
  if (!found) {
    throw new UnsealError(
      'unknown_key',
      `The key ring holds no key named "${name}". Add it to the end of TILLTAG_KEYS.`,
    );
  }
  const opening = createDecipheriv(cipher, found.key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAAD(associatedData(name, place));
  opening.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return opening.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + opening.final('utf8');
  } catch (cause) {
    throw new UnsealError(
      'not_authentic',
      `The sealed value was changed or moved, or the key named "${name}" is another one now. Enter the secret again.`,
      { cause },
    );
  }
}

/** JSON keeps the parts apart, so that no two places share their associated data. */
function associatedData(keyName: string, { propertyId, field }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([format, keyName, propertyId, field]));
}
