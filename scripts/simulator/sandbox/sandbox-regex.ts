// The regular expression of server templates: an opaque object that createRegex makes.
//
// GTM runs RE2 there; this approximates it with RegExp. What RE2 refuses is refused: look-around, back references, unknown
// escapes, repetitions above 1000. What RE2 spells otherwise is translated: `(?P<name>`, `\A`, `\z`, `[[:alpha:]]`.
// It proves whether a pattern is valid and what it finds; RE2's own limits on memory are not modelled.
// https://github.com/google/re2/wiki/Syntax

const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const token =
  /\\[pP]\{\^?\w+\}|\\[pP]\w|\\x\{[0-9a-fA-F]+\}|\\u\{[0-9a-fA-F]+\}|\\[\s\S]|\[:\^?[a-z]+:\]|\(\?(?:P?<[A-Za-z_]\w*>|<?[=!]|P=|[a-zA-Z-]*[:)])?|\{\d+(?:,\d*)?\}|[\s\S]/g;

/** The piece of a pattern in JavaScript's spelling; undefined where RE2 refuses it. */
function translate(piece: string): string | undefined {
  if (/^\(\?(<?[=!]|P=|$)/.test(piece)) {
    return undefined;
  }
  if (piece.startsWith('(?P<')) {
    return `(?<${piece.slice(4)}`;
  }
  if (piece.startsWith('{')) {
    return piece.split(/\D+/).some((count) => Number(count) > 1000) ? undefined : piece;
  }
  if (piece.startsWith('[:')) {
    return classes[piece.slice(2, -2)];
  }
  return piece.startsWith('\\') ? translateEscape(piece) : piece;
}

function translateEscape(piece: string): string | undefined {
  const letter = piece.charAt(1);
  if (letter === 'A' && piece.length === 2) {
    return '(?<![\\s\\S])';
  }
  if (letter === 'z') {
    return '(?![\\s\\S])';
  }
  if (/^[pP]\w$/.test(piece.slice(1))) {
    return `\\${letter}{${piece.slice(2)}}`;
  }
  if (/^\\x\{/.test(piece)) {
    return `\\u${piece.slice(2)}`;
  }
  if (letter === 'a') {
    return '\\x07';
  }
  const isRefused = /[1-9]/.test(letter) || (/[A-Za-z]/.test(letter) && !/[dDsSwWbBftnrvpPxuc]/.test(letter));
  return isRefused || piece.length === 1 ? undefined : piece;
}

/** The whole pattern in JavaScript's spelling; undefined where RE2 refuses it. */
function toJavaScript(pattern: string): string | undefined {
  let isInClass = false;
  let source = '';
  for (const piece of pattern.match(token) ?? []) {
    // Within [...] a parenthesis or a brace is a character like any other.
    const isCharacter = isInClass && /^[({]/.test(piece);
    const translated = isCharacter ? piece : translate(piece);
    if (translated === undefined) {
      return undefined;
    }
    isInClass = isInClass ? piece !== ']' : piece === '[';
    source += translated;
  }
  return source;
}

/** Flags at the very start, such as `(?i)`, which RegExp takes separately. */
const leadingFlags = /^\(\?([ims]+)\)/;

function compile(source: string, flags: string): RegExp | undefined {
  for (const attempt of [`${flags}u`, flags]) {
    try {
      return new RegExp(source, attempt);
    } catch {
      // RE2 takes an escaped punctuation mark such as `\-`, which RegExp takes only without the flag u.
    }
  }
  return undefined;
}

/** What `createRegex` returns; the sandbox sees an object without properties. */
export class SandboxRegex {
  readonly #expression: RegExp;

  constructor(expression: RegExp) {
    this.#expression = expression;
  }

  /** The expression itself: not a copy, because one with the flag g remembers where it found something last. */
  static expressionOf(regex: SandboxRegex): RegExp {
    return regex.#expression;
  }
}

/** The regular expression, or null where RE2 refuses the pattern. Flags other than g and i are passed over. */
export function createSandboxRegex(pattern: string, flags = ''): SandboxRegex | null {
  const leading = leadingFlags.exec(pattern)?.[1] ?? '';
  const source = toJavaScript(pattern.replace(leadingFlags, ''));
  if (source === undefined) {
    return null;
  }
  const accepted = new Set([...[...flags].filter((flag) => 'gi'.includes(flag)), ...leading]);
  const expression = compile(source, [...accepted].join(''));
  return expression ? new SandboxRegex(expression) : null;
}

/** The expression behind what createRegex returned, for the string methods that take one; undefined for anything else. */
export function toRegExp(value: unknown): RegExp | undefined {
  return value instanceof SandboxRegex ? SandboxRegex.expressionOf(value) : undefined;
}
