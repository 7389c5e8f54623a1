// That a death is told when it is one: what a process sent until then would else look as if nobody had died behind it.
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';
import { createChance } from '../../soak/chance.ts';
import { createTruth, type Death } from '../../soak/world/truth.ts';
import { createLeapingClock } from './leaping-clock.ts';
import { startProcessPool } from './process-pool.ts';

const environment = { TILLTAG_STORE: 'sqlite::memory:', TILLTAG_KEYS: `a:${Buffer.alloc(32, 1).toString('base64')}` };

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a killed process is gone when its death is written down, and another one answers in its place', {
  timeout: 120_000,
}, async () => {
  const clock = createLeapingClock(Date.now);
  const truth = createTruth(clock.nowMs);
  const trouble: unknown[] = [];
  const pool = await startProcessPool({
    ...{ roots: [repositoryRoot], environment, clock, chance: createChance(1, 1), truth },
    onTrouble: (one) => trouble.push(one),
  });
  try {
    const place = pool.pick();
    const pid = place.pid();
    const told: { death: Death; wasRunning: boolean }[] = [];
    truth.deaths.push = (death) => told.push({ death, wasRunning: isRunning(pid) });
    const askedAtMs = clock.nowMs();
    await place.kill();
    expect(told).toEqual([{ death: expect.objectContaining({ what: 'SIGKILL' }), wasRunning: false }]);
    expect(told[0]?.death.atMs).toBeGreaterThan(askedAtMs);
    await place.up();
    expect((await fetch(`${place.url}/health`)).status).toBe(200);
    expect(place.pid()).not.toBe(pid);
    expect(trouble).toEqual([]);
  } finally {
    await pool.close();
  }
});
