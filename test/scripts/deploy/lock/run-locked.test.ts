// Two people who deploy at once, against the stand-in for gcloud.
import { beforeEach, describe, expect, test } from 'vitest';
import { isLeftBehind, readHolder } from '../../../../scripts/deploy/lock/holder.ts';
import { runLocked, toLockedSteps } from '../../../../scripts/deploy/lock/run-locked.ts';
import { lockLastsMs, takeLock } from '../../../../scripts/deploy/lock/take-lock.ts';
import { untilAccountIsKnown } from '../../../../scripts/deploy/plan/plan-access.ts';
import { listShellLines, type Step } from '../../../../scripts/deploy/plan/step.ts';
import { newWish, ownProcess, prepareFor } from '../deploy-to-google.ts';
import { useGoogle } from '../stand-in/use-google.ts';

const google = useGoogle();
const id = 'tilltag-deploy-lock';
const { deployment } = newWish();

interface Run {
  account?: string;
  isForced?: boolean;
  now?: () => number;
  steps?: readonly Step[];
  planAgain?: () => Promise<readonly Step[]>;
}

/** The steps of a first deployment, unless told otherwise; answers what was told meanwhile. */
async function run({ account = 'ann@example.com', isForced = false, now = Date.now, ...given }: Run = {}) {
  const prepared = await prepareFor(google, newWish(), { isForced: true });
  const told: string[] = [];
  const steps = given.steps ?? prepared.steps;
  await runLocked(steps, {
    ...{ gcloud: google.gcloud(), deployment, account, own: ownProcess, isForced, now, isLockable: true },
    planAgain: given.planAgain ?? (given.steps === undefined ? prepared.planAgain : async () => steps),
    tell: (text) => told.push(text),
    sleep: async () => {},
    signal: new AbortController().signal,
  });
  return told.join('');
}

/** A step that does `what`. */
function step(what: () => unknown): Step {
  return { title: 'Do it', actions: [{ shell: ['true'], perform: async () => void (await what()) }] };
}

function lockFor(account: string, lastsMs: number, taker: Record<string, string> = {}): void {
  const createTime = '2026-11-22T13:02:00Z';
  const expireTime = new Date(Date.now() + lastsMs).toISOString();
  google.world().secrets[id] = [];
  google.world().secretFacts[id] = { annotations: { by: account, ...taker }, createTime, expireTime, etag: '"theirs"' };
}

describe('runLocked', () => {
  beforeEach(() => {
    google.world().apis.push('secretmanager.googleapis.com');
  });

  test('locks after the APIs are on and before anything is made, and gives the lock back', async () => {
    google.world().apis.length = 0;
    expect(await run()).toMatch(
      /Turn on 9 APIs … done.*offered in.*Keep others from .* … done.*Create the service acc/s,
    );
    expect(Object.keys(google.world().services)).toHaveLength(4);
    expect(google.world().secrets).not.toHaveProperty(id);
    expect((await prepareFor(google, newWish())).steps).toEqual([]);
  });

  test('writes down who holds it and ends by itself when nobody renews it', async () => {
    const facts: unknown[] = [];
    await run({ steps: [step(() => facts.push(google.world().secretFacts[id]))] });
    expect(facts).toEqual([
      expect.objectContaining({ annotations: { by: 'ann@example.com', machine: ownProcess.machine, pid: '4711' } }),
    ]);
    const [{ createTime, expireTime }] = facts as [{ createTime: string; expireTime: string }];
    expect(Date.parse(expireTime) - Date.parse(createTime)).toBe(lockLastsMs);
  });

  test('changes nothing while another run is at it, and says whose it is, when it ends and how to end it now', async () => {
    lockFor('bob@example.com', 600_000);
    const before = structuredClone(google.world());
    await expect(run({ steps: [step(() => google.world().accounts.push('made'))] })).rejects.toThrow(
      /^bob@example\.com is changing the deployment "tilltag", since 13:02 UTC.*ends by itself in 10 minutes, at \d\d:\d\d UTC; --break-lock ends it now/,
    );
    expect(google.world()).toEqual(before);
  });

  test('of two runs at the same moment, one does it', async () => {
    const wishes = [run({ account: 'ann@example.com' }), run({ account: 'bob@example.com' })];
    const ends = await Promise.allSettled(wishes);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(google.world().accounts).toHaveLength(new Set(google.world().accounts).size);
  });

  test('takes over from a run that has died when it is told to, and not by this machine’s clock', async () => {
    lockFor('bob@example.com', -1000);
    await expect(run({ steps: [step(() => google.world().accounts.push('made'))] })).rejects.toThrow(
      /^bob@example\.com began to change .* at 13:02 UTC\. By the clock of this machine the lock ended at \d\d:\d\d UTC.*--break-lock/,
    );
    expect(google.world().secretFacts[id]?.etag).toBe('"theirs"');
    let isDone = false;
    await run({ isForced: true, steps: [step(() => (isDone = true))] });
    expect([isDone, google.world().secrets[id]]).toEqual([true, undefined]);
  });

  test('takes over at once from a run that has died on this machine', async () => {
    lockFor('ann@example.com', 600_000, { machine: ownProcess.machine, pid: '4712' });
    let isDone = false;
    await run({ steps: [step(() => (isDone = true))] });
    expect([isDone, google.world().secrets[id]]).toEqual([true, undefined]);
  });

  test.each([
    [
      'a living process of this machine',
      { machine: ownProcess.machine, pid: '4711' },
      '(process 4711 on this machine)',
    ],
    ['a process of another machine', { machine: 'fedcba9876543210', pid: '4712' }, 'is changing'],
    ['a process whose number nobody wrote down', { machine: ownProcess.machine }, 'is changing'],
  ])('leaves the lock of %s alone', async (_, taker, words) => {
    lockFor('ann@example.com', 600_000, taker);
    await expect(run({ steps: [step(() => google.world().accounts.push('made'))] })).rejects.toThrow(words);
    expect([google.world().accounts, google.world().secretFacts[id]?.etag]).toEqual([[], '"theirs"']);
  });

  test('takes nothing for its own where the system does not tell which machine it is', async () => {
    lockFor('ann@example.com', 600_000, { machine: '', pid: '4712' });
    const lock = readHolder(google.world().secretFacts[id]);
    expect(isLeftBehind(lock, { ...ownProcess, machine: '' })).toBe(false);
  });

  test('breaks the lock that was there, and not the one that somebody takes in its place', async () => {
    lockFor('bob@example.com', 600_000);
    const gcloud = google.gcloud();
    const overtaken: typeof gcloud.run = async (command) => {
      if (command.args[1] === 'delete') {
        lockFor('eve@example.com', 600_000);
        Object.assign(google.world().secretFacts[id] ?? {}, { etag: '"newer"' });
      }
      return await gcloud.run(command);
    };
    const locking = { deployment, account: 'ann@example.com', own: ownProcess, now: Date.now, isForced: true };
    await expect(takeLock({ ...locking, gcloud: { ...gcloud, run: overtaken } })).rejects.toThrow('eve@example.com is');
    expect(google.world().secretFacts[id]?.etag).toBe('"newer"');
  });

  test('gives the lock back when a step fails', async () => {
    google.world().failures.push({ matching: 'run deploy tilltag-sweep', times: 1, message: 'Build failed' });
    await expect(run()).rejects.toThrow('Deploy sweep');
    expect(google.world().secrets).not.toHaveProperty(id);
  });

  test('renews it in a long run, and ends where somebody broke it, whose lock stays', async () => {
    let nowMs = Date.now();
    const ends: (string | undefined)[] = [];
    const note = step(() => {
      ends.push(google.world().secretFacts[id]?.etag);
      nowMs += 6 * 60_000;
    });
    await run({ now: () => nowMs, steps: [note, note] });
    expect(new Set(ends).size).toBe(2);
    const broken = step(() => {
      lockFor('bob@example.com', 600_000);
      nowMs += 6 * 60_000;
    });
    await expect(run({ now: () => nowMs, steps: [broken, note] })).rejects.toThrow('took the lock');
    expect(google.world().secretFacts[id]?.annotations).toEqual({ by: 'bob@example.com' });
    expect(ends).toHaveLength(2);
  });

  test('ends at once where the lock ended meanwhile, also at a step that waits for what does not exist yet', async () => {
    let nowMs = Date.now();
    const sleeping = step(() => {
      delete google.world().secrets[id];
      nowMs += 31 * 60_000;
    });
    let isDone = false;
    const patient = { ...step(() => (isDone = true)), patience: untilAccountIsKnown };
    const end = run({ now: () => nowMs, steps: [sleeping, patient] });
    await expect(end).rejects.toThrow(
      /^This run does not hold the lock of the deployment any more.*while this machine sl/,
    );
    expect(isDone).toBe(false);
  });

  test('makes sure before each function that the lock is still its own, whatever the time', async () => {
    const broken = step(() => lockFor('bob@example.com', 600_000));
    const deploy = { title: 'Deploy it', actions: [{ args: ['run', 'deploy', 'tilltag-sweep'] }] };
    await expect(run({ steps: [broken, deploy] })).rejects.toThrow('does not hold the lock');
    expect(google.calls().map(({ args }) => args.slice(0, 2))).not.toContainEqual(['run', 'deploy']);
  });

  test('does nothing of a plan that fits no more, though it could be done', async () => {
    let isDone = false;
    const planned = step(() => (isDone = true));
    const planAgain = async () => [];
    await expect(run({ steps: [planned], planAgain })).rejects.toThrow('has changed since it was looked at');
    expect([isDone, google.world().secrets[id]]).toEqual([false, undefined]);
  });

  test('does what is to be done without a lock where the API is off that keeps it', async () => {
    google.world().apis.length = 0;
    let isDone = false;
    await runLocked([step(() => (isDone = true))], {
      ...{ gcloud: google.gcloud(), deployment, account: '', own: ownProcess, isForced: false, now: Date.now },
      ...{
        isLockable: false,
        planAgain: async () => [],
        tell: () => {},
        sleep: async () => {},
        signal: new AbortController().signal,
      },
    });
    expect(isDone).toBe(true);
    expect(google.calls()).toEqual([]);
  });
});

describe('toLockedSteps', () => {
  test('locks a script of commands as well, and nothing where nothing is to be done', async () => {
    const { steps } = await prepareFor(google, newWish());
    const titles = toLockedSteps(steps, { deployment, account: '' }).map(({ title }) => title);
    expect(titles[4]).toMatch(/^Keep others from changing it meanwhile \(after a command that fails: run the last one/);
    expect(titles.at(-1)).toBe('Let others change it again');
    expect(toLockedSteps([], { deployment, account: '' })).toEqual([]);
  });

  test('takes a lock away first that was left, where it is still that one', async () => {
    lockFor('bob@example.com', 600_000);
    const broken = readHolder(google.world().secretFacts[id]);
    const steps = toLockedSteps([step(() => {})], { deployment, account: '', broken });
    expect(steps.map(({ title }) => title)).toEqual([
      'Take away the lock that an earlier run left',
      expect.stringContaining('Keep others from changing it meanwhile'),
      'Do it',
      'Let others change it again',
    ]);
    expect(steps.slice(0, 1).flatMap(listShellLines)).toEqual([
      `gcloud secrets delete ${id} '--etag="theirs"' --project=shop-123 --quiet`,
    ]);
  });
});
