// Keeps the newest figures: as data, and as the page that people read.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Section, toPage } from './section.ts';

/** Where the figures of this repository are kept. */
export const figuresFolder = path.dirname(import.meta.dirname);

/** All parts in `folder`, none where nothing was saved yet. Rejects where the file is no JSON. */
export async function readSections(folder: string): Promise<Section[]> {
  try {
    return JSON.parse(await readFile(toDataFile(folder), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Puts `section` in the place of what its command found before, and writes the page anew. */
export async function saveSection(section: Section, folder = figuresFolder): Promise<void> {
  const others = (await readSections(folder)).filter(({ key }) => key !== section.key);
  const sections = [...others, section].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await writeFile(toDataFile(folder), `${JSON.stringify(sections, undefined, 2)}\n`);
  await writeFile(path.join(folder, 'FIGURES.md'), toPage(sections));
}

function toDataFile(folder: string): string {
  return path.join(folder, 'figures.json');
}
