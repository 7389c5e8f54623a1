// What happened to a property lately: what its webhook took and refused, and which deliveries wait for a person.
import type { Store } from '../../functions/store/store.ts';
import { describeReason } from './delivery/describe-reason.ts';
import { describeTrouble, listTroubles, type TroubledDelivery } from './delivery/troubles.ts';

/** As `--json` prints it. */
export interface Activity {
  /** What the webhook did with events on the last seven days, today included, by a short stable word. */
  last_7_days: Record<string, number>;
  /** Dead and uncertain deliveries. */
  deliveries_to_decide: TroubledDelivery[];
}

const dayMs = 86_400_000;
const shownDays = 7;
/** More than a person looks through. */
const maxEntries = 200;
const shownTroubles = 5;

const words: Readonly<Record<string, string>> = {
  accepted: 'taken',
  repeated: 'came a second time',
  missing_signature: 'without a signature',
  malformed_signature: 'with a signature that cannot be read',
  invalid_signature: 'signed with another secret',
  signature_too_old: 'signed too long ago',
  signature_in_the_future: 'signed in the future',
  webhook_secret_missing: 'refused, because no webhook secret is stored',
  malformed_event: 'not readable',
  body_too_large: 'too large',
  store_unavailable: 'refused, because the database was away',
};

/** What is known of the property's last days. Damaged records go to `onDamaged`, in a sentence each. */
export async function findActivity(
  store: Pick<Store, 'listTallies' | 'findTroubledEntries'>,
  propertyId: string,
  { nowMs, onDamaged }: { nowMs: number; onDamaged: (sentence: string) => void },
): Promise<Activity> {
  const tell = (_id: string, { message }: Error): void => onDamaged(message);
  const tallies = await store.listTallies(propertyId, nowMs, tell);
  const firstDay = new Date(nowMs - (shownDays - 1) * dayMs).toISOString().slice(0, 10);
  const sums: Record<string, number> = {};
  for (const { counts } of tallies.filter(({ day }) => day >= firstDay)) {
    for (const [word, count] of Object.entries(counts)) sums[word] = (sums[word] ?? 0) + count;
  }
  return {
    last_7_days: sums,
    deliveries_to_decide: await listTroubles(store, propertyId, maxEntries, tell),
  };
}

/** The activity as lines of text. */
export function describeActivity(propertyId: string, activity: Activity): string {
  const { last_7_days: counts, deliveries_to_decide: troubles } = activity;
  const sums = Object.entries(counts).sort(([a, times], [b, others]) => others - times || a.localeCompare(b));
  const events = sums.map(
    ([word, count]) => `  ${String(count).padStart(6)}  ${words[word] ?? describeReason(word)}\n`,
  );
  const heading = events.length === 0 ? ' none' : '';
  return `\nEvents that the webhook brought in the last ${shownDays} days:${heading}\n${events.join('')}${describeTroubles(propertyId, troubles)}`;
}

function describeTroubles(propertyId: string, troubles: TroubledDelivery[]): string {
  if (troubles.length === 0) return '';
  const shown = troubles.slice(0, shownTroubles).map((trouble) => `  ${describeTrouble(trouble)}\n`);
  return `\nDeliveries that wait for a person: ${troubles.length}\n${shown.join('')}All of them, and what can be done: npm run tilltag -- deliveries ${propertyId}\n`;
}
