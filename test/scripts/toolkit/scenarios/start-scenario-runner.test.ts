// Scenarios that would bring a process down, and the ones after them.
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type RunnerOptions,
  startScenarioRunner,
} from '../../../../scripts/toolkit/scenarios/start-scenario-runner.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { failing, passing, toTpl } from '../to-tpl.ts';

async function run(text: string, options: RunnerOptions = {}) {
  const runner = startScenarioRunner(options);
  onTestFinished(() => runner.stop());
  const reports = await runner.run(parseTpl(text), 'a.tpl');
  return reports.map(({ name, passed, message }) => `${passed ? '✓' : '✗'} ${name} ${message}`.trim());
}

describe('startScenarioRunner', () => {
  test('every scenario is reported in the order of the file', async () => {
    const reports = await run(toTpl({ scenarios: { First: passing, Second: failing, Third: passing } }));
    expect(reports).toEqual(['✓ First', expect.stringMatching(/^✗ Second .*gtmOnFailure/), '✓ Third']);
  });

  test('a runner runs one file after the other', async () => {
    const runner = startScenarioRunner();
    onTestFinished(() => runner.stop());
    for (const name of ['One', 'Two']) {
      expect(await runner.run(parseTpl(toTpl({ scenarios: { [name]: passing } })), 'a.tpl')).toMatchObject([
        { name, passed: true },
      ]);
    }
  });

  test('only scenarios whose name holds the text are run', async () => {
    const text = toTpl({ scenarios: { 'Sends a purchase': passing, 'Sends nothing': failing, 'A purchase': passing } });
    expect(await run(text, { only: 'purchase' })).toEqual(['✓ Sends a purchase', '✓ A purchase']);
  });

  test('a scenario that never ends fails with the reason, and the next one runs', async () => {
    const reports = await run(toTpl({ scenarios: { Endless: 'while (true) {}', Next: passing } }), { limitMs: 800 });
    expect(reports).toEqual([
      expect.stringMatching(/^✗ Endless The scenario did not end within 0\.8 seconds/),
      '✓ Next',
    ]);
  });

  test('a scenario that eats all memory fails with the reason, and the next one runs', async () => {
    const hungry = 'const all = [];\nwhile (true) all.push({a: [1, 2, 3], b: all.length});';
    const reports = await run(toTpl({ scenarios: { Hungry: hungry, Next: passing } }), { memoryMegabytes: 48 });
    expect(reports).toEqual([expect.stringMatching(/^✗ Hungry The scenario used up all memory/), '✓ Next']);
  });
});
