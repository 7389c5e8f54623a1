// Cells of an export, whose texts come from campaigns that anybody can name: no spreadsheet runs one.
import fc from 'fast-check';
import { toCsv } from '../../../functions/console/conversions/list/csv.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { ensure, ensureSame } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const cell = fc.oneof(
  hostileText,
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', ';', '"', ',', '\r', '\n', ' '), hostileText)
    .map((parts) => parts.join('')),
);

/** The writer of files for spreadsheets. */
export function csvTarget(write: typeof toCsv = toCsv): Target {
  return toTarget({
    name: 'csv',
    reads: 'names of campaigns and properties, on their way to a spreadsheet',
    inputs: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
    open: () => ({
      examine(rows) {
        const text = write(rows);
        ensure(text.startsWith('\uFEFF'), 'The mark of the encoding is missing.');
        const read = parseCsv(text.slice(1));
        ensureSame(
          read.map((row) => row.map(disarm)),
          rows.map((row) => row.map(disarm)),
          'The cells are others.',
        );
        // Where the comma is in numbers, a spreadsheet parts cells at semicolons, and some at tabs.
        for (const field of read.flat()) {
          for (const part of field.split(/[;\t\r\n]/))
            ensure(!/^[=+\-@]/.test(part), `A spreadsheet would run ${part}.`);
        }
      },
    }),
  });
}

/** Without the mark that keeps a text from being run. */
function disarm(text: string): string {
  return text.replaceAll("'", '');
}

/** RFC 4180, read by nothing of ours. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (field.lastIndex < text.length) {
    const [, quoted, plain, end] = field.exec(text) ?? [];
    ensure(end !== undefined, 'The file is no CSV.');
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
