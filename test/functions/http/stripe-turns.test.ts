// Stripe counts what arrives, not what was planned: whoever asks, and however late a process wakes, a second holds no more.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStripeTurns, longestPatienceMs, type Turn } from '../../../functions/http/stripe-turns.ts';

const limits = { stripeKeyPerSecond: 20, stripeKeyBurst: 5 };
const allowed = limits.stripeKeyPerSecond + limits.stripeKeyBurst;

/** Time that moves from one sleeper to the next; each wakes as late as `toLateness` says. */
function createWorld(toLateness: () => number = () => 0) {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const sleep = (ms: number) =>
    new Promise<void>((wake) => sleepers.push({ atMs: nowMs + Math.max(1, Math.ceil(ms)) + toLateness(), wake }));
  async function runOut(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) return;
      nowMs = Math.max(nowMs, next.atMs);
      // A process that was busy until now wakes everybody whose time has come.
      for (const due of sleepers.filter(({ atMs }) => atMs <= nowMs)) {
        sleepers.splice(sleepers.indexOf(due), 1);
        due.wake();
      }
    }
  }
  return { clock: { now: () => nowMs, sleep }, runOut };
}

function countMostInSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((fromMs) => times.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1_000).length));
}

describe('createStripeTurns', () => {
  it('lets the burst out at once and the others evenly behind it', async () => {
    const { clock, runOut } = createWorld();
    const turns = createStripeTurns(limits, clock);
    const times: number[] = [];
    for (let asked = 0; asked < 8; asked += 1) void turns.take('a', 1_000).then(() => times.push(clock.now()));
    await runOut();
    expect(times).toEqual([0, 0, 0, 0, 0, 50, 100, 150]);
  });

  it('gives each key a line of its own', async () => {
    const { clock, runOut } = createWorld();
    const turns = createStripeTurns({ stripeKeyPerSecond: 1, stripeKeyBurst: 1 }, clock);
    const times: number[] = [];
    for (const key of ['a', 'b', 'c']) void turns.take(key, 0).then(() => times.push(clock.now()));
    await runOut();
    expect(times).toEqual([0, 0, 0]);
  });

  it('lets the patient wait where it refuses the others, who are told for how long', async () => {
    const { clock, runOut } = createWorld();
    const turns = createStripeTurns({ stripeKeyPerSecond: 0.5, stripeKeyBurst: 1 }, clock);
    expect(await turns.take('a', 1_000)).toEqual({ kind: 'taken' });
    expect(await turns.take('a', 1_000)).toEqual({ kind: 'refused', retryAfterMs: 2_000 });
    let patient: Turn | undefined;
    void turns.take('a', longestPatienceMs).then((turn) => {
      patient = turn;
    });
    await runOut();
    expect([patient, clock.now()]).toEqual([{ kind: 'taken' }, 2_000]);
  });

  it('lets out no more in any second than rate and burst, whoever asks when, and however late they wake', async () => {
    const asked = fc.record({ atMs: fc.nat(3_000), patienceMs: fc.constantFrom(1_000, longestPatienceMs) });
    const runs = fc.record({
      asks: fc.array(asked, { minLength: 30, maxLength: 150 }),
      lateness: fc.array(fc.oneof(fc.constant(0), fc.nat(1_500)), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ asks, lateness }) => {
        let woken = 0;
        const { clock, runOut } = createWorld(() => lateness[woken++ % lateness.length] ?? 0);
        const turns = createStripeTurns(limits, clock);
        const times: number[] = [];
        const ask = async ({ atMs, patienceMs }: (typeof asks)[number]) => {
          if (atMs > 0) await clock.sleep(atMs);
          const turn = await turns.take('a', patienceMs);
          if (turn.kind === 'taken') times.push(clock.now());
        };
        for (const one of asks) void ask(one);
        await runOut();
        expect(countMostInSecond(times)).toBeLessThanOrEqual(allowed);
      }),
      { numRuns: 60 },
    );
  });

  it('locks nobody out when the clock is set back', async () => {
    let nowMs = 10_000_000;
    const turns = createStripeTurns(
      { stripeKeyPerSecond: 1, stripeKeyBurst: 1 },
      { now: () => nowMs, sleep: async () => {} },
    );
    await turns.take('a', 0);
    nowMs = 0;
    expect(await turns.take('a', 0)).toEqual({ kind: 'taken' });
  });
});
