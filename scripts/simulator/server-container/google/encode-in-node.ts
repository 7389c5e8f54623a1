// Encodes user data in Node as Google's tags send them: hashed.
import { createHash } from 'node:crypto';
import { encodeUserData } from '../../google/encode-user-data.ts';

/** Google's encoding of the user data, `tv.1~em.…`; undefined where they name nobody. */
export function encodeInNode(userData: unknown): Promise<string | undefined> {
  return new Promise((resolve) => {
    encodeUserData(userData, (text, onDigest) => onDigest(createHash('sha256').update(text, 'utf8').digest()), resolve);
  });
}
