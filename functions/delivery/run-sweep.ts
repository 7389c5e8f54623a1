// The sweep: sends what is due, asks Stripe for what the webhook missed, finishes deletions; bounded, and harmless twice at once.
import type { Entry } from '../rules/entry.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { type CorruptRecordError, StoreUnavailableError } from '../store/errors.ts';
import { watermarkId } from '../store/store.ts';
import type { AskedParty, ListedWork } from './ask-memory.ts';
import { type AskWish, askStripe } from './ask-stripe.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { beginRun, type DeliveryRun, isOver } from './delivery-run.ts';
import { finishRemovals } from './finish-removals.ts';
import { forEachAtOnce } from './for-each-at-once.ts';
import { handleDueEntry } from './handle-due-entry.ts';
import { leaveSweepMark } from './sweep-mark.ts';
import type { SweepReport } from './sweep-report.ts';

export interface SweepWish extends AskWish {
  /** Only this property; all of them where it is not named. */
  propertyId?: string | undefined;
  /** The run ends after that long, what is under way included as far as the network allows. */
  maxMs: number;
  /** How many entries are handled at most. */
  maxEntries: number;
  /** Ends the run early: nothing new is begun. */
  signal?: AbortSignal | undefined;
  /** Told how far the run is, after each batch. */
  onProgress?: ((report: SweepReport) => void) | undefined;
  /** What else is done in the time that is left when all that was due is sent. Must not reject for the store's sake. */
  afterwards?: ((run: DeliveryRun) => Promise<void>) | undefined;
}

const entriesAtOnce = 8;
/** With how many properties’ keys Stripe is asked at once. */
export const propertiesAtOnce = 4;
const batchSize = 100;

/** How long what falls due waits at most for what is done in the time that is left. */
const dueWaitsMs = 5_000;

/** What an entry may take that was begun at the last moment: Stripe, a send, and the writes. */
export const reserveMs = 12_000;

/**
 * One run. With `sinceSeconds` Stripe is asked for everything since then, whoever asked before; with `replan` what was never
 * planned or was given up is sent too. Rejects with StoreUnavailableError where not even what is due can be found; everything
 * else is in the report.
 */
export async function runSweep(context: DeliveryContext, wish: SweepWish): Promise<SweepReport> {
  const run = beginRun(context, context.now() + wish.maxMs - Math.min(reserveMs, wish.maxMs / 2), wish.signal);
  await sendDue(run, wish);
  const before = run.book.toReport().counts;
  const { parties, removals } = await listWork(run, wish);
  await askAll(run, parties, wish);
  wish.onProgress?.(run.book.toReport());
  const { applied, revived } = run.book.toReport().counts;
  if (applied > before.applied || revived > before.revived) await sendDue(run, wish);
  const givingWay = { ...run, giveWay: createGiveWay(run, wish) };
  await finishRemovals(givingWay, removals);
  if (!isOver(run)) await wish.afterwards?.(givingWay);
  if (wish.propertyId === undefined) await leaveMark(run);
  return run.book.toReport();
}

/** What the run did is done, whether the mark can be written or not. */
async function leaveMark({ context, book, logs }: DeliveryRun): Promise<void> {
  try {
    await leaveSweepMark(context.store, context.now(), context.newestKeyId);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    book.fail('*', 'store_unavailable');
    logs.failed('*', 'leave_mark', error);
  }
}

/** Sends what is due, every so often, whatever else is done at the same time; of each entry what was due is done once. */
function createGiveWay(run: DeliveryRun, wish: SweepWish): () => Promise<void> {
  const { now } = run.context;
  const seen = new Set<string>();
  let lastAtMs = now();
  let sending: Promise<void> | undefined;
  const send = async (): Promise<void> => {
    try {
      await sendDue(run, wish, seen);
    } finally {
      lastAtMs = now();
      sending = undefined;
    }
  };
  return async () => {
    if (sending === undefined && (isOver(run) || Math.abs(now() - lastAtMs) < dueWaitsMs)) return;
    sending ??= send();
    await sending;
  };
}

async function sendDue(
  run: DeliveryRun,
  { propertyId, maxEntries, onProgress }: SweepWish,
  seen = new Set<string>(),
): Promise<void> {
  const { store, now, random } = run.context;
  const damaged = new Set<string>();
  const onDamaged = (id: string, error: CorruptRecordError): void => noteDamaged(run, damaged, id, error);
  const mayGoOn = (): boolean => {
    const isLeft = isOver(run) || run.book.toReport().counts.entries >= maxEntries;
    if (isLeft) run.book.leaveOver();
    return !isLeft;
  };
  for (let limit = batchSize; ; limit = batchSize + seen.size + damaged.size) {
    if (!mayGoOn()) return;
    const due = await store.findDueEntries({ nowMs: now(), limit, propertyId }, onDamaged);
    const fresh = due.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return;
    // Two runs at once would meet at every entry if both kept the order.
    const begun = await forEachAtOnce(
      shuffle(fresh, random),
      entriesAtOnce,
      (entry) => handleOnce(run, seen, entry),
      mayGoOn,
    );
    onProgress?.(run.book.toReport());
    if (begun < fresh.length) return;
  }
}

async function handleOnce(run: DeliveryRun, seen: Set<string>, entry: Entry): Promise<void> {
  seen.add(entry.id);
  await handleDueEntry(run, entry);
}

function noteDamaged({ book, logs }: DeliveryRun, known: Set<string>, id: string, error: CorruptRecordError): void {
  if (known.has(id)) return;
  known.add(id);
  book.count('damaged');
  logs.recordDamaged(id, error);
}

async function askAll(run: DeliveryRun, parties: readonly AskedParty[], wish: SweepWish): Promise<void> {
  const begun = await forEachAtOnce(
    parties,
    propertiesAtOnce,
    (party) => askOne(run, party, wish),
    () => !isOver(run),
  );
  if (begun < parties.length) run.book.leaveOver();
}

async function listWork(run: DeliveryRun, { propertyId, sinceSeconds }: SweepWish): Promise<ListedWork> {
  const { askMemory, now, properties } = run.context;
  // A person is told about every property that has a key.
  const wants = sinceSeconds === undefined ? concernsServer : hasKey;
  if (propertyId !== undefined) {
    const record = await properties.find(propertyId);
    // Who remembers properties knows none that is being removed: where there is no such property either, nothing comes of it.
    return record === undefined ? { parties: [], removals: [propertyId] } : toWork([record.property], wants);
  }
  if (sinceSeconds !== undefined) return toWork(await listProperties(run), wants);
  let work = askMemory.recall(now());
  if (work === undefined) {
    const all = await listProperties(run);
    work = toWork(all, wants);
    askMemory.noteListed(now(), work, all.length);
  }
  const isTime = ({ propertyId: id, mode }: AskedParty): boolean => !askMemory.isEarly(watermarkId(id, mode), now());
  return { ...work, parties: work.parties.filter(isTime) };
}

function toWork(properties: readonly Property[], wants: (property: Property, mode: StripeMode) => boolean): ListedWork {
  return {
    parties: properties.flatMap((property) => toParties(property, wants)),
    removals: properties.filter(({ removalStartedAtMs }) => removalStartedAtMs !== undefined).map(({ id }) => id),
  };
}

function toParties(property: Property, wants: (property: Property, mode: StripeMode) => boolean): AskedParty[] {
  return stripeModes.filter((mode) => wants(property, mode)).map((mode) => ({ propertyId: property.id, mode }));
}

async function listProperties({ context, book, logs }: DeliveryRun): Promise<Property[]> {
  return await context.store.listProperties((id, error) => {
    book.fail(id, 'damaged_record');
    logs.recordDamaged(id, error);
  });
}

function hasKey({ stripeKeys }: Property, mode: StripeMode): boolean {
  return stripeKeys[mode] !== null;
}

/** Properties whose pages alone send cost Stripe's read allocation nothing. */
function concernsServer(property: Property, mode: StripeMode): boolean {
  const isConnected = property.webhookSecrets[mode].length > 0;
  return (
    hasKey(property, mode) && (isConnected || property.destinations.some((destination) => destination.mode === mode))
  );
}

async function askOne(run: DeliveryRun, { propertyId, mode }: AskedParty, wish: SweepWish): Promise<void> {
  try {
    const record = await run.context.properties.find(propertyId);
    // Since it was listed it may have lost its key.
    if (record !== undefined && hasKey(record.property, mode)) await askStripe(run, record, mode, wish);
  } catch (error) {
    const reason = error instanceof StoreUnavailableError ? 'store_unavailable' : 'internal';
    run.book.fail(propertyId, reason);
    run.logs.failed(propertyId, 'ask_stripe', error);
  }
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
