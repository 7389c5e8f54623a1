// The lines that dev prints about a build.
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { TemplateReport } from '../../../../scripts/toolkit/dev/build-report.ts';
import { describeBuild } from '../../../../scripts/toolkit/dev/describe-build.ts';

const telling = { colors: picocolors.createColors(false), folder: '/project' };
const scenario = { name: 'Sends the event', passed: true, message: '' };
const template: TemplateReport = {
  name: 'my-tag',
  fields: { total: 3, unread: [] },
  permissions: 2,
  bytes: 12_345,
  inspection: {
    file: '/project/dist/my.web-tag.tpl',
    template: 'web tag',
    scenarioCount: 2,
    scenarios: [scenario, scenario],
    problems: [],
  },
};

describe('describeBuild', () => {
  test('each template takes one line: fields, permissions, bytes, scenarios', () => {
    expect(describeBuild({ templates: [template, { ...template, name: 'other-tag' }], diagnostics: [] }, telling)).toBe(
      '✓ my-tag  3 of 3 fields used, 2 permissions, 12,345 bytes, 2 scenarios\n✓ other-tag  3 of 3 fields used, 2 permissions, 12,345 bytes, 2 scenarios',
    );
  });

  test('the loader follows where it was built', () => {
    const loader = { file: 'tilltag.v1.js', bytes: 3_720, gzipBytes: 1_790 };
    expect(describeBuild({ templates: [], loader, diagnostics: [] }, telling)).toBe(
      '✓ tilltag.v1.js  3,720 bytes, 1,790 gzipped',
    );
  });

  test('a field that nothing reads is worth a word', () => {
    const unread = { ...template, fields: { total: 3, unread: ['timeout'] } };
    expect(describeBuild({ templates: [unread], diagnostics: [] }, telling)).toBe(
      '✓ my-tag  2 of 3 fields used, 2 permissions, 12,345 bytes, 2 scenarios\n    ! Nothing reads the field timeout; read data.timeout or remove it.',
    );
  });

  test('failed scenarios and problems are counted and told, with paths as a person reads them', () => {
    const inspection = {
      ...template.inspection,
      scenarios: [scenario, { name: 'Says why', passed: false, message: 'Expected 1.', line: 40 }],
      problems: [{ section: 'INFO', line: 3, column: 7, message: 'Broken.' }],
    };
    expect(describeBuild({ templates: [{ ...template, inspection }], diagnostics: [] }, telling).split('\n')).toEqual([
      '✗ my-tag  3 of 3 fields used, 2 permissions, 12,345 bytes, 1 of 2 scenarios fails',
      '    ✗ Says why — dist/my.web-tag.tpl:40',
      '      Expected 1.',
      '    dist/my.web-tag.tpl:3:7 — Broken.',
    ]);
  });

  test('a build that failed lists its faults and says that nothing was written', () => {
    const fault = { code: 'no_run', file: 'web/my-tag/code.ts', line: 1, column: 1, message: 'No run.' };
    expect(describeBuild({ templates: [], diagnostics: [fault] }, telling)).toBe(
      '✗ web/my-tag/code.ts:1:1 — No run.\n1 fault; nothing was written.',
    );
  });
});
