// What machines get to read of a report.
import { describe, expect, test } from 'vitest';
import { type FileReport, isFine, toJsonLine } from '../../../scripts/toolkit/file-report.ts';

const report: FileReport = {
  file: 'a/template.tpl',
  template: 'web tag',
  scenarioCount: 2,
  scenarios: [
    { name: 'First', passed: true, message: '' },
    { name: 'Second', passed: false, message: 'It “fails”.\nTwice.', line: 12 },
  ],
  problems: [{ section: 'INFO', line: 3, column: 4, message: 'Broken.' }],
};

describe('toJsonLine', () => {
  test('the promised keys stand in one line, and no other', () => {
    expect(toJsonLine(report)).toBe(
      '{"file":"a/template.tpl","scenarios":[{"name":"First","passed":true,"message":""},{"name":"Second","passed":false,"message":"It “fails”.\\nTwice."}],"problems":[{"section":"INFO","line":3,"column":4,"message":"Broken."}]}',
    );
  });

  test('a file without scenarios and problems has empty lists', () => {
    const line = toJsonLine({ ...report, scenarios: [], problems: [] });
    expect(line).toBe('{"file":"a/template.tpl","scenarios":[],"problems":[]}');
  });
});

describe('toJsonLine, containers', () => {
  test('what is no fault stands in a list of its own, also where there is nothing', () => {
    const container = { ...report, scenarios: [], problems: [], contents: ['2 tags'] };
    expect(toJsonLine({ ...container, notes: ['Unknown.'] })).toBe(
      '{"file":"a/template.tpl","scenarios":[],"problems":[],"notes":["Unknown."]}',
    );
    expect(toJsonLine({ ...container, notes: [] })).toBe(
      '{"file":"a/template.tpl","scenarios":[],"problems":[],"notes":[]}',
    );
  });
});

describe('isFine', () => {
  test('a file is fine when every scenario passed and nothing else is wrong', () => {
    const passed = report.scenarios.slice(0, 1);
    expect(isFine({ ...report, scenarios: passed, problems: [] })).toBe(true);
    expect(isFine({ ...report, scenarios: [], problems: [] })).toBe(true);
  });

  test('notes are no faults', () => {
    expect(isFine({ ...report, scenarios: [], problems: [], notes: ['Unknown.'] })).toBe(true);
  });

  test('one failed scenario or one problem is enough for it not to be fine', () => {
    expect(isFine({ ...report, problems: [] })).toBe(false);
    expect(isFine({ ...report, scenarios: [] })).toBe(false);
  });
});
