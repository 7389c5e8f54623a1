// The simulated shop run on SQLite, with a few seeds. `npm run soak` runs as many as one likes.
import { describe, expect, it } from 'vitest';
import { expectTrials, expectVariety, runJudged, soakTimeoutMs } from './run-judged.ts';
import type { RunRecord } from './run-shop.ts';

describe('the simulated shop', () => {
  it.each([1, 2])(
    'loses, doubles and distorts nothing of 500 sessions on SQLite, seed %i',
    async (seed) => {
      const { record, told } = await runJudged('sqlite', seed, 500);
      expect(told).toEqual([]);
      expectTrials(record);
      expectVariety(record);
    },
    soakTimeoutMs,
  );

  it(
    'takes the same steps again from the same seed',
    async () => {
      const tell = ({ truth, sendings }: RunRecord): unknown => [
        truth.sessions.map(({ story }) => story),
        truth.deaths,
        sendings.map(({ eventId, startedAtMs, fault }) => [eventId, startedAtMs, fault]),
      ];
      const [first, second] = [await runJudged('sqlite', 3, 40), await runJudged('sqlite', 3, 40)];
      expect(tell(first.record)).toEqual(tell(second.record));
    },
    soakTimeoutMs,
  );
});
