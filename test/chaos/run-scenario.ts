// Runs one scenario: a shop's business against real processes, a fault in its midst, and then life until nothing is due.
//
// What it proves: what becomes of payments when processes, database, Stripe and destinations fail under the functions as they
// are started in earnest, over real HTTP, a real SQLite file or Google's emulator, and Stripe's own SDK. Time is compressed by
// leaps of a clock that all processes share, made only while none of them is asked anything; a timer that waits by the
// system's clock for minutes would not notice. Stripe, Google and the containers are stand-ins, and say what only the real
// ones can prove.
import { readSettings } from '../../functions/settings.ts';
import type { Store } from '../../functions/store/store.ts';
import { type StripeStandIn, startStripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type Chance, createChance } from '../soak/chance.ts';
import { planSession } from '../soak/plan/plan-session.ts';
import { randomIndexOf } from '../soak/random-index.ts';
import type { RunRecord } from '../soak/run-shop.ts';
import { openShop, type Shop } from '../soak/shop/open-shop.ts';
import { toEnvironment } from '../soak/shop/to-environment.ts';
import { type Agenda, createAgenda } from '../soak/world/agenda.ts';
import { type Client, createClient } from '../soak/world/ask.ts';
import { createCourier } from '../soak/world/courier.ts';
import { sweepToken } from '../soak/world/instance.ts';
import { planLife } from '../soak/world/life.ts';
import { createPages } from '../soak/world/page.ts';
import { readEntries } from '../soak/world/read-entries.ts';
import { createSweeper } from '../soak/world/sweeper.ts';
import { createTruth, type Truth } from '../soak/world/truth.ts';
import type { Scenario, ScenarioWishes } from './scenario.ts';
import { askAfterLeaps } from './world/ask-after-leaps.ts';
import { Cleanup } from './world/cleanup.ts';
import { type Destinations, startDestinations } from './world/destinations.ts';
import { createLeapingClock, type LeapingClock } from './world/leaping-clock.ts';
import { planStripeCopies, stripeRetriesAfterMs } from './world/patient-stripe.ts';
import { startProcessPool } from './world/process-pool.ts';
import { runBundles } from './world/run-bundles.ts';
import { openStorePlace, type StorePlace } from './world/store-place.ts';
import { createTrouble } from './world/trouble.ts';
import { bothOfThisVersion } from './world/versions.ts';

export interface ScenarioOptions extends ScenarioWishes {
  seed: number;
  sessions: number;
  /** Faults to be built into the functions, by their names with commas between, for the tests of the tests. */
  flaw?: string;
  /** Told what happens now, in words. */
  onProgress?: (words: string) => void;
}

/** All that is known after a run. */
export interface ScenarioRecord {
  scenario: Scenario;
  run: RunRecord;
  /** On the shop's clock. */
  fault: { fromMs: number; untilMs: number };
  /** In words, each an end of a process that nobody had asked for. */
  crashes: readonly string[];
  /** In words, each a request that no process answered, though its connection stood. */
  stuck: readonly string[];
  /** In words, for whoever reads the result; empty where there is nothing to say. */
  note: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When the fault begins, after the beginning; by then there is something to be lost. */
const calmMs = 5 * minuteMs;

/** The scenario's run, to its end. Rejects with ScenarioObstacle where this machine cannot run it. */
export async function runScenario(scenario: Scenario, options: ScenarioOptions): Promise<ScenarioRecord> {
  const { seed, onProgress = () => {} } = options;
  await using cleanup = new Cleanup();
  const versions = (await scenario.openVersions?.(options)) ?? bothOfThisVersion();
  cleanup.add(async () => versions.remove());
  const chance = createChance(seed, 2);
  const clock = createLeapingClock(Date.now);
  const originMs = clock.nowMs();
  const truth = createTruth(clock.nowMs);
  onProgress('starting the database, the stand-ins and the processes');
  const scene = await openScene({ scenario, seed, clock, cleanup });
  const { place, store, stripe, destinations, environment, shop } = scene;
  const failures = { crash: [] as string[], error: [] as string[], stuck: [] as string[] };
  const processes = await startProcessPool({
    ...{ roots: versions.roots, environment, clock, chance, truth, flaw: options.flaw },
    onTrouble: ({ kind, words }) => failures[kind].push(words),
  });
  cleanup.add(() => processes.close());
  const client = askAfterLeaps(createClient(), clock, (words) => failures.stuck.push(words));
  cleanup.add(async () => client.close());
  const trouble = createTrouble(scenario, { stripe, destinations, processes, store: place, clock, chance, truth });
  const sweeper = createSweeper({
    ...{ store, chance, clock, client, idleMs: 6 * hourMs },
    instances: { ...processes, during: (actions) => trouble.beside(actions.map(({ run }) => run)) },
  });
  const agenda = planBusiness({ scene, scenario, options, originMs, chance, clock, client, truth });
  const fromMs = originMs + calmMs;
  agenda.add({ atMs: fromMs, kind: 'step', run: () => trouble.begin() });
  agenda.add({ atMs: fromMs + scenario.minutes * minuteMs, kind: 'step', run: () => trouble.end() });
  await runBundles({ agenda, clock, processes, sweeper, beside: trouble.beside, onProgress });
  onProgress('all was done; sweeping until nothing is due');
  await sweepToTheEnd(sweeper, clock);
  const [entries, endedAtMs] = [await readEntries(store, truth), clock.nowMs()];
  const run = { seed, shop, truth, sendings: destinations.sendings, entries, endedAtMs, logs: failures.error };
  const { crash: crashes, stuck } = failures;
  return { scenario, run, fault: trouble.period(), crashes, stuck, note: versions.note || place.note };
}

/** Everything around the processes, and the shop in its database. */
interface Scene {
  place: StorePlace;
  store: Store;
  stripe: StripeStandIn;
  destinations: Destinations;
  environment: Record<string, string>;
  shop: Shop;
}

interface SceneOptions {
  scenario: Scenario;
  seed: number;
  clock: LeapingClock;
  cleanup: Cleanup;
}

async function openScene({ scenario, seed, clock, cleanup }: SceneOptions): Promise<Scene> {
  const place = await openStorePlace(scenario);
  cleanup.add(() => place.close());
  const store = await place.open();
  cleanup.add(() => store.close());
  const stripe = await startStripeStandIn({ now: clock.nowMs, randomIndex: randomIndexOf(createChance(seed, 3)) });
  cleanup.add(() => stripe.close());
  const destinations = await startDestinations(clock);
  cleanup.add(() => destinations.close());
  const environment = {
    ...toEnvironment(place.location, stripe, destinations.analyticsUrl),
    ...place.environment,
    TILLTAG_SWEEP_TOKEN: sweepToken,
  };
  const { keyRing } = readSettings(environment);
  const shop = await openShop(store, keyRing, stripe, destinations, clock.nowMs());
  return { place, store, stripe, destinations, environment, shop };
}

interface Business {
  scene: Pick<Scene, 'stripe' | 'shop'>;
  scenario: Scenario;
  options: ScenarioOptions;
  originMs: number;
  chance: Chance;
  clock: LeapingClock;
  client: Client;
  truth: Truth;
}

/** What buyers, Stripe and pages will do. */
function planBusiness({ scene, scenario, options, originMs, chance, clock, client, truth }: Business): Agenda {
  const { stripe, shop } = scene;
  const agenda = createAgenda();
  const courier = createCourier({
    ...{ agenda, chance, client, clock, stripe, endpoints: shop.endpoints },
    ...{ tell: truth.tell, onTaken: (event) => truth.takenEvents.push(event) },
    ...{ planCopies: planStripeCopies, retriesAfterMs: stripeRetriesAfterMs },
  });
  const pages = createPages({ agenda, client, clock, tell: truth.tell });
  const planChance = createChance(options.seed, 1);
  const spanMs = 2 * calmMs + scenario.minutes * minuteMs;
  for (let index = 0; index < options.sessions; index += 1) {
    const plan = planSession(index, planChance, originMs, spanMs);
    const property = shop.properties.find(({ spec }) => spec.id === plan.propertyId);
    if (property !== undefined) planLife(plan, property, originMs, { agenda, clock, stripe, courier, pages, truth });
  }
  return agenda;
}

async function sweepToTheEnd(sweeper: ReturnType<typeof createSweeper>, clock: LeapingClock): Promise<void> {
  await sweeper.sweepUntil(clock.nowMs() + 7 * hourMs);
  sweeper.finish();
  await sweeper.sweepUntil(clock.nowMs() + 10 * 24 * hourMs);
}
