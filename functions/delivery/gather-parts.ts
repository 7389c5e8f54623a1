// Brings together what an event is rendered from: its session with items, its invoice, the click that led to it, and the buyer.
import type { PropertyRecord } from '../properties/property-cache.ts';
import { type Click, findOwnClick } from '../rules/click.ts';
import type { Missing } from '../rules/delivery-steps.ts';
import type { Entry, InvoiceEntry, SessionEntry } from '../rules/entry.ts';
import type { Buyer } from '../rules/user-data.ts';
import { CorruptRecordError } from '../store/errors.ts';
import { entryId } from '../store/store.ts';
import { completeSession } from './complete-session.ts';
import type { DeliveryRun } from './delivery-run.ts';

export interface EventParts {
  session: SessionEntry;
  invoice?: InvoiceEntry;
  click?: Click;
  buyer?: Buyer;
}

/** `never`: the session is none of the property's, which has no entry of it any more. */
export type GatheredParts =
  | { kind: 'gathered'; parts: EventParts }
  | { kind: 'missing'; missing: Missing }
  | { kind: 'never'; reason: string };

/** The parts of any event of this entry. Rejects as the store does. */
export async function gatherParts(run: DeliveryRun, record: PropertyRecord, entry: Entry): Promise<GatheredParts> {
  const known = await findSession(run, entry);
  if (known === undefined) return { kind: 'missing', missing: { reason: 'session_missing' } };
  const completed = await completeSession(run, record, known, 'delivery');
  if (completed.kind === 'missing') return completed;
  if (completed.kind === 'ignored') return { kind: 'never', reason: completed.reason };
  const { session } = completed;
  const { store, now } = run.context;
  const mayNameBuyer = record.property.emailPolicy !== 'none';
  const [invoice, click, buyer] = await Promise.all([
    findInvoice(run, entry),
    findClick(run, session),
    mayNameBuyer ? unlessDamaged(run, 'buyer', store.findBuyer(session.id, now())) : undefined,
  ]);
  return {
    kind: 'gathered',
    parts: {
      session,
      ...(invoice !== undefined && { invoice }),
      ...(click !== undefined && { click }),
      ...(buyer !== undefined && { buyer }),
    },
  };
}

async function findSession({ context }: DeliveryRun, entry: Entry): Promise<SessionEntry | undefined> {
  if (entry.kind === 'session') return entry;
  if (entry.sessionId === null) return undefined;
  const found = await context.store.findEntry(entryId(entry.propertyId, entry.sessionId));
  return found?.kind === 'session' ? found : undefined;
}

async function findInvoice({ context }: DeliveryRun, entry: Entry): Promise<InvoiceEntry | undefined> {
  if (entry.kind === 'invoice') return entry;
  const invoiceId = entry.kind === 'refund' || entry.kind === 'dispute' ? entry.invoiceId : null;
  if (invoiceId === null) return undefined;
  const found = await context.store.findEntry(entryId(entry.propertyId, invoiceId));
  return found?.kind === 'invoice' ? found : undefined;
}

async function findClick(run: DeliveryRun, entry: SessionEntry): Promise<Click | undefined> {
  const { store, now } = run.context;
  const { propertyId, clickId } = entry;
  if (clickId === null) return undefined;
  return findOwnClick(entry, await unlessDamaged(run, 'click', store.findClick(propertyId, clickId, now())));
}

/** The record; `undefined` where it is damaged, because neither a campaign nor a buyer is a reason to lose a purchase. */
async function unlessDamaged<T>(
  { logs }: DeliveryRun,
  noun: string,
  reading: Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
    logs.recordDamaged(noun, error);
    return undefined;
  }
}
