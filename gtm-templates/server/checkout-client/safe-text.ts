// Texts on their way to tags: without an e-mail address, or anything that looks like one.
import { isText } from '../../shared/plain-values.ts';

/** In the clear, as a URL writes it, and the two other signs that Unicode has for it. */
const atSigns = ['@', '%40', '\uFF20', '\uFE6B'];

/** The text; an address in it becomes `[e-mail]`, and any other @ is spelled out. Undefined where nothing is left. */
export function toSafeText(value: unknown): string | undefined {
  if (!isText(value)) {
    return undefined;
  }
  const plain = atSigns.reduce((text, sign) => text.split(sign).join('@'), value);
  const words = plain.split(' ').map((word) => (word.match('[^@]@[^@]') !== null ? '[e-mail]' : word));
  return words.join(' ').split('@').join('(at)').trim() || undefined;
}

/** The id as it is; undefined for one with an @ in it, and for what is none. */
export function toSafeId(value: unknown): string | undefined {
  return isText(value) && value !== '' && !atSigns.some((sign) => value.indexOf(sign) > -1) ? value : undefined;
}
