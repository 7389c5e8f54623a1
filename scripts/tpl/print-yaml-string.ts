// Writes a string into the tests of a template as GTM's exporter does, which writes as SnakeYAML does.
//
// Counted in the tests of more than 300 published templates, and true of every one that the exporter wrote:
// - One line stands plain, or in single quotes where YAML would misread it; `runCode();` gets no block either.
// - Several lines stand in a block: `|-`, `|` when one line break ends them, `|+` when more do. A block that starts with
//   a blank or an empty line is `|2-`.
// - A tab, a blank at the end of a line or anything unprintable makes a block impossible; then double quotes hold it.
// - Lines in quotes and plain lines fold at the first blank behind column 80.
// Where this differs from the exporter: U+0085, U+2028, U+2029 and U+FEFF stand escaped, because the versions of YAML
// read them differently.
import { parseDocument } from 'yaml';

/** Where the value stands. */
export interface YamlPlace {
  /** How much of its line is taken: up to the colon of its key. */
  readonly column: number;
  /** How far its further lines are indented. */
  readonly indent: number;
  /** Line breaks at the end of a section do not count, so its last value must not end in such as matter. */
  readonly isLast: boolean;
}

const width = 80;

/** What follows the colon, from the blank on, without the last line break. Any YAML parser reads the same text back. */
export function printYamlString(text: string, place: YamlPlace): string {
  const isBlock = text.includes('\n');
  if (!isBlock && isPlain(text)) return ` ${fold(text, place.column + 1, place.indent)}`;
  if (isUnprintable.test(text)) return printDoubleQuoted(text, place);
  if (!isBlock) return ` '${fold(text.replaceAll("'", "''"), place.column + 2, place.indent)}'`;
  const isCut = place.isLast && endsInBreaks.test(text);
  return isCut || / (?:\n|$)/.test(text) ? printDoubleQuoted(text, place) : printBlock(text, place.indent);
}

const endsInBreaks = /^\n$|\n\n$/;

// What is left out of https://yaml.org/spec/1.1/#c-printable, and the characters named above.
const isUnprintable = /[^\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;

const isIndicated = /^(?:[#,[\]{}&*!|>'"%@`]|---|\.\.\.|[-?:](?: |$))|:(?: |$)| #|^ | $|^$/;

function isPlain(text: string): boolean {
  return !isUnprintable.test(text) && !isIndicated.test(text) && isStringIn('1.1', text) && isStringIn('1.2', text);
}

/** Whether a YAML parser takes it for a text: not for a number, a date, yes or no. */
function isStringIn(version: '1.1' | '1.2', text: string): boolean {
  return parseDocument(text, { version }).toJS() === text;
}

/** Breaks the line at the first single blank behind the width. */
function fold(text: string, start: number, indent: number): string {
  let column = start;
  let offset = 0;
  const printed = (text.match(/ +|[^ ]+/g) ?? []).map((run) => {
    const isInside = offset > 0 && offset + run.length < text.length;
    offset += run.length;
    if (run === ' ' && column > width && isInside) {
      column = indent;
      return `\n${' '.repeat(indent)}`;
    }
    column += run.length;
    return run;
  });
  return printed.join('');
}

function printBlock(text: string, indent: number): string {
  const start = /^[ \n]/.test(text) ? '2' : '';
  const end = endsInBreaks.test(text) ? '+' : '';
  const lines = text.replace(/\n$/, '').split('\n');
  const chomping = text.endsWith('\n') ? end : '-';
  return ` |${start}${chomping}\n${lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1B': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xA0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escapeCharacter(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return `\\${short}`;
  if (!isUnprintable.test(character)) return character;
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** Folds behind an escape or before a blank; a backslash at the end of a line joins it with the next. */
function printDoubleQuoted(text: string, { column: start, indent }: YamlPlace): string {
  const characters = [...text];
  let column = start + 2;
  let printed = ' "';
  let run = '';
  const write = (data: string) => {
    printed += run + data;
    column += run.length + data.length;
    run = '';
  };
  const breakLine = (next: string | undefined) => {
    write(`\\\n${' '.repeat(indent)}`);
    column = indent;
    if (next === ' ') write('\\');
  };
  for (const [index, character] of characters.entries()) {
    const escaped = escapeCharacter(character);
    const isInside = index > 0 && index < characters.length - 1;
    if (escaped !== character) {
      write(escaped);
      // The exporter counts one column less here, so that at column 81 it is the next character that decides.
      if (isInside && column - 1 > width) breakLine(characters[index + 1]);
    } else {
      const mayBreak = isInside && (character === ' ' || run === '');
      if (mayBreak && column + run.length > width) breakLine(character);
      run += character;
    }
  }
  return `${printed}${run}"`;
}
