// How the cookie spells what it holds: version 1, short enough for three touches in 1.5 kB.
//
//   1|<seen at>|<click id>|<places of first, last and visit>|<touch>|<touch>|<touch>
//   touch: <at>&<code>=<percent-encoded value>&…
//
// A place is the number of a touch, or - for none. What is not in this list, or said to be an extra click id, is not read.

/** The longest cookie that is written or read, in characters, which are all ASCII. */
export const maxCookieLength = 1500;

/** The most parameters of one touch that the function takes. */
export const maxParameters = 24;

export const landingPageCode = 'l';

export const referrerHostCode = 'r';

const parameterCodes: readonly (readonly [code: string, name: string])[] = [
  ['s', 'utm_source'],
  ['m', 'utm_medium'],
  ['c', 'utm_campaign'],
  ['t', 'utm_term'],
  ['n', 'utm_content'],
  ['i', 'utm_id'],
  ['p', 'utm_source_platform'],
  ['f', 'utm_creative_format'],
  ['a', 'utm_marketing_tactic'],
  ['gc', 'gclid'],
  ['gb', 'gbraid'],
  ['wb', 'wbraid'],
  ['dc', 'dclid'],
  ['fb', 'fbclid'],
  ['ms', 'msclkid'],
  ['tt', 'ttclid'],
  ['tw', 'twclid'],
  ['li', 'li_fat_id'],
  ['ep', 'epik'],
  ['sc', 'ScCid'],
  ['rd', 'rdt_cid'],
  ['yc', 'yclid'],
  ['ir', 'irclickid'],
];

/** In front of a name that has no code of its own, so that none of these can be taken for one. */
const extraMark = '_';

/** The short form of a parameter's name. */
export function codeOfParameter(name: string): string {
  const found = parameterCodes.filter((pair) => pair[1] === name)[0];
  return found ? found[0] : extraMark + name;
}

/** The name behind a short form; undefined for what is neither known nor one of the extra names. */
export function parameterOfCode(code: string, extraNames: readonly string[]): string | undefined {
  const found = parameterCodes.filter((pair) => pair[0] === code)[0];
  if (found) {
    return found[1];
  }
  return extraNames.filter((name) => extraMark + name === code)[0];
}
