// Carries a whole deployment out against the stand-ins, without building what it would upload.

import { createRulesClient } from '../../../scripts/deploy/google/rules-client.ts';
import type { OwnProcess } from '../../../scripts/deploy/own-process.ts';
import { type Prepared, prepare } from '../../../scripts/deploy/prepare.ts';
import { runPlan } from '../../../scripts/deploy/run-plan.ts';
import type { AskedWish } from '../../../scripts/deploy/wish.ts';
import type { Google } from './stand-in/use-google.ts';

/** The one process of its machine that is alive. */
export const ownProcess: OwnProcess = { machine: '0123456789abcdef', pid: 4711, isAlive: (pid) => pid === 4711 };

/** A wish for everything, in the project of the stand-in. */
export function newWish(changes: Partial<AskedWish> = {}): AskedWish {
  return {
    deployment: {
      ...{ projectId: 'shop-123', projectNumber: '', region: 'europe-west1', prefix: 'tilltag', database: 'tilltag' },
      ...{ databaseLocation: 'europe-west1', schedulerRegion: 'europe-west1' },
    },
    functions: ['webhook', 'sweep', 'public', 'console'],
    console: { clientId: 'client-1', clientSecret: 'GOCSPX-hidden', signInDomains: 'example.com', isFirstOwner: false },
    domains: {},
    minInstances: 0,
    trustedHops: 1,
    ...changes,
  };
}

export interface Deploying {
  /** What the code is: another text is another version. */
  code?: string;
  isTrial?: boolean;
  isForced?: boolean;
}

/** What would be done. */
export function prepareFor(
  google: Google,
  wish: AskedWish,
  { code = 'v1', isTrial = false, isForced = false }: Deploying = {},
): Promise<Prepared> {
  const gcloud = google.gcloud();
  const rules = createRulesClient(gcloud, google.rulesBase());
  return prepare(wish, {
    ...{ gcloud, rules, folder: '/', isTrial, isForced, now: Date.now, own: ownProcess },
    progress: () => {},
    pack: async (names) =>
      new Map(
        names.map((name) => [
          name,
          { digest: `${name}-${code}`, environment: { NODE_OPTIONS: '--require=./cache.cjs' } },
        ]),
      ),
  });
}

/** Does it, without a lock; answers what was done, and how long it waited between. */
export async function deployTo(
  google: Google,
  wish: AskedWish,
  deploying: Deploying & { tell?: (text: string) => void; onWait?: () => unknown; signal?: AbortSignal } = {},
): Promise<{ titles: string[]; waitsMs: number[] }> {
  const { steps } = await prepareFor(google, wish, deploying);
  const waitsMs: number[] = [];
  await runPlan(steps, {
    gcloud: google.gcloud(),
    tell: deploying.tell ?? (() => {}),
    now: () => 0,
    async sleep(ms) {
      waitsMs.push(ms);
      deploying.onWait?.();
    },
    signal: deploying.signal ?? new AbortController().signal,
  });
  return { titles: steps.map(({ title }) => title), waitsMs };
}
