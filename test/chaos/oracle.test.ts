// That chaos can fail: processes that are broken in a known way are found out by what arrives from them.
import { expect, it, vi } from 'vitest';
import { isSoundRun, judgeScenario } from './judge-scenario.ts';
import { fewSessions } from './options.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { killLoop } from './scenarios/kill-loop.ts';
import { races } from './scenarios/races.ts';

// Machines are busy at times; an idle one needs a fortieth of it.
vi.setConfig({ testTimeout: 600_000 });

async function findings(scenario: Scenario, flaw: string): Promise<string[]> {
  const record = await runScenario(scenario, { seed: 1, sessions: 2 * fewSessions, against: undefined, flaw });
  const verdict = judgeScenario(record);
  expect(isSoundRun(verdict.figures)).toBe(false);
  return verdict.findings.map(({ kind, sentence }) => `${kind}: ${sentence}`);
}

it('finds what is lost where a process acknowledges before it has written what is to be sent', async () => {
  expect(await findings(killLoop, 'plan_later')).toContainEqual(
    expect.stringMatching(/^lost: .* is missing; the ledger has it as nothing/),
  );
});

it('finds what is doubled where processes take no notice of leases and of reports', async () => {
  const found = await findings(races, 'ignore_leases,forget_reports');
  expect(found).toContainEqual(expect.stringMatching(/^doubled: .* came a second time, and nobody had died/));
  expect(found).toContainEqual(expect.stringMatching(/^doubled: .* was sent though a page had reported it/));
});
