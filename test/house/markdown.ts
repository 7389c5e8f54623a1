// Reads a Markdown page as far as tests compare it with the code: its text, tables, code blocks and links.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The top folder of the project. */
export const root = path.resolve(import.meta.dirname, '../..');

/** One page. */
export interface MarkdownPage {
  text: string;
  /** The rows of every table with this header, table by table, cell by cell; throws where there is no such table. */
  tables(...header: string[]): string[][][];
  /** The rows of the first of these tables; throws likewise. */
  rows(...header: string[]): string[][];
  /** What stands in fenced blocks of this language. */
  blocks(language: string): string[];
  /** The targets of links and pictures within the repository, in the page's order. */
  localTargets(): string[];
  /** The anchors that GitHub gives the page's headings. */
  anchors(): string[];
}

/** The page at this path from the top folder. */
export function readMarkdown(file: string): MarkdownPage {
  const text = readFileSync(path.join(root, file), 'utf8');
  const prose = text.replace(/^```.*?^```$/gms, '');
  const tables = (...header: string[]): string[][][] => {
    const found = splitTables(prose).filter(([first]) => String(first) === String(header));
    if (found.length === 0) throw new Error(`${file} has no table with the header ${header.join(' | ')}.`);
    return found.map(([, , ...rows]) => rows);
  };
  return {
    text,
    tables,
    rows: (...header) => tables(...header)[0] ?? [],
    blocks: (language) =>
      [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) =>
        name === language ? [code] : [],
      ),
    localTargets: () => {
      const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
        ([, link, source]) => link ?? source ?? '',
      );
      return targets.filter((target) => !/^[a-z]+:/.test(target));
    },
    anchors: () => [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => toAnchor(title)),
  };
}

function splitTables(text: string): string[][][] {
  const tables = text.match(/^(\|.*\n)+/gm) ?? [];
  return tables.map((table) => table.trimEnd().split('\n').map(splitRow));
}

/** A `|` within a cell is written `\|`. */
function splitRow(line: string): string[] {
  const cells = line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The numbers in a page's prose, in its order: not those in code, headings, numbering, addresses and names such as GA4. */
export function figuresIn(text: string): string[] {
  const prose = text
    .replaceAll(/^ *```.*?^ *```$/gms, '')
    .replaceAll(/`[^`]*`/g, '')
    // A link to a test is named by the test, whose figures are its own.
    .replaceAll(/\[[^\]]*\]\([^)]*\.test\.ts\)/g, '')
    .replaceAll(/\]\([^)]*\)/g, '')
    .replaceAll(/^#.*$/gm, '')
    .replaceAll(/^ *\d+\. /gm, '');
  return [...prose.matchAll(/(?<![\w.])\d[\d,.]*(?<![,.])(?!\w)/g)].map(([figure]) => figure);
}

/** The lines of prose with a figure that stands in none of these parts of sentences; pictures are left out. */
export function linesWithOtherFigures(text: string, held: readonly string[]): string[] {
  const rest = held.reduce((left, words) => left.replaceAll(words, ''), text.replaceAll(/<[^>]*>/g, ''));
  const blocks = rest.replaceAll(/^ *```.*?^ *```$/gms, '');
  return blocks.split('\n').filter((line) => figuresIn(line).length > 0);
}

/** The texts between backticks in a cell. */
export function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** The only text between backticks in a cell; throws where there is another number of them. */
export function codeIn(cell: string): string {
  const [code, ...more] = codesIn(cell);
  if (code === undefined || more.length > 0) throw new Error(`One code was expected in the cell "${cell}".`);
  return code;
}
