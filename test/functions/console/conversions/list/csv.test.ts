// Cells and rows of a file for spreadsheets.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../../../functions/console/conversions/list/csv.ts';

describe('toCsv', () => {
  it('writes a row a line, behind the mark that tells spreadsheets the encoding', () => {
    expect(
      toCsv([
        ['a', 'b'],
        ['ä', { decimal: '49.50' }],
      ]),
    ).toBe('\uFEFFa,b\r\nä,49.50\r\n');
  });

  it('puts quotes around what would be taken for more cells or rows', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
  });

  it.each(['=1+1', '+49', '-1', '@SUM(A1)', '\t=1', '\r=1'])('lets %j run as no formula', (text) => {
    expect(toCsv([[text]])).toMatch(/^\uFEFF"?'/);
  });

  it('lets nothing run behind what ends a cell where semicolons or tabs do', () => {
    expect(toCsv([["a;=cmd|'/c calc'!A0;b", 'a\t@SUM(A1)', 'a; b;c']])).toBe(
      "\uFEFFa;'=cmd|'/c calc'!A0;b,a\t'@SUM(A1),a; b;c\r\n",
    );
    expect(toCsv([['two\n=1+1']])).toBe('\uFEFF"two\n\'=1+1"\r\n');
  });

  it('never begins a cell of text with what begins a formula', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = toCsv([[text]])
          .slice(1, -2)
          .replace(/^"/, '');
        expect(/^[=+\-@\t\r\n]/.test(cell)).toBe(false);
      }),
    );
  });
});
