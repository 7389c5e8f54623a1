// Writes into the ledger that a session was looked at, and finds out whether this look is the first of its event.
import type { CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';
import { toBuyerRecord } from '../rules/buyer-record.ts';
import { addChanges } from '../rules/change-history.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import { claimEvent } from '../rules/claims.ts';
import { isHeldByContainer } from '../rules/container-claims.ts';
import type { EntryChange, SessionEntry } from '../rules/entry.ts';
import { isErased } from '../rules/erased-session.ts';
import { findEvent } from '../rules/lifecycle.ts';
import { beginEntry, mergeSession, type SessionNews, tellsNews } from '../rules/merge-session.ts';
import { toNewerConsent } from '../rules/newer-consent.ts';
import { type ToldCampaign, toPageCampaign } from '../rules/page-campaign.ts';
import { isSameConsent, readPageConsent } from '../rules/page-consent.ts';
import { type ToldGaIds, withPageGaIds } from '../rules/page-ga-ids.ts';
import { visitDeliveries } from '../rules/plan-deliveries.ts';
import { planEntry } from '../rules/plan-entry.ts';
import type { Property } from '../rules/property.ts';
import { toSessionRecord } from '../rules/session-record.ts';
import type { BuyerRecord } from '../rules/stored-records.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { toSessionEntry, writeEntry } from './change-entry.ts';
import { resumeConsented } from './resume-consented.ts';

/** One look at a completed session. Without a claim it is recorded, but never the first view. */
export interface View {
  property: Property;
  /** As Stripe or the ledger told it, with its lines. */
  session: CheckoutSession;
  status: CheckoutStatus;
  event: CheckoutEvent;
  claim: string | undefined;
  /** Whether a server container passes it on, which may run for the page next. */
  isPassedOn: boolean;
  /** Names the click that led here; `undefined` where nothing does. */
  clickId: string | undefined;
  told: ToldCampaign;
  /** Four letters, as a lookup has them; `undefined` where the page told none. */
  consent: string | undefined;
  /** Whose visit in Google Analytics the page is. */
  gaIds: ToldGaIds;
}

export interface RecordedView {
  /** The entry as it now stands in the store. */
  entry: SessionEntry;
  firstView: boolean;
}

interface NextEntry {
  /** The entry to write, `undefined` where nothing changes. */
  next: SessionEntry | undefined;
  firstView: boolean;
}

/** What a view writes: the entry, and with it the buyer where that is wanted. */
export interface ViewWrite extends NextEntry {
  buyer: BuyerRecord | undefined;
}

/**
 * What `known`, an entry remembered from earlier, already proves: that this view is not the first and changes nothing. Else
 * `undefined`: another instance may have written since, so that only the store can tell.
 */
export function recallView(known: SessionEntry, view: View, nowMs: number): RecordedView | undefined {
  if (view.consent !== undefined && maySend(view)) return undefined;
  const { next, firstView } = toNextEntry(known, view, nowMs);
  return firstView || next !== undefined ? undefined : { entry: known, firstView: false };
}

/** Whether what a page says of consent decides what the server sends: another instance may have written what was said between. */
function maySend({ property: { sender, destinations }, session }: View): boolean {
  const mode = session.livemode ? 'live' : 'test';
  return sender !== 'browser' && destinations.some((destination) => destination.mode === mode);
}

/**
 * Records the view in one write where it is the session's first or `known` is still up to date. Rejects with
 * StoreUnavailableError when the store is down or too many others write the same entry.
 */
export async function recordView(store: Store, view: View, nowMs: number, known?: SessionEntry): Promise<RecordedView> {
  const id = entryId(view.property.id, view.session.id);
  let firstView = false;
  const decide = (stored: SessionEntry | undefined) => {
    const write = decideView(stored, view, nowMs);
    firstView = write.firstView;
    return write;
  };
  const outcome = await writeEntry(
    store,
    { id, narrow: toSessionEntry, decide },
    known === undefined ? { kind: 'absent' } : { kind: 'recalled', entry: known },
  );
  if (outcome.kind === 'missing') throw new StoreUnavailableError('The entry of the view could not be made.');
  return { entry: outcome.entry, firstView };
}

/** What the view writes onto the entry as it is stored, or as the first of the session. */
export function decideView(stored: SessionEntry | undefined, view: View, nowMs: number): ViewWrite {
  const decided = stored === undefined ? createFirst(view, nowMs) : toNextEntry(stored, view, nowMs);
  return { ...decided, buyer: decided.next && findNewBuyer(decided.next, stored, view, nowMs) };
}

/** The buyer, where the page was faster than the webhook: what is planned now may be sent before anybody else tells of them. */
function findNewBuyer(
  next: SessionEntry,
  stored: SessionEntry | undefined,
  { property, session }: View,
  nowMs: number,
): BuyerRecord | undefined {
  if (isErased(next)) return undefined;
  const known = stored?.deliveries ?? {};
  const isPlanned = Object.keys(next.deliveries).some((key) => !Object.hasOwn(known, key));
  return isPlanned ? toBuyerRecord(next.id, property, session, nowMs) : undefined;
}

function createFirst(view: View, nowMs: number): NextEntry {
  const { property, session } = view;
  const begun = beginEntry(entryId(property.id, session.id), property.id, toNews(view, nowMs));
  const planned = planEntry(begun, { property, nowMs, source: 'page', before: undefined });
  const { next, firstView } = toNextEntry(planned, view, nowMs);
  return { next: next ?? planned, firstView };
}

function toNextEntry(entry: SessionEntry, view: View, nowMs: number): NextEntry {
  const told = withConsent(
    withCampaign(withClick(withNews(entry, view, nowMs), view, nowMs), view, nowMs),
    view,
    nowMs,
  );
  const visited = withVisit(told, view, nowMs);
  // An event that the money has left behind is nobody's any more.
  if (visited.status !== view.status) return { next: visited === entry ? undefined : visited, firstView: false };
  const { event, claim, property, gaIds } = view;
  const { next: claimed = visited, firstView } = claimEvent(visited, { event, claim, property, nowMs });
  const next = withPageGaIds(claimed, { before: visited, event, claim, told: gaIds });
  return { next: next === entry ? undefined : next, firstView };
}

function withNews(entry: SessionEntry, view: View, nowMs: number): SessionEntry {
  if (!tellsNews(entry, { status: view.status, session: view.session, atSeconds: null })) return entry;
  const merged = mergeSession(entry, toNews(view, nowMs));
  return merged
    ? planEntry(merged, { property: view.property, nowMs, source: 'page', before: findEvent(entry) })
    : entry;
}

function withClick(entry: SessionEntry, { clickId }: View, nowMs: number): SessionEntry {
  const isWanted = entry.clickId === null && clickId !== undefined && !isErased(entry);
  return isWanted ? change(entry, { clickId }, 'click', nowMs) : entry;
}

function withCampaign(entry: SessionEntry, { told }: View, nowMs: number): SessionEntry {
  const pageCampaign = entry.pageCampaign === null ? toPageCampaign(told) : null;
  return pageCampaign === null ? entry : change(entry, { pageCampaign }, 'campaign', nowMs);
}

function withConsent(entry: SessionEntry, { consent, property }: View, nowMs: number): SessionEntry {
  if (consent === undefined) return entry;
  const states = toNewerConsent(readPageConsent(consent), entry.pageConsent?.states);
  if (entry.pageConsent !== null && isSameConsent(entry.pageConsent.states, states)) return entry;
  const told = change(entry, { pageConsent: { states, atMs: nowMs } }, 'consent', nowMs);
  return resumeConsented(told, property, nowMs);
}

function withVisit(entry: SessionEntry, { property, isPassedOn }: View, nowMs: number): SessionEntry {
  // The container that passes it on is about to claim what waited for the visit.
  if (property.sender !== 'server' || isPassedOn) return entry;
  const deliveries = visitDeliveries(entry.deliveries, nowMs, (key) => isHeldByContainer(entry, key, nowMs));
  return deliveries === entry.deliveries ? entry : change(entry, { deliveries }, 'visited', nowMs);
}

function change(entry: SessionEntry, changed: Partial<SessionEntry>, what: string, nowMs: number): SessionEntry {
  const line: EntryChange = { atMs: nowMs, source: 'page', what };
  return { ...entry, ...changed, changes: addChanges(entry.changes, [line]) };
}

function toNews({ session, status }: View, nowMs: number): SessionNews {
  return { status, session: toSessionRecord(session, true), atSeconds: null, nowMs, source: 'page' };
}
