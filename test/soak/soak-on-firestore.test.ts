// The simulated shop run on Firestore, in a file of its own, so that it runs beside the others.
import { expect, it } from 'vitest';
import { findEmulator } from '../functions/store/emulator.ts';
import { expectTrials, expectVariety, runJudged, soakTimeoutMs } from './run-judged.ts';

const source = findEmulator();

it.skipIf(source.kind === 'missing')(
  `the simulated shop loses, doubles and distorts nothing of 500 sessions on Firestore${source.kind === 'missing' ? ` (${source.cure})` : ''}`,
  async () => {
    const { record, told } = await runJudged('firestore', 4, 500, 8);
    expect(told).toEqual([]);
    expectTrials(record);
    expectVariety(record);
  },
  // The emulator answers one question at a time.
  2 * soakTimeoutMs,
);
