// The lines that people read about files.
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { describeReport, describeTotal } from '../../../scripts/toolkit/describe-report.ts';
import type { FileReport } from '../../../scripts/toolkit/file-report.ts';

const colors = picocolors.createColors(false);
const telling = { colors, isRun: true, isVerbose: false };
const passed = { name: 'Sends the event', passed: true, message: '' };
const failed = { name: 'Says why', passed: false, message: 'Expected 1.\nGot 2.', line: 40 };
const fine: FileReport = { file: 'a.tpl', template: 'web tag', scenarioCount: 1, scenarios: [passed], problems: [] };

describe('describeReport', () => {
  test('a file without faults takes one line', () => {
    expect(describeReport(fine, telling)).toBe('✓ a.tpl  web tag, 1 scenario');
    const without = { ...fine, scenarioCount: 0, scenarios: [] };
    expect(describeReport(without, telling)).toBe('✓ a.tpl  web tag, no scenarios');
  });

  test('where no scenario was to run, none is counted', () => {
    expect(describeReport({ ...fine, scenarios: [] }, { ...telling, isRun: false })).toBe('✓ a.tpl  web tag');
  });

  test('where some were chosen, the line says how many', () => {
    expect(describeReport({ ...fine, scenarioCount: 5 }, telling)).toBe('✓ a.tpl  web tag, 1 of 5 scenarios');
  });

  test('failed scenarios and problems follow, indented, with their lines', () => {
    const problems = [{ section: 'INFO', line: 3, column: 7, message: 'Broken.' }];
    expect(describeReport({ ...fine, scenarioCount: 2, scenarios: [passed, failed], problems }, telling)).toBe(
      [
        '✗ a.tpl  web tag, 1 of 2 scenarios fails, 1 problem',
        '    ✗ Says why — a.tpl:40',
        '      Expected 1.',
        '      Got 2.',
        '    a.tpl:3:7 — Broken.',
      ].join('\n'),
    );
  });

  test('a reason that failed the scenario above as well is not repeated', () => {
    const scenarios = [
      failed,
      { ...failed, name: 'Says it again', line: 44 },
      { ...failed, message: 'Other.' },
      failed,
    ];
    const lines = describeReport({ ...fine, scenarios }, telling).split('\n');
    expect(lines).toEqual([
      '✗ a.tpl  web tag, 4 of 4 scenarios fail',
      '    ✗ Says why — a.tpl:40',
      '      Expected 1.',
      '      Got 2.',
      '    ✗ Says it again — a.tpl:44',
      '      The same.',
      '    ✗ Says why — a.tpl:40',
      '      Other.',
      '    ✗ Says why — a.tpl:40',
      '      Expected 1.',
      '      Got 2.',
    ]);
  });

  test('a problem alone leaves the scenarios counted', () => {
    const problems = [{ section: 'INFO', line: 3, column: 7, message: 'Broken.' }];
    expect(describeReport({ ...fine, problems }, telling)).toBe(
      '✗ a.tpl  web tag, 1 scenario, 1 problem\n    a.tpl:3:7 — Broken.',
    );
  });

  test('on request the scenarios that passed are named', () => {
    expect(describeReport(fine, { ...telling, isVerbose: true })).toBe(
      '✓ a.tpl  web tag, 1 scenario\n    ✓ Sends the event',
    );
  });

  test('a container says what it holds, and below its problems what is no fault', () => {
    const problems = [{ section: 'containerVersion', line: 3, column: 7, message: 'Broken.' }];
    const notes = ['A type is not known.', 'Another\nis neither.'];
    const contents = ['2 tags', '1 template'];
    const container = { ...fine, file: 'c.json', template: 'web container', contents, scenarioCount: 0, scenarios: [] };
    expect(describeReport({ ...container, notes }, telling)).toBe(
      '✓ c.json  web container, 2 tags, 1 template\n    ! A type is not known.\n    ! Another\n      is neither.',
    );
    expect(describeReport({ ...container, notes: notes.slice(0, 1), problems }, { ...telling, isRun: false })).toBe(
      '✗ c.json  web container, 2 tags, 1 template, 1 problem\n    c.json:3:7 — Broken.\n    ! A type is not known.',
    );
  });

  test('marks are coloured where colours are on', () => {
    const line = describeReport(fine, { ...telling, colors: picocolors.createColors(true) });
    expect(line).toContain('\u001b[32m✓\u001b[39m a.tpl');
  });
});

describe('describeTotal', () => {
  test('the last line counts files and scenarios', () => {
    expect(describeTotal([fine, fine], 2, telling)).toBe('2 files, all fine; 2 scenarios, all passed.');
    const bad = { ...fine, scenarios: [failed] };
    expect(describeTotal([fine, bad], 2, telling)).toBe('2 files, 1 with faults; 2 scenarios, 1 failed.');
  });

  test('templates within containers are no files', () => {
    expect(describeTotal([fine, fine, fine], 1, telling)).toBe(
      '1 file and 2 embedded templates, all fine; 3 scenarios, all passed.',
    );
  });

  test('scenarios are left out where none ran', () => {
    const without = { ...fine, scenarios: [] };
    expect(describeTotal([without, without], 2, { ...telling, isRun: false })).toBe('2 files, all fine.');
  });
});
