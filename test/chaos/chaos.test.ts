// Real processes under the short scenarios, as `npm run chaos -- --quick` runs them; the command runs all of them.
import { expect, it, vi } from 'vitest';
import { judgeScenario, type ScenarioFigures } from './judge-scenario.ts';
import { fewSessions } from './options.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { diskFull } from './scenarios/disk-full.ts';
import { killLoop } from './scenarios/kill-loop.ts';

// Machines are busy at times; an idle one needs a fortieth of it.
vi.setConfig({ testTimeout: 600_000 });

async function run(scenario: Scenario): Promise<ScenarioFigures> {
  const record = await runScenario(scenario, { seed: 1, sessions: fewSessions, against: undefined });
  const { findings, failures, figures } = judgeScenario(record);
  expect(findings.map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual([]);
  expect(failures).toEqual([]);
  return figures;
}

it('processes that are killed again and again lose, double and distort nothing', async () => {
  const figures = await run(killLoop);
  expect(figures.killed).toBeGreaterThan(5);
});

it('a disk that is full loses, doubles and distorts nothing, and no process ends of it', async () => {
  const figures = await run(diskFull);
  expect(figures.errors).toBeGreaterThan(5);
  expect(figures.recovery_seconds).toBeGreaterThan(0);
});
