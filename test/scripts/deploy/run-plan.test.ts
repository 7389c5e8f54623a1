// What is told while the steps of a plan run, and what is left where one fails.
import { describe, expect, test } from 'vitest';
import { GcloudError } from '../../../scripts/deploy/google/gcloud.ts';
import type { Step } from '../../../scripts/deploy/plan/step.ts';
import { runPlan } from '../../../scripts/deploy/run-plan.ts';
import { deployTo, newWish } from './deploy-to-google.ts';
import { useGoogle } from './stand-in/use-google.ts';

const google = useGoogle();

async function run(steps: readonly Step[], signal = new AbortController().signal): Promise<string> {
  let nowMs = 0;
  const told: string[] = [];
  const pass = (ms: number): number => {
    nowMs += ms;
    return nowMs;
  };
  await runPlan(steps, {
    ...{ gcloud: google.gcloud(), signal, now: () => pass(750) },
    tell: (text) => told.push(text),
    sleep: async (ms) => void pass(ms),
  });
  return told.join('');
}

function failing(said: string, times: number): Step {
  let left = times;
  const perform = async (): Promise<void> => {
    left -= 1;
    if (left >= 0) throw new GcloudError('It failed.', { said });
  };
  return { title: 'Do it', actions: [{ shell: ['true'], perform }] };
}

describe('runPlan', () => {
  test('tells which step begins, and how long each took', async () => {
    const steps = [failing('', 0), { ...failing('', 0), title: 'Do more' }];
    expect(await run(steps)).toBe('[1/2] Do it … done in 0.8 s\n[2/2] Do more … done in 0.8 s\n');
  });

  test.each([
    'SERVICE_DISABLED: Secret Manager API has not been used in project 123 before or it is disabled.',
    'There were concurrent policy changes. Please retry the whole read-modify-write.',
    "RESOURCE_EXHAUSTED: Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute'",
  ])('tries again, and says that it waits, where Google says: %s', async (said) => {
    expect(await run([failing(said, 2)])).toBe(
      '[1/1] Do it … Google is not ready for it, next try in 2 s … 4 s … done in 6.8 s\n',
    );
  });

  test('gives up at once where waiting does not help, with what to do', async () => {
    await expect(run([failing("PERMISSION_DENIED: Permission 'run.services.create' denied", 1)])).rejects.toThrow(
      /^Do it: It failed\.\nGoogle said:\n {2}PERMISSION_DENIED.*\nWhat to do: .*\(run\.services\.create\).*\nThe command was: true\nWhat was made before stays/s,
    );
  });

  test('gives up when the waits of a step are used up', async () => {
    const step = { ...failing('NOT_YET', 3), patience: /NOT_YET/, waitsMs: [1000, 1000] };
    await expect(run([step])).rejects.toThrow('It failed.');
    expect(await run([{ ...failing('NOT_YET', 2), patience: /NOT_YET/, waitsMs: [1000, 1000] }])).toContain('done');
  });
});

describe('a deployment that fails midway', () => {
  test('says at which step and why, and the next one goes on from there', async () => {
    google
      .world()
      .failures.push({ matching: 'run deploy tilltag-public', times: 1, message: 'Build failed; check build logs' });
    const told: string[] = [];
    const tell = (text: string): unknown => told.push(text);
    await expect(deployTo(google, newWish(), { tell })).rejects.toThrow(
      /^Deploy public: gcloud run deploy tilltag-public failed\.\nGoogle said:\n {2}ERROR: \(gcloud\) Build failed.*\nThe command was: gcloud run deploy [^\n]*\n.*Run the same command again/s,
    );
    expect(told.join('')).toMatch(/\[\d+\/\d+\] Deploy public … failed after [\d.]+ s\n$/);
    expect(google.world().services).not.toHaveProperty('tilltag-public');
    const { titles } = await deployTo(google, newWish());
    expect(titles).toEqual([
      'Deploy public',
      'Deploy console',
      'Let the scheduler ask for a sweep, and nobody else',
      'Ask for a sweep every minute',
    ]);
  });

  test('waits where Google does not know a new account yet', async () => {
    const message = 'INVALID_ARGUMENT: Service account tilltag-build@shop-123 does not exist.';
    google.world().failures.push({ matching: '--role=roles/run.builder', times: 2, message });
    const { waitsMs } = await deployTo(google, newWish());
    expect(waitsMs).toEqual([2_000, 4_000]);
  });

  test('ends between two commands when it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(deployTo(google, newWish(), { signal: stop.signal })).rejects.toThrow(/^Stopped at: Turn on 9 APIs/);
    expect(google.world().apis).toEqual([]);
  });
});
