// Keeps where a buyer came from in the entry of the purchase, as long as the click record that tells it is there.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { forEachAtOnce } from '../delivery/for-each-at-once.ts';
import { changeStoredEntry } from '../ledger/change-entry.ts';
import { type Click, findOwnClick } from '../rules/click.ts';
import { dayMs } from '../rules/day.ts';
import type { Entry, SessionEntry } from '../rules/entry.ts';
import { toClickOrigins } from '../rules/origin.ts';
import type { Property } from '../rules/property.ts';
import { isPurchase } from '../rules/roll-up-day.ts';
import { CorruptRecordError } from '../store/errors.ts';

const clicksAtOnce = 8;

/**
 * The entries, those of purchases with their origins where a click record tells them. Each is written once: a record expires,
 * and a refund may change its day long after. No line is added to the history, because nothing happened to the payment.
 * Rejects with StoreUnavailableError.
 */
export async function keepOrigins(
  run: DeliveryRun,
  property: Pick<Property, 'clickDays'>,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const nowMs = run.context.now();
  const changed = new Map<string, Entry>();
  const open = entries.filter((entry): entry is SessionEntry => mayLearn(entry, property, nowMs));
  const learn = async (entry: SessionEntry): Promise<void> => {
    const learned = await learnOrigins(run, entry, nowMs);
    if (learned !== undefined) changed.set(entry.id, learned);
  };
  // Checked again by whoever reads the day, who then leaves it for the next run.
  await forEachAtOnce(open, clicksAtOnce, learn, () => !isOver(run));
  return entries.map((entry) => changed.get(entry.id) ?? entry);
}

/** A click comes before its session, so that a session older than clicks are kept has none any more. */
function mayLearn(entry: Entry, { clickDays }: Pick<Property, 'clickDays'>, nowMs: number): boolean {
  if (entry.kind !== 'session' || entry.clickId === null || entry.session === null) return false;
  if (entry.clickOrigins !== undefined || !isPurchase(entry)) return false;
  return nowMs < entry.session.createdSeconds * 1000 + clickDays * dayMs;
}

async function learnOrigins(run: DeliveryRun, entry: SessionEntry, nowMs: number): Promise<SessionEntry | undefined> {
  const click = findOwnClick(entry, await findClick(run, entry, nowMs));
  const clickOrigins = click && toClickOrigins(click);
  if (clickOrigins === undefined) return undefined;
  await changeStoredEntry(run.context.store, entry.id, (stored) =>
    stored.kind === 'session' && stored.clickOrigins === undefined ? { ...stored, clickOrigins } : undefined,
  );
  return { ...entry, clickOrigins };
}

async function findClick(
  { context, logs }: DeliveryRun,
  { propertyId, clickId }: SessionEntry,
  nowMs: number,
): Promise<Click | undefined> {
  try {
    return clickId === null ? undefined : await context.store.findClick(propertyId, clickId, nowMs);
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
    logs.recordDamaged('click', error);
    return undefined;
  }
}
