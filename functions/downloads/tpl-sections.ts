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

const header = /^___([A-Z][A-Z_]*)___[ \t]*$/;

/** Sections in the order of the file. Takes a BOM, CRLF, any order and lines before the first header; never fails. */
export function splitSections(tpl: string): TplSection[] {
  const lines = tpl.replace(/^\uFEFF/, '').split(/\r?\n/);
  const starts = lines.flatMap((line, index) => {
    const name = header.exec(line)?.[1];
    return name === undefined ? [] : [{ name, index }];
  });
  return starts.map(({ name, index }, position) => {
    const end = starts[position + 1]?.index ?? lines.length;
    return { name, headerLine: index + 1, ...trimBlankLines(lines.slice(index + 1, end), index + 2) };
  });
}

/** The file: each header alone on its line, a blank line after it, two between sections. */
export function joinSections(sections: readonly Pick<TplSection, 'name' | 'text'>[]): string {
  return `${sections.map(({ name, text }) => `___${name}___\n\n${text}`).join('\n\n\n')}\n\n`;
}

function trimBlankLines(lines: readonly string[], firstLine: number): { text: string; line: number } {
  const isFilled = (line: string) => line.trim() !== '';
  const first = lines.findIndex(isFilled);
  if (first === -1) return { text: '', line: firstLine };
  return { text: lines.slice(first, lines.findLastIndex(isFilled) + 1).join('\n'), line: firstLine + first };
}
