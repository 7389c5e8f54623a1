// How a permission's settings are compared with what a template wants to reach.
//
// Decision where GTM's behaviour is not public: `user.*` covers `user` and all that lies below it. Several published
// templates that state `ecommerce.*` alone read `ecommerce`.
import { unknownValue } from '../unknown-value.ts';

/** Equal, or not to be told apart yet. */
export function isSame(stated: unknown, wanted: unknown): boolean {
  return wanted === unknownValue || stated === wanted;
}

/** As `isSame`, where `*` in the settings stands for anything. */
export function isSameOrAny(stated: unknown, wanted: unknown): boolean {
  return stated === '*' || isSame(stated, wanted);
}

/** As `isSame` for names of headers, which have no case. */
export function isSameHeader(stated: unknown, wanted: unknown): boolean {
  return wanted === unknownValue || String(stated).toLowerCase() === String(wanted).toLowerCase();
}

/** Whether one of the patterns is the key, or ends in `.*` and the key is what stands before that, or lies below it. */
export function matchesKeyPatterns(patterns: readonly string[], key: unknown): boolean {
  return patterns.some((pattern) => {
    if (isSame(pattern, key)) return true;
    return typeof key === 'string' && pattern.endsWith('.*') && `${key}.`.startsWith(pattern.slice(0, -1));
  });
}

/** Whether the pattern is the text, where `*` stands for any characters. */
export function matchesWildcard(pattern: unknown, text: unknown): boolean {
  if (text === unknownValue) return true;
  if (typeof pattern !== 'string' || typeof text !== 'string') return false;
  const pieces = pattern.split('*').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's').test(text);
}
