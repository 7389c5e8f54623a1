// A rush on one shop: far more buyers on its thank-you page than one key may ask Stripe for in a second.
import { setTimeout as sleep } from 'node:timers/promises';
import { toRequest } from '../../bench/load/to-request.ts';
import { shopCount } from '../../bench/shops.ts';

/** How a rush went. */
export interface Rush {
  asked: number;
  answered: number;
  /** Told to come again later. */
  refused: number;
  /** Neither answered nor told when to come again. */
  wrong: number;
}

export interface RushWish {
  /** Where the server answers, without a slash at the end. */
  origin: string;
  /** Names the sessions; another one than that of the load before. */
  run: string;
  /** How many lookups of as many sessions. */
  lookups: number;
}

/** So many at once, again and again, so that a slow machine is asked as much as a quick one. */
const atOnce = 10;
const pauseMs = 100;

/** Resolves when all were answered. */
export async function runRush({ origin, run, lookups }: RushWish): Promise<Rush> {
  const rush: Rush = { asked: 0, answered: 0, refused: 0, wrong: 0 };
  const asking: Promise<void>[] = [];
  while (rush.asked < lookups) {
    for (let count = 0; count < Math.min(atOnce, lookups - rush.asked); count += 1) {
      // All of them are of the first shop.
      asking.push(ask(origin, run, shopCount * (asking.length + 1), rush));
    }
    rush.asked = asking.length;
    await sleep(pauseMs);
  }
  await Promise.all(asking);
  return rush;
}

async function ask(origin: string, run: string, first: number, rush: Rush): Promise<void> {
  const one = { origin, run, first, sessions: 1, requests: 1, concurrency: 1 };
  const { path, headers, status, expected } = toRequest({ ...one, request: 'lookup' }, 0);
  try {
    const answer = await fetch(origin + path, { headers });
    const text = await answer.text();
    if (answer.status === status && text.includes(expected)) rush.answered += 1;
    else if (answer.status === 429 && answer.headers.has('retry-after')) rush.refused += 1;
    else rush.wrong += 1;
  } catch {
    rush.wrong += 1;
  }
}
