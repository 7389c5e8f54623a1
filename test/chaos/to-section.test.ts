// How scenarios become parts of the page of figures.
import { describe, expect, test } from 'vitest';
import type { ScenarioFigures } from './judge-scenario.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import { toSections } from './to-section.ts';

const run = { command: 'npm run chaos', seed: 1, scenarios: allScenarios, now: Date.UTC(2026, 10, 22) };
const figures: ScenarioFigures = {
  ...{ scenario: 'kill-loop', store: 'sqlite', sessions: 40, taken: 91, killed: 22, errors: 0, failed_sends: 0 },
  ...{ lost: 0, doubled: 0, wrong: 0, crashed: 0, stuck: 0, repeated: 2, uncertain: 1, recovery_seconds: 245 },
  note: 'beside 1234567',
};

describe('toSections', () => {
  test('a scenario is a row in the part of its store', () => {
    const [section, ...others] = toSections([figures], [], run);
    expect(others).toEqual([]);
    expect(section).toMatchObject({ key: 'chaos-sqlite', command: 'npm run chaos', takenOn: '2026-11-22', missed: [] });
    expect(section?.columns).toContain('how');
    expect(section?.rows).toEqual([
      ['kill-loop', ...['40', '91', '22', '0', '0', '2', '1', '0', '0', '0', '0', '0'], '4 min 5 s', 'beside 1234567'],
    ]);
  });

  test('what was lost or got stuck is told with its number', () => {
    const [section] = toSections([{ ...figures, lost: 2, stuck: 1 }], [], run);
    expect(section?.missed).toEqual(['kill-loop: 2 lost, 1 stuck']);
  });

  test('each store has a part, with what was skipped there', () => {
    const slow = { ...figures, scenario: 'firestore-slow', store: 'firestore' } as const;
    const skipped = [{ scenario: 'disk-full', skipped: 'It needs Linux.' }];
    const [sqlite, firestore] = toSections([figures, slow], skipped, run);
    expect(sqlite?.notes).toContain('disk-full was skipped: It needs Linux');
    expect(firestore).toMatchObject({
      key: 'chaos-firestore',
      rows: [['firestore-slow', ...Array(14).fill(expect.any(String))]],
    });
    expect(firestore?.notes.join()).not.toContain('disk-full');
  });
});
