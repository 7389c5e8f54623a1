// The lines of the file that failures name, so that whoever opens it finds the place.
import { describe, expect, test } from 'vitest';
import { runWholeFile } from '../../../../scripts/toolkit/scenarios/run-file-scenarios.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { type TplParts, toTpl } from '../to-tpl.ts';

const placePattern = /\(([^()]* of the \w+)\)$/;

/** The place in the message of the only scenario, and the line of the file in front of which `mark` stands. */
async function failAt(mark: string, parts: TplParts) {
  const text = toTpl(parts);
  const [report] = await runWholeFile(parseTpl(text), 'a.tpl');
  const line = text.split('\n').findIndex((one) => one.includes(mark)) + 1;
  return { place: placePattern.exec(report?.message ?? '')?.[1], line, message: report?.message };
}

describe('runWholeFile', () => {
  test('an assertion names its line of the file', async () => {
    const { place, line } = await failAt('isEqualTo', {
      scenarios: { One: 'runCode();\n\nassertThat(1).isEqualTo(2);' },
    });
    expect(place).toBe(`line ${line} of the file`);
  });

  test('so does one in the setup', async () => {
    const tests = [
      'scenarios:',
      '- name: One',
      '  code: check(1);',
      'setup: |-',
      '  const check = (value) => {',
      '    assertThat(value).isEqualTo(2);',
      '  };',
    ].join('\n');
    const { place, line } = await failAt('isEqualTo', { tests });
    expect(place).toBe(`line ${line} of the file`);
  });

  test('and an error of the template', async () => {
    const { place, line } = await failAt('data.a.b', {
      code: '\n\nreturn data.a.b;',
      scenarios: { One: 'runCode({});' },
    });
    expect(place).toBe(`line ${line} of the file`);
  });

  test('where the code is quoted, the line is that of the scenario', async () => {
    const tests = 'scenarios:\n- name: One\n  code: "runCode();\\nassertThat(1).isEqualTo(2);"';
    expect(await failAt('isEqualTo', { tests })).toMatchObject({ place: 'line 2 of the scenario' });
  });

  test.each([
    ['const = 1;', 'Unexpected token'],
    ['const a = /a/;', 'The sandbox has no regex literals.'],
  ])('code that cannot run, %s, fails every scenario with its line', async (code, reason) => {
    const scenarios = { One: 'runCode();', Two: 'runCode();' };
    const reports = await runWholeFile(parseTpl(toTpl({ code: `const b = 1;\n${code}`, scenarios })), 'a.tpl');
    const line = toTpl({ code: '@' }).split('\n').indexOf('@') + 2;
    const message = `The template’s code cannot run: ${reason} (line ${line} of the file)`;
    expect(reports).toMatchObject(Object.keys(scenarios).map((name) => ({ name, passed: false, message })));
    expect(reports.map((report) => report.line)).not.toContain(undefined);
  });
});
