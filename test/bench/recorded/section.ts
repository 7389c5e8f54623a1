// One part of the page of figures: what one command found, when and where, with what missed its goal.

/** What a command found in one run, as the page of figures shows it. */
export interface Section {
  /** Names the part for good, such as `bench-a`; a later run of the same replaces it, and the page is sorted by it. */
  key: string;
  title: string;
  /** As it was typed, such as `npm run bench -- a`. */
  command: string;
  /** The day in UTC, such as 2026-11-22. */
  takenOn: string;
  /** Cores, memory, system and Node. */
  machine: string;
  /** The head of the table. */
  columns: readonly string[];
  /** As many cells in each as there are columns. */
  rows: readonly (readonly string[])[];
  /** The conditions, a sentence without full stop each. */
  notes: readonly string[];
  /** What missed its goal and by how much, a sentence without full stop each; empty where nothing did. */
  missed: readonly string[];
}

/** The page of figures: what missed its goal first, then a part for each section, in the order of their keys. */
export function toPage(sections: readonly Section[]): string {
  const sorted = sections.toSorted((a, b) => compare(a.key, b.key));
  const missed = sorted.flatMap((one) =>
    one.missed.map((text) => `- ${escapeText(text)} ([${one.title}](#${toAnchor(one.title)})).`),
  );
  return [
    '# Figures',
    '',
    'Each part is written by its command with `--save`. A figure belongs to the machine and the day it was taken on; ratios travel better than times.',
    '',
    '## What missed its goal',
    '',
    ...(missed.length > 0 ? missed : ['Nothing.']),
    ...sorted.flatMap(toPart),
    '',
  ].join('\n');
}

function toPart({ title, command, takenOn, machine, columns, rows, notes }: Section): string[] {
  return [
    '',
    `## ${title}`,
    '',
    `\`${command}\`, ${takenOn}, ${escapeText(machine)}.`,
    '',
    toRow(columns),
    toRow(columns.map(() => '---')),
    ...rows.map(toRow),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${escapeText(note)}`)] : []),
  ];
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.map(escapeText).join(' | ')} |`;
}

/** What Markdown would take for the end of a cell, or for a tag. */
function escapeText(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

/** As GitHub makes it from a heading (https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links). */
function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
