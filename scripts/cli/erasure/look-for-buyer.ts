// Looks for what an erasure would erase and tells it, without anything that says who bought.
import type { ErasureWish } from '../../../functions/delivery/erase-buyers.ts';
import type { NotAsked } from '../../../functions/delivery/find-at-stripe.ts';
import { type FoundBuyer, findBuyer, findElsewhere } from '../../../functions/delivery/find-buyer.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { findOccurredAtMs } from '../../../functions/rules/entry-index.ts';
import { isBareTombstone, isErased } from '../../../functions/rules/erased-session.ts';
import { currencyDivisor, toMajor } from '../../../functions/rules/money.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { toSessionAmounts } from '../../../functions/rules/refund-share.ts';
import type { CliContext } from '../cli-context.ts';
import { describeReason } from '../delivery/describe-reason.ts';
import type { OpenedStore } from '../with-store.ts';

/** What is kept under the property, and which others know the buyer. */
export interface LookedFor {
  found: FoundBuyer;
  elsewhere: Property[];
}

/** So many a person reads. */
const shownAtOnce = 50;

/** Looks, and changes nothing. Rejects with `PropertyError` and as the store does. */
export async function lookForBuyer(
  context: CliContext,
  { store, settings }: OpenedStore,
  property: Property,
  wish: ErasureWish,
): Promise<LookedFor> {
  const { keyRing, stripeApiBase } = settings;
  const found = await findBuyer({ store, keyRing, stripeApiBase, now: context.now }, property.id, wish);
  const onDamaged = (_: string, { message }: Error): unknown => context.messages.write(`${message}\n`);
  const all = await store.listProperties(onDamaged);
  const others = all.filter(({ id, removalStartedAtMs }) => id !== property.id && removalStartedAtMs === undefined);
  return { found, elsewhere: await findElsewhere(store, others, found) };
}

const effects = [
  'What was sold, its campaign and the consent stay here without the buyer; --help says what exactly, and why.',
  'Stripe and the destinations keep what they got. Have it erased there too.',
];

/** Whether there is nothing that could be erased. */
export function isNothing({ payments, otherSessionIds }: FoundBuyer): boolean {
  return payments.length === 0 && otherSessionIds.length === 0;
}

/** The list as lines of text. */
export function describeFound(property: Property, { kind }: ErasureWish, { found, elsewhere }: LookedFor): string {
  const { payments, otherSessionIds } = found;
  const rest = payments.length - shownAtOnce;
  const lines = [
    ...(payments.length > 0 ? [`Kept here: ${toPayments(payments.length)}.`] : []),
    ...payments.slice(0, shownAtOnce).map((entry) => `  ${describePayment(property, entry)}`),
    ...(rest > 0 ? [`  and ${toPayments(rest)} from before`] : []),
    ...(otherSessionIds.length > 0 ? [describeOthers(otherSessionIds.length, kind)] : []),
    ...(isNothing(found) ? ['Nothing is kept, and there is nothing to erase.'] : []),
    ...elsewhere.map(({ id, name }) => `The buyer is known to another property too: ${id} ${name}`.trimEnd()),
    ...(isNothing(found) ? [] : effects),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The list as `--json` prints it. */
export function toFoundJson(property: Property, { found, elsewhere }: LookedFor) {
  const { payments, otherSessionIds, notAsked } = found;
  return {
    ...{ property_id: property.id, dry_run: true },
    payments: payments.map((entry) => ({
      session_id: entry.sessionId,
      at: new Date(findOccurredAtMs(entry)).toISOString(),
      value: toValue(property, entry)?.value ?? null,
      currency: toValue(property, entry)?.currency ?? null,
      status: toStatus(entry),
      erased_before: isErased(entry),
      told: listTold(entry),
    })),
    not_kept: otherSessionIds,
    also_known_to: elsewhere.map(({ id }) => id),
    stripe_not_asked: notAsked,
  };
}

/** Where Stripe could not be asked, a sentence each. */
export function describeNotAsked(notAsked: readonly NotAsked[]): string {
  return notAsked
    .map(({ mode, reason }) => `Stripe was not asked about all ${mode} sessions: ${describeReason(reason)}.`)
    .join('\n');
}

/** How many payments, in words. */
export function toPayments(count: number): string {
  return count === 1 ? '1 payment' : `${count} payments`;
}

function describeOthers(count: number, kind: ErasureWish['kind']): string {
  return kind === 'session'
    ? 'The property knows nothing of this session. Once erased, what is told of it later is kept without personal data.'
    : `Known to Stripe alone, or kept here and not readable: ${toPayments(count)}.`;
}

function describePayment(property: Property, entry: SessionEntry): string {
  const money = toValue(property, entry);
  const told = listTold(entry);
  return [
    new Date(findOccurredAtMs(entry)).toISOString(),
    entry.sessionId,
    ...(money === undefined ? [] : [`${money.text} ${money.currency}`]),
    toStatus(entry),
    ...(isErased(entry) ? ['erased before'] : []),
    ...(told.length === 0 ? [] : [`told to ${told.join(', ')}`]),
  ].join('  ');
}

function toStatus(entry: SessionEntry): string {
  return isBareTombstone(entry) ? 'nothing known' : entry.status;
}

function toValue({ valueBasis }: Property, entry: SessionEntry) {
  const amounts = toSessionAmounts(entry, valueBasis);
  if (amounts === undefined) return undefined;
  const { valueMinor, currency } = amounts;
  const value = toMajor(valueMinor, currency);
  return { value, text: value.toFixed(Math.log10(currencyDivisor(currency))), currency: currency.toUpperCase() };
}

/** The destinations that were sent something, or may have been. */
function listTold({ deliveries }: SessionEntry): string[] {
  const told = Object.values(deliveries).filter(
    ({ state, mayBeTaken }) => state === 'sent' || state === 'uncertain' || mayBeTaken,
  );
  return [...new Set(told.map(({ destinationId }) => destinationId))];
}
