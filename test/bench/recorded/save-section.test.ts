// How figures are kept.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSections, saveSection } from './save-section.ts';
import { type Section, toPage } from './section.ts';

const section: Section = {
  key: 'bench-a',
  title: '(a) lookups',
  command: 'npm run bench -- a',
  takenOn: '2026-11-22',
  machine: 'a machine',
  columns: ['what'],
  rows: [['first']],
  notes: [],
  missed: [],
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tilltag-figures-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('saveSection', () => {
  test('the first part makes data and page', async () => {
    await saveSection(section, folder);
    expect(await readSections(folder)).toEqual([section]);
    expect(await readFile(path.join(folder, 'FIGURES.md'), 'utf8')).toBe(toPage([section]));
  });

  test('a later run replaces its own part and keeps the others', async () => {
    const other = { ...section, key: 'load-sqlite' };
    const again = { ...section, rows: [['second']] };
    for (const one of [other, section, again]) await saveSection(one, folder);
    expect(await readSections(folder)).toEqual([again, other]);
  });

  test('a damaged file of figures is told, not overwritten', async () => {
    await saveSection(section, folder);
    const file = path.join(folder, 'figures.json');
    await writeFile(file, '{');
    await expect(saveSection(section, folder)).rejects.toThrow(SyntaxError);
    expect(await readFile(file, 'utf8')).toBe('{');
  });
});
