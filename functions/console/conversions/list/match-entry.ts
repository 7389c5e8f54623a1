// Whether an entry of the ledger is one that a list of conversions asks for.
import type { Delivery } from '../../../rules/delivery.ts';
import type { Entry, EntryChange } from '../../../rules/entry.ts';
import { awaitsPerson } from '../../../rules/entry-index.ts';
import { isBareTombstone } from '../../../rules/erased-session.ts';
import { findOrigins } from '../../../rules/origin.ts';
import { pageDestination } from '../../../rules/purchase-outcome.ts';
import type { Filters, SourceFilter, StatusFilter } from './read-filters.ts';

/** Fewer characters begin or end too many ids to mean one. */
const minIdPart = 4;

/** By all filters but the days, which the store sees to. */
export function matchesEntry(entry: Entry, filters: Filters): boolean {
  const { mode, q, status, source, destination } = filters;
  if (entry.livemode !== (mode === 'live')) return false;
  if (source !== undefined && findSource(entry) !== source) return false;
  if (destination !== undefined && !concerns(entry, destination)) return false;
  if (status !== undefined && !hasStatus(entry, status, destination)) return false;
  return q === '' || matchesText(entry, q);
}

/** Who told of it first; `undefined` of an entry without a history. */
export function findSource({ changes }: Pick<Entry, 'changes'>): SourceFilter | undefined {
  return changes[0] && firstSources[changes[0].source];
}

/** What a sender or a person found by asking Stripe was found as the sweep finds it. */
const firstSources: Record<EntryChange['source'], SourceFilter> = {
  page: 'page',
  webhook: 'webhook',
  sweep: 'sweep',
  delivery: 'sweep',
  console: 'sweep',
  replay: 'replay',
};

function concerns(entry: Entry, destination: string): boolean {
  if (destination === pageDestination) return entry.kind === 'session' && Object.keys(entry.events).length > 0;
  return Object.values(entry.deliveries).some(({ destinationId }) => destinationId === destination);
}

function hasStatus(entry: Entry, status: StatusFilter, destination: string | undefined): boolean {
  const meant = Object.values(entry.deliveries).filter(
    ({ destinationId }) => destination === undefined || destinationId === destination,
  );
  switch (status) {
    case 'undecided':
      return meant.some(awaitsPerson);
    case 'waiting':
      return meant.some(isOpen) || isSearched(entry);
    case 'refund':
    case 'dispute':
      return entry.kind === status;
    case 'renewal':
      return entry.kind === 'invoice';
    case 'ended':
      return entry.kind === 'subscription';
    default:
      return entry.kind === 'session' && entry.status === status && !isBareTombstone(entry);
  }
}

/** Whether it is brought further by itself: sent, or decided by the rule of its destination. */
function isOpen({ dueAtMs }: Pick<Delivery, 'dueAtMs'>): boolean {
  return dueAtMs !== null;
}

function isSearched(entry: Entry): boolean {
  return entry.kind !== 'session' && entry.resolution.state === 'orphan';
}

function matchesText(entry: Entry, q: string): boolean {
  if (q.length >= minIdPart && listIds(entry).some((id) => id.startsWith(q) || id.endsWith(q))) return true;
  const wanted = q.toLowerCase();
  return listCampaign(entry).some((text) => text.toLowerCase().includes(wanted));
}

function listIds(entry: Entry): string[] {
  return listAllIds(entry).filter((id) => id !== null);
}

function listAllIds(entry: Entry): (string | null)[] {
  const own = entry.id.slice(entry.propertyId.length + 1);
  switch (entry.kind) {
    case 'session':
      return [
        own,
        ...[entry.session?.paymentIntentId ?? null, entry.session?.subscriptionId ?? null],
        ...[entry.session?.customerId ?? null, entry.session?.paymentLinkId ?? null],
      ];
    case 'refund':
      return [own, entry.sessionId, entry.refund.paymentIntentId, entry.refund.chargeId];
    case 'invoice':
      return [own, entry.sessionId, entry.invoice.subscriptionId, entry.invoice.customerId];
    case 'dispute':
      return [own, entry.sessionId, entry.dispute.paymentIntentId, entry.dispute.chargeId];
    case 'subscription':
      return [own, entry.sessionId, entry.subscription.customerId];
  }
}

function listCampaign(entry: Entry): string[] {
  if (entry.kind !== 'session') return [];
  const { first, last } = findOrigins(entry);
  const parts = [...Object.values(first), ...Object.values(last), ...Object.values(entry.pageCampaign ?? {})];
  return parts.filter((part) => part !== null);
}
