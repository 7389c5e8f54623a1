// SHA-256 of personal data, in the form Google and Meta expect.
import { hash } from 'node:crypto';

/** Whether the text already is a SHA-256 in hex, of either case. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}

/**
 * The SHA-256 of the normalised text in lower-case hex. `undefined` where nothing is left to hash: the digest of an empty
 * string looks like a valid identifier that all shops share. A text that is a hash already passes through, since a hash of a
 * hash matches nobody.
 */
export function toSha256(
  text: string | null | undefined,
  normalise: (text: string) => string | undefined,
): string | undefined {
  const trimmed = (text ?? '').trim();
  if (isSha256(trimmed)) return trimmed.toLowerCase();
  const normalised = normalise(trimmed) ?? '';
  return normalised === '' ? undefined : hash('sha256', normalised, 'hex');
}
