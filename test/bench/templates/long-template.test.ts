// The template that the bench measures is what it says.
import { describe, expect, test } from 'vitest';
import { inspectTpl } from '../../../scripts/toolkit/inspect-tpl.ts';
import { runWholeFile } from '../../../scripts/toolkit/scenarios/run-file-scenarios.ts';
import { toLongTemplate, toShortTemplate } from './long-template.ts';

describe('toLongTemplate', () => {
  test.each([1_500, 4_000])('it has %i lines, no problem, and 40 scenarios that pass', async (lines) => {
    const text = toLongTemplate(lines);
    expect(text.split('\n')).toHaveLength(lines);
    const { problems, scenarios } = await inspectTpl({ file: 'long.tpl', text, runner: runWholeFile });
    expect(problems).toEqual([]);
    expect(scenarios.map(({ passed }) => passed)).toEqual(Array.from({ length: 40 }, () => true));
  });
});

describe('toShortTemplate', () => {
  test('it has no problem, and one scenario that passes', async () => {
    const { problems, scenarios } = await inspectTpl({ file: 'a.tpl', text: toShortTemplate(), runner: runWholeFile });
    expect(problems).toEqual([]);
    expect(scenarios).toMatchObject([{ passed: true }]);
  });
});
