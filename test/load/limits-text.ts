// The page of limits, written from what the code and the deployment say, so that no number on it can grow old.
import { askEveryMs } from '../../functions/delivery/ask-memory.ts';
import { propertiesAtOnce, reserveMs } from '../../functions/delivery/run-sweep.ts';
import { readSettings } from '../../functions/settings.ts';
import { sweepMaxEntries, sweepMaxMs } from '../../functions/sweep/create-sweep-function.ts';
import { countStripeRequests, toShape } from '../../scripts/deploy/function-settings.ts';

/** So often is the entry of one payment written at most; the sustained load counts it. */
export const mostEntryWrites = 5;

/** What others say of their own services. */
const theirs = {
  stripeLivePerSecond: 100,
  stripeEndpointPerSecond: 25,
  stripeReadsAMonth: 10_000,
  stripeReadsPerTransaction: 500,
  firestoreSequentialPerSecond: 500,
  firestoreDocumentPerSecond: 1,
  secretAccessesAMinute: 90_000,
  runConcurrency: 1_000,
};

const sources = {
  stripe: '[Stripe](https://docs.stripe.com/rate-limits)',
  firestore: '[Firestore](https://cloud.google.com/firestore/docs/best-practices)',
  sequential: '[Firestore](https://firebase.google.com/docs/firestore/solutions/shard-timestamp)',
  run: '[Cloud Run](https://docs.cloud.google.com/run/docs/about-concurrency)',
  secrets: '[Secret Manager](https://docs.cloud.google.com/secret-manager/quotas)',
  sqlite: '[SQLite](https://www.sqlite.org/wal.html)',
};

/** How long Stripe is taken to need for one list, beside which our own work is nothing. */
const stripeListMs = 250;
const daysAMonth = 30;
const format = (value: number): string => Math.floor(value).toLocaleString('en-US');

/** The whole page. */
export function toLimitsText(): string {
  const { limits } = readSettings({
    TILLTAG_STORE: 'sqlite::memory:',
    TILLTAG_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
  });
  return [
    '# Limits and growth',
    '',
    'How far each part reaches, and what that was computed from. This page is written by `npm run load -- limits`, and a test',
    'compares it with the code. Measured figures belong to a machine: `npm run load` and `npm run load -- growth` print them.',
    '',
    '## One machine',
    '',
    ...toMachineLines(),
    '',
    '## Stripe',
    '',
    ...toStripeLines(limits.stripeKeyPerSecond, limits.stripeKeyBurst),
    '',
    '## The sweep',
    '',
    ...toSweepLines(),
    '',
    '## Firestore',
    '',
    ...toFirestoreLines(),
    '',
    '## Cloud Run, Scheduler and secrets',
    '',
    ...toCloudLines(),
    '',
  ].join('\n');
}

function toMachineLines(): string[] {
  return [
    `- SQLite has one writer at a time (${sources.sqlite}), and each commit waits for the disk. What arrives together shares a commit. Run one process on a file; a second one, such as the command line, waits its turn.`,
    '- Caches forget: sessions, addresses, keys and properties are remembered up to a fixed number, so memory stays flat. The load fills them first, and judges what each request leaves behind from then on.',
    '- Lookup, webhook, the list of conversions and the sweep find what they need by an index, so a ledger of 1,000,000 entries should answer as one of 1,000 does: `npm run load -- growth` asks both and fails where one of these takes twice as long.',
  ];
}

function toStripeLines(perSecond: number, burst: number): string[] {
  const { stripeLivePerSecond, stripeEndpointPerSecond, stripeReadsAMonth, stripeReadsPerTransaction } = theirs;
  const own = perSecond + burst;
  const shares = (['public', 'sweep', 'console'] as const).map(countStripeRequests);
  const all = shares.reduce((sum, count) => sum + count, 0);
  const asksAMonth = (daysAMonth * 86_400_000) / askEveryMs;
  const perMode = asksAMonth + daysAMonth;
  return [
    `- Stripe lets an account send ${stripeEndpointPerSecond} requests a second to each endpoint, and ${stripeLivePerSecond} in all in live mode (${sources.stripe}). One process sends ${perSecond} a second with one key and at most ${own} in any second, for pages, sweeps and the console’s checks together.`,
    `- Each instance keeps its own count, so \`tilltag deploy\` gives each a share: with one key, all instances of public, sweep and console together send ${shares.join(' + ')} = ${all} requests in the worst second. Whoever runs more instances sets \`TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND\` and \`TILLTAG_LIMIT_STRIPE_KEY_BURST\` to a smaller share. What has to wait too long is answered \`rate_limited\` and asked for again; what stays unanswered the webhook and the sweep bring in.`,
    `- Outside of this count: the setup pages and the doctor, which ask when a person does, and the command line beside a server, which has a count of its own.`,
    `- Stripe also allots reads: ${format(stripeReadsPerTransaction)} per transaction on average, and ${format(stripeReadsAMonth)} a month at least, for everything that reads in that account. A payment costs one read. Asking for missed events costs ${format(asksAMonth)} a month for each property and mode, asking what a day brought ${daysAMonth}; so ${format(stripeReadsAMonth / perMode)} properties of one Stripe account fit into the least allotment. Properties of different accounts do not share it.`,
  ];
}

function toSweepLines(): string[] {
  const usefulMs = sweepMaxMs - reserveMs;
  const asks = (60 * usefulMs * propertiesAtOnce) / stripeListMs;
  return [
    `- It runs once a minute, for at most ${sweepMaxMs / 1_000} s, and begins nothing new in the last ${reserveMs / 1_000} s. It handles at most ${format(sweepMaxEntries)} entries a run; what is left the next run does.`,
    `- It asks ${propertiesAtOnce} properties’ keys at once. If Stripe takes ${stripeListMs} ms for a list, an hour has room for 60 × ${usefulMs / 1_000} s × ${propertiesAtOnce} ÷ ${stripeListMs} ms = ${format(asks)} properties and modes, each once. Beyond that they are asked less often than every hour, and nothing is lost: each question goes on where the last ended.`,
    '- It reads the list of properties every 5 minutes up to 1,000 of them, and less often the more there are, so that it reads about 288,000 properties a day at most, up to 12,000 of them; from there on it reads all of them every hour.',
  ];
}

function toFirestoreLines(): string[] {
  const { firestoreSequentialPerSecond, firestoreDocumentPerSecond } = theirs;
  return [
    `- An index over a value that only rises takes ${firestoreSequentialPerSecond} writes a second in a collection (${sources.sequential}). Entries have one, \`changedAtMs\`, by which roll-ups find what changed. A payment writes its entry up to ${mostEntryWrites} times, so ${firestoreSequentialPerSecond} ÷ ${mostEntryWrites} = ${format(firestoreSequentialPerSecond / mostEntryWrites)} payments a second in one database, ${format((firestoreSequentialPerSecond / mostEntryWrites) * 86_400)} a day.`,
    `- One document takes about ${firestoreDocumentPerSecond} write a second for long (${sources.firestore}). No document is written by all: entries, clicks and buyers are one for each payment, and each instance counts refusals in a tally of its own. The writes of one entry follow a buyer’s steps, seconds apart.`,
    `- Traffic to a new collection should begin at 500 operations a second and grow by half every 5 minutes (${sources.firestore}). The writes of the entries alone allow 500 ÷ ${mostEntryWrites} = ${format(500 / mostEntryWrites)} payments a second to begin with.`,
  ];
}

function toCloudLines(): string[] {
  const { runConcurrency, secretAccessesAMinute } = theirs;
  const shapes = (['public', 'webhook', 'console'] as const).map((name) => {
    const { concurrency, maxInstances } = toShape(name, { minInstances: 0 });
    return `${name} ${maxInstances} × ${concurrency} = ${format(maxInstances * concurrency)}`;
  });
  return [
    `- Requests at once, as instances × requests of each: ${shapes.join(', ')}. Cloud Run allows up to ${format(runConcurrency)} requests in an instance (${sources.run}); what comes beyond waits for a place or is refused, and Stripe brings its events again.`,
    '- Scheduler starts the sweep once a minute, which is as often as it can.',
    `- Secrets are read when an instance starts: the key ring, and for the console what it signs in with. Secret Manager answers ${format(secretAccessesAMinute)} a minute for a project (${sources.secrets}). Stripe keys lie sealed in the database and cost nothing there.`,
  ];
}
