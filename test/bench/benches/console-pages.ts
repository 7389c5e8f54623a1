// (l) Whether the console's pages open as fast over a year of 100,000 payments as over a few, and how large they are.
import { createCoverageKeeper } from '../../../functions/coverage/keep-coverage.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { openDelivery } from '../../../functions/delivery/open-delivery.ts';
import { sumCoverage } from '../../../functions/rules/coverage-sum.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { nameScope } from '../../../functions/rules/roll-up-settings.ts';
import { compareAgain, compareDay } from '../../../functions/rules/stripe-day.ts';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import type { RollupQuery, Store } from '../../../functions/store/store.ts';
import { type RunningConsole, startConsole } from '../../functions/console/start-console.ts';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import { toSessionId } from '../shops.ts';
import type { Pair } from '../statistics.ts';
import { toDueEntry, toSentEntry, toSession } from '../sweep/ledger-entries.ts';

const dayMs = 86_400_000;
const yearDays = 365;
const missingADay = 2_000;
const entriesAtOnce = 500;
/** What a page may take. */
const secondMs = 1_000;
const keys = `bench:${Buffer.alloc(32, 1).toString('base64')}`;

/** What people open, below the address of a property; each shows a year where it shows days. */
const pages = [
  ['the list of conversions', '/conversions'],
  ['coverage', '/coverage?from={from}&until={until}'],
  ['campaigns', '/campaigns?from={from}&until={until}'],
] as const;

export const consolePages: Bench = {
  letter: 'l',
  title: 'pages of the console over a year of 100,000 payments, against one second and against a year of 1,000',
  run: measurePages,
};

async function* measurePages(context: BenchContext): AsyncGenerator<Measurement> {
  const repetitions = context.isQuick ? 5 : 21;
  const counts = { large: context.isQuick ? 10_000 : 100_000, small: 1_000 };
  const large = await prepareShop(context, counts.large);
  const small = await prepareShop(context, counts.small);
  const conditions = [
    `${counts.large} payments of a year against ${counts.small}, on SQLite, one request at a time, ${repetitions} of each; from the request to the last byte, on this machine`,
    `the roll-ups of the ${counts.large} were made by the sweep in ${(large.rolledUpMs / 1000).toFixed(1)} s`,
  ];
  for (const [name, path] of pages) {
    yield* measurePage(context, { name, path, large, small, repetitions, conditions });
  }
  await large.loseSales();
  const [, [name, path]] = pages;
  yield* measurePage(context, {
    ...{ name: `${name} with payments missing`, path, large, small, repetitions },
    conditions: [
      ...conditions,
      `on each day of the larger year Stripe counts ${missingADay} payments that nobody told of`,
    ],
    sizeGoal: { atMost: 2 },
  });
}

interface PageToMeasure {
  name: string;
  path: string;
  large: PreparedShop;
  small: PreparedShop;
  repetitions: number;
  conditions: string[];
  sizeGoal?: { atMost: number };
}

async function* measurePage(context: BenchContext, page: PageToMeasure): AsyncGenerator<Measurement> {
  const { name, path, large, small, repetitions, conditions, sizeGoal } = page;
  context.progress(name);
  // The first answer of a process compiles what the others only run.
  await large.open(path);
  await small.open(path);
  const sizes: Pair[] = [];
  const times = await alternate(context, repetitions, {
    ours: async () => {
      const { elapsedMs, bytes } = await large.open(path);
      sizes.push({ ours: bytes, baseline: 0 });
      return elapsedMs;
    },
    baseline: async () => {
      const { elapsedMs, bytes } = await small.open(path);
      const size = sizes.at(-1);
      if (size !== undefined) size.baseline = bytes;
      return elapsedMs;
    },
  });
  const inSecond = times.map(({ ours }) => ({ ours, baseline: secondMs }));
  const sized = { unit: 'bytes', pairs: sizes, conditions, ...(sizeGoal && { goal: sizeGoal }) } as const;
  const goal = { atMost: 1 };
  yield { bench: 'l', name: `time of ${name} : one second`, unit: 'ms', goal, pairs: inSecond, conditions };
  yield { bench: 'l', name: `time of ${name} : over few payments`, unit: 'ms', pairs: times, conditions };
  yield { bench: 'l', name: `size of ${name} : over few payments`, ...sized };
}

interface PreparedShop {
  /** How long the sweep took to add its days up. */
  rolledUpMs: number;
  open(path: string): Promise<{ elapsedMs: number; bytes: number }>;
  /** From then on Stripe counts many payments every day that nobody told of. */
  loseSales(): Promise<void>;
}

/** A console with one shop that sold so much in the last year, evenly. */
async function prepareShop(context: BenchContext, payments: number): Promise<PreparedShop> {
  const running = await startConsole({ TILLTAG_KEYS: keys });
  context.onEnd(() => running.close());
  const property = await running.addProperty({
    stripeKeys: { live: null, test: null },
    sender: 'server',
    clickDays: 90,
  });
  await fillYear(context, running, property, payments);
  const startedMs = performance.now();
  await rollUp(running);
  const rolledUpMs = performance.now() - startedMs;
  const from = toDate(running.clock.nowMs - (yearDays - 1) * dayMs);
  const until = toDate(running.clock.nowMs);
  const query = { propertyId: property.id, mode: 'live', fromDay: from, untilDay: until } as const;
  const counted = sumCoverage(await running.store.listRollups(query)).purchases;
  if (counted !== payments) throw new Error(`The roll-ups count ${counted} payments of ${payments}.`);
  return {
    rolledUpMs,
    async open(path) {
      const target = path.replace('{from}', from).replace('{until}', until);
      const beganMs = performance.now();
      const { status, body } = await running.get(`/properties/${property.id}${target}`, 'viewer');
      const elapsedMs = performance.now() - beganMs;
      if (status !== 200) throw new Error(`The console answered ${status} to ${path}. Look at its routes.`);
      return { elapsedMs, bytes: Buffer.byteLength(body) };
    },
    loseSales: () => loseSales(running.store, property, query),
  };
}

async function fillYear(
  context: BenchContext,
  { store, clock }: RunningConsole,
  property: Property,
  payments: number,
): Promise<void> {
  const first = context.takeSessions(payments);
  for (let added = 0; added < payments; added += entriesAtOnce) {
    if (added % 10_000 === 0) context.progress(`writing payments: ${added} of ${payments}`);
    const numbers = Array.from({ length: Math.min(entriesAtOnce, payments - added) }, (_, index) => added + index);
    await Promise.all(
      numbers.map((number) => {
        const atMs = clock.nowMs - Math.floor(((payments - number) / payments) * (yearDays - 1) * dayMs);
        return store.createEntry(toEntry(property, toSessionId(context.run, first + number), atMs, number));
      }),
    );
  }
}

/** Stripe's answers as they are written where it lists far more than the ledger holds. */
async function loseSales(store: Store, property: Property, query: RollupQuery): Promise<void> {
  for (const rollup of await store.listRollups(query)) {
    const ids = Array.from({ length: missingADay }, (_, index) =>
      toSessionId(rollup.day.slice(2).replaceAll('-', ''), index),
    );
    const isOwn = new Map(ids.map((id) => [id, true] as const));
    const lost = compareDay({ mode: 'live', scope: nameScope(property), isOwn }, new Map(), rollup.computedAtMs);
    await store.putRollup({ ...rollup, stripe: compareAgain(lost, new Map(), rollup.purchases) });
  }
}

function toEntry(property: Property, sessionId: string, atMs: number, number: number): SessionEntry {
  const entry = toSentEntry(toDueEntry(property, toSession(sessionId, atMs), atMs));
  const campaign = { utm_source: `source ${number % 7}`, utm_medium: 'cpc', utm_campaign: `campaign ${number % 40}` };
  return { ...entry, pageCampaign: { ...campaign, utm_term: null, utm_content: null } };
}

/** As sweeps do it, in as much time as it takes. */
async function rollUp({ store, clock }: RunningConsole): Promise<void> {
  const { context, close } = openDelivery({
    // Nobody listens there: the property has no key with which Stripe could be asked.
    settings: {
      ...{
        keyRing: parseKeyRing(keys),
        stripeApiBase: 'http://127.0.0.1:1',
        analyticsBase: undefined,
        allowLocal: false,
      },
      limits: { stripeKeyPerSecond: 1, stripeKeyBurst: 1 },
    },
    store,
    log: () => undefined,
    clock: { now: () => clock.nowMs, sleep: async () => {}, random: Math.random },
  });
  await createCoverageKeeper()(beginRun(context, clock.nowMs + 1));
  close();
}

function toDate(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
