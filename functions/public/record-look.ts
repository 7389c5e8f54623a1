// Has the ledger record who looks at a session: a page, or a server container that would run in its place.
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import { within } from '../http/within.ts';
import { type ContainerParts, recordContainerView } from '../ledger/record-container-view.ts';
import { type RecordedView, recallView, recordView, type View } from '../ledger/record-view.ts';
import type { Click } from '../rules/click.ts';
import type { Property } from '../rules/property.ts';
import { CorruptRecordError } from '../store/errors.ts';
import { entryId } from '../store/store.ts';
import { type LookupContext, storeTooLate } from './lookup-context.ts';
import type { RememberedSession } from './session-memory.ts';

/** A look as it was recorded. */
export interface RecordedLook extends RecordedView {
  /** For a server container whose claim holds the event. */
  forwarded?: ForwardedEvent | undefined;
}

/** Records a page's look, or what is remembered proves that there is nothing to record. Rejects as the store does. */
export function recordPageLook(
  { store, now }: LookupContext,
  view: View,
  { entry: known }: RememberedSession,
  budgetMs: number,
): RecordedLook | Promise<RecordedLook> {
  const recalled = known && recallView(known, view, now());
  return recalled ?? within(recordView(store, view, now(), known), budgetMs, storeTooLate);
}

/** Records the look of a server container that would run for the page, with the event where its claim gets it. Rejects as the store does. */
export function recordContainerLook(
  context: LookupContext,
  view: View,
  remembered: RememberedSession,
  budgetMs: number,
): Promise<RecordedLook> {
  const { store, now } = context;
  const gather = (clickId: string | null) => gatherParts(context, view.property, remembered, clickId);
  const recording = recordContainerView(store, view, { claim: view.claim, gather }, now(), remembered.entry);
  return within(recording, budgetMs, storeTooLate);
}

async function gatherParts(
  context: LookupContext,
  property: Property,
  { session, hasBuyer }: RememberedSession,
  clickId: string | null,
): Promise<ContainerParts> {
  const { store, now } = context;
  const mayNameBuyer = property.emailPolicy !== 'none';
  const [click, kept] = await Promise.all([
    clickId === null ? undefined : findClick(context, property.id, clickId),
    mayNameBuyer && !hasBuyer ? store.findBuyer(entryId(property.id, session.id), now()) : undefined,
  ]);
  return { click, buyer: mayNameBuyer && hasBuyer ? session : kept };
}

/** The record; `undefined` where it is damaged, because a campaign is no reason to lose a purchase. */
async function findClick(
  { store, now, onUnreadClick }: LookupContext,
  propertyId: string,
  clickId: string,
): Promise<Click | undefined> {
  try {
    return await store.findClick(propertyId, clickId, now());
  } catch (error) {
    if (!(error instanceof CorruptRecordError)) throw error;
    onUnreadClick(propertyId, error);
    return undefined;
  }
}
