// One simulated run of the shop from one seed: days of business in virtual time, over the real functions and real HTTP.
//
// What it proves: that the functions, over a given store, bear what chance does to them. Stripe, Google and the containers are
// stand-ins, and say themselves what only the real ones can prove.

import type { Entry } from '../../functions/rules/entry.ts';
import { readSettings } from '../../functions/settings.ts';
import type { Store } from '../../functions/store/store.ts';
import { startStripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { createChance } from './chance.ts';
import { createGate } from './gate/gate.ts';
import { planSession } from './plan/plan-session.ts';
import { randomIndexOf } from './random-index.ts';
import { openShop, type Shop } from './shop/open-shop.ts';
import { toEnvironment } from './shop/to-environment.ts';
import { createAgenda } from './world/agenda.ts';
import { createClient } from './world/ask.ts';
import { createClock } from './world/clock.ts';
import { createCourier } from './world/courier.ts';
import { createFates, type FaultShares } from './world/fates.ts';
import type { Surroundings } from './world/instance.ts';
import { startInstances } from './world/instances.ts';
import { planLife } from './world/life.ts';
import { planOutages } from './world/outages.ts';
import { createPages } from './world/page.ts';
import { planScopes } from './world/plan-scopes.ts';
import { readEntries } from './world/read-entries.ts';
import { type Sending, startReceivers } from './world/receivers.ts';
import { runAgenda } from './world/run-agenda.ts';
import { createSweeper } from './world/sweeper.ts';
import { troubleStripe } from './world/trouble-stripe.ts';
import { createTruth, type Truth } from './world/truth.ts';

export interface RunOptions {
  seed: number;
  sessions: number;
  /** An empty store; closed by whoever opened it. */
  store: Store;
  shares?: Partial<FaultShares>;
  /** After how many hours a sweep comes at the latest, though nothing is due; one unless given. */
  idleHours?: number;
  breakStore?: Surroundings['breakStore'];
  breakDelivery?: Surroundings['breakDelivery'];
  /** Told how many of all the steps are done. */
  onProgress?: (done: number) => void;
}

/** All that is known after a run. */
export interface RunRecord {
  seed: number;
  shop: Shop;
  truth: Truth;
  sendings: readonly Sending[];
  /** By their ids, `<property id>:<Stripe id>`. */
  entries: ReadonlyMap<string, Entry>;
  endedAtMs: number;
  logs: string[];
}

const hourMs = 3_600_000;

/** A Monday; the run takes some days from then. */
const originMs = Date.UTC(2026, 10, 2);
const spanMs = 24 * hourMs;

const defaultShares: FaultShares = { deaths: 0.004, storeFaults: 0.006, sendFaults: 0.14, stripeFaults: 0.04 };

/** Runs the shop to its end: until nothing is due any more. */
export async function runShop(options: RunOptions): Promise<RunRecord> {
  const { seed, sessions, store } = options;
  const shares = { ...defaultShares, ...options.shares };
  const planChance = createChance(seed, 1);
  const chance = createChance(seed, 2);
  const clock = createClock(originMs);
  const truth = createTruth(clock.nowMs);
  const agenda = createAgenda();
  const fates = createFates(shares, { chance, clock, truth });
  const gate = createGate({ chance, clock, decide: fates.decide });
  const stripe = await startStripeStandIn({ now: clock.nowMs, randomIndex: randomIndexOf(createChance(seed, 3)) });
  const receivers = await startReceivers({
    ...{ chance, clock, faultShare: shares.sendFaults },
    outages: planOutages(planChance, originMs, spanMs),
    findStandIn: (id) => (id.includes('-ga4-') ? 'ga4' : id.endsWith('-live') ? 'live' : 'test'),
  });
  const settings = readSettings(toEnvironment('sqlite::memory:', stripe, receivers.analyticsUrl));
  const shop = await openShop(store, settings.keyRing, stripe, receivers, originMs);
  const client = createClient();
  const logs: string[] = [];
  const trouble = troubleStripe(stripe, chance, shares.stripeFaults);
  const instances = await startInstances({
    ...{ settings, store, clock, chance, gate, receivers },
    ...{ breakStore: options.breakStore, breakDelivery: options.breakDelivery },
    troubleStripe: trouble.begin,
    log: (severity, message, fields) => {
      if (severity === 'ERROR') logs.push(JSON.stringify({ message, ...fields }));
    },
    onDeath: () => {},
  });
  const sweeper = createSweeper({
    ...{ store, chance, clock, client, instances },
    idleMs: (options.idleHours ?? 1) * hourMs,
  });
  const courier = createCourier({
    ...{ agenda, chance, client, clock, stripe, endpoints: shop.endpoints },
    ...{ tell: truth.tell, onTaken: (event) => truth.takenEvents.push(event) },
  });
  const pages = createPages({ agenda, client, clock, tell: truth.tell });
  planScopes(shop, originMs, { agenda, clock, store, truth });
  for (let index = 0; index < sessions; index += 1) {
    const plan = planSession(index, planChance, originMs, spanMs);
    const property = shop.properties.find(({ spec }) => spec.id === plan.propertyId);
    if (property !== undefined) planLife(plan, property, originMs, { agenda, clock, stripe, courier, pages, truth });
  }
  try {
    await runAgenda({ agenda, chance, clock, instances, sweeper, onProgress: options.onProgress });
    // What was lost for good is found by the next questions to Stripe.
    await sweeper.sweepUntil(clock.nowMs() + 2 * hourMs);
    fates.heal();
    receivers.heal();
    trouble.heal();
    await sweeper.sweepUntil(clock.nowMs() + (1 + (options.idleHours ?? 1)) * hourMs);
    sweeper.finish();
    await sweeper.sweepUntil(clock.nowMs() + 10 * 24 * hourMs);
    const entries = await readEntries(store, truth);
    return { seed, shop, truth, sendings: receivers.sendings, entries, endedAtMs: clock.nowMs(), logs };
  } finally {
    client.close();
    await instances.close();
    await receivers.close();
    await stripe.close();
  }
}
