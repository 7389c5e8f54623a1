// How the page of figures is put together.
import { describe, expect, test } from 'vitest';
import { type Section, toPage } from './section.ts';

const section: Section = {
  key: 'bench-a',
  title: '(a) lookups',
  command: 'npm run bench -- a',
  takenOn: '2026-11-22',
  machine: '2 × a processor, 8 GiB',
  columns: ['what', 'ratio'],
  rows: [['reads', '1.20×']],
  notes: ['50 at once'],
  missed: [],
};

describe('toPage', () => {
  test('a part shows its command, day and machine above its table, and its conditions below', () => {
    expect(toPage([section])).toContain(
      [
        '## (a) lookups',
        '',
        '`npm run bench -- a`, 2026-11-22, 2 × a processor, 8 GiB.',
        '',
        '| what | ratio |',
        '| --- | --- |',
        '| reads | 1.20× |',
        '',
        '- 50 at once',
      ].join('\n'),
    );
  });

  test('what missed its goal stands first, with a link to its part', () => {
    const page = toPage([{ ...section, missed: ['Reads missed 1.1 by 9 %'] }]);
    expect(page).toContain('## What missed its goal\n\n- Reads missed 1.1 by 9 % ([(a) lookups](#a-lookups)).\n');
  });

  test('a page on which nothing missed its goal says so', () => {
    expect(toPage([section])).toContain('## What missed its goal\n\nNothing.\n');
  });

  test('the parts are sorted by their keys, in whatever order they were saved', () => {
    const later = { ...section, key: 'bench-b', title: '(b) memory' };
    expect(toPage([later, section])).toBe(toPage([section, later]));
    expect(toPage([later, section]).indexOf('(a)')).toBeLessThan(toPage([later, section]).indexOf('(b)'));
  });

  test('a bar or an angle bracket in a cell does not end it', () => {
    expect(toPage([{ ...section, rows: [['a | b', '<1']] }])).toContain('| a \\| b | &lt;1 |');
  });
});
