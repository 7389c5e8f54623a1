// Writes into the ledger that a server container would run for a page, and hands it the event where its claim holds that.
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import { type Click, findOwnClick } from '../rules/click.ts';
import { holdForContainer } from '../rules/container-claims.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { isErased } from '../rules/erased-session.ts';
import { toForwardedEvent } from '../rules/to-forwarded-event.ts';
import type { Buyer } from '../rules/user-data.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { type EntryOutcome, type KnownEntry, toSessionEntry, writeEntry } from './change-entry.ts';
import { decideView, type RecordedView, type View } from './record-view.ts';

/** What an event is rendered from besides its entry. */
export interface ContainerParts {
  /** The record of this name, whether or not it led to the session. */
  click: Click | undefined;
  buyer: Buyer | undefined;
}

/** A server container that asks. */
export interface ContainerWish {
  /** Its own; without one it gets no event. */
  claim: string | undefined;
  /** Reads what belongs to a session whose entry names this click. */
  gather: (clickId: string | null) => Promise<ContainerParts>;
}

/** `forwarded` is there where the claim holds the event now; `firstView` says the same. */
export interface RecordedContainerView extends RecordedView {
  forwarded: ForwardedEvent | undefined;
}

/** Who told of a click between two tries came only once. */
const maxTries = 3;

/**
 * Records the view, which is no page's, and holds the event for the container in the same write. Nothing is held where consent
 * forbids to send it. Rejects as `recordView` does, and with whatever `gather` rejects with.
 */
export async function recordContainerView(
  store: Store,
  view: View,
  { claim, gather }: ContainerWish,
  nowMs: number,
  known?: SessionEntry,
): Promise<RecordedContainerView> {
  let entry = known;
  for (let attempt = 1; ; attempt++) {
    const clickId = entry !== undefined && isErased(entry) ? null : (entry?.clickId ?? view.clickId ?? null);
    const gathered: Gathered = { clickId, parts: await gather(clickId), claim };
    const { outcome, forwarded, isStale } = await write(store, view, gathered, nowMs, entry);
    if (outcome.kind === 'missing') throw new StoreUnavailableError('The entry of the view could not be made.');
    entry = outcome.entry;
    if (!isStale || attempt === maxTries) return { entry, firstView: forwarded !== undefined, forwarded };
  }
}

interface Gathered {
  claim: string | undefined;
  clickId: string | null;
  parts: ContainerParts;
}

interface Written {
  outcome: EntryOutcome<SessionEntry>;
  forwarded: ForwardedEvent | undefined;
  /** The parts are those of another click than the entry names by now, so that the event was not held yet. */
  isStale: boolean;
}

async function write(
  store: Store,
  view: View,
  gathered: Gathered,
  nowMs: number,
  known: SessionEntry | undefined,
): Promise<Written> {
  let handed: Handed = {};
  const decide = (stored: SessionEntry | undefined) => {
    const viewed = decideView(stored, { ...view, claim: undefined }, nowMs);
    const entry = viewed.next ?? stored;
    handed = entry === undefined ? {} : hand(entry, view, gathered, nowMs);
    return { next: handed.next ?? viewed.next, buyer: viewed.buyer };
  };
  const before: KnownEntry<SessionEntry> =
    known === undefined ? { kind: 'absent' } : { kind: 'recalled', entry: known };
  const id = entryId(view.property.id, view.session.id);
  const outcome = await writeEntry(store, { id, narrow: toSessionEntry, decide }, before);
  return { outcome, forwarded: handed.forwarded, isStale: handed.isStale === true };
}

interface Handed {
  /** The entry with the hold, where that is to be written. */
  next?: SessionEntry | undefined;
  forwarded?: ForwardedEvent;
  isStale?: boolean;
}

function hand(entry: SessionEntry, { event, property }: View, gathered: Gathered, nowMs: number): Handed {
  const { claim, clickId, parts } = gathered;
  const hold = claim === undefined ? undefined : holdForContainer(entry, { event, claim, property, nowMs });
  if (hold === undefined) return {};
  if (entry.clickId !== clickId) return { isStale: true };
  const rendered = toForwardedEvent({
    event,
    entry,
    session: entry,
    property,
    destination: hold.destination,
    click: findOwnClick(entry, parts.click),
    buyer: parts.buyer,
    nowMs,
  });
  return rendered.kind === 'suppressed' ? {} : { next: hold.next, forwarded: rendered.event };
}
