// The figures that are committed: that the page says what the data say, and that no command's part is missing.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { benchLetters } from '../figure.ts';
import { figuresFolder, readSections } from './save-section.ts';
import { toPage } from './section.ts';

const sections = await readSections(figuresFolder);

describe('the committed figures', () => {
  test('the page is what the data say', async () => {
    expect(await readFile(path.join(figuresFolder, 'FIGURES.md'), 'utf8')).toBe(toPage(sections));
  });

  test('every bench has its part, and so have load, growth, chaos and fuzz, each once', () => {
    const keys = sections.map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining([
        ...benchLetters.map((letter) => `bench-${letter}`),
        ...['chaos-firestore', 'chaos-sqlite', 'fuzz', 'growth-sqlite', 'load-sqlite'],
      ]),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(sections)(
    '$title names a script of the package and the day',
    async ({ command, takenOn, columns, rows }) => {
      const { scripts } = JSON.parse(await readFile(path.join(figuresFolder, '../../package.json'), 'utf8'));
      expect(Object.keys(scripts)).toContain(/^npm run ([a-z]+)(?: -- .+)?$/.exec(command)?.[1]);
      expect(takenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    },
  );
});
