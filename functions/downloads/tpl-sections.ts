// Splits a template file into its sections and joins sections into one, as GTM's exporter writes it.

/** One section; lines are those of the file, counted from 1. */
export interface TplSection {
  /** The word between the underscores: `INFO`, `WEB_PERMISSIONS` … */
  readonly name: string;
  readonly headerLine: number;
  readonly text: string;
  /** Where the text starts. */
  readonly line: number;
}

/** A file in its outermost parts. */
export interface TplFile {
  readonly hasBom: boolean;
  /** What stands before the first header, without blank lines around it. */
  readonly preamble: string;
  /** In the order of the file. */
  readonly sections: readonly TplSection[];
}

const header = /^___([A-Z][A-Z_]*)___[ \t]*$/;

// Some published files have two, and a blank line may have come in front of them.
const byteOrderMark = /^\s*\uFEFF/;

const leadingBlanks = /^\s+/;

// A carriage return breaks lines in all that a section can hold: JSON, YAML and JavaScript, where it never is a character.
const lineBreak = /\r\n?|\n/;

/** The parts of the file, with lines that end in `\n`. Takes any order of sections; never fails. */
export function splitTpl(tpl: string): TplFile {
  const lines = tpl.replace(leadingBlanks, (blanks) => blanks.replaceAll('\uFEFF', '')).split(lineBreak);
  const starts = lines.flatMap((line, index) => {
    const name = header.exec(line)?.[1];
    return name === undefined ? [] : [{ name, index }];
  });
  const sections = starts.map(({ name, index }, position) => {
    const end = starts[position + 1]?.index ?? lines.length;
    return { name, headerLine: index + 1, ...trimBlankLines(lines.slice(index + 1, end), index + 2) };
  });
  const { text: preamble } = trimBlankLines(lines.slice(0, starts[0]?.index), 1);
  return { hasBom: byteOrderMark.test(tpl), preamble, sections };
}

/** The sections of the file alone. */
export function splitSections(tpl: string): readonly TplSection[] {
  return splitTpl(tpl).sections;
}

/** The file: each header alone on its line, a blank line behind it, and two behind every section, the last one too. */
export function joinSections(sections: readonly Pick<TplSection, 'name' | 'text'>[]): string {
  return sections.map(({ name, text }) => `___${name}___\n\n${text}\n\n\n`).join('');
}

function trimBlankLines(lines: readonly string[], firstLine: number): { text: string; line: number } {
  const isFilled = (line: string) => line.trim() !== '';
  const first = lines.findIndex(isFilled);
  if (first === -1) return { text: '', line: firstLine };
  return { text: lines.slice(first, lines.findLastIndex(isFilled) + 1).join('\n'), line: firstLine + first };
}
