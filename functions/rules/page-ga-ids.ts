// Whose visit in Google Analytics a thank-you page says that it is, kept for what the server sends later.
import type { CheckoutEvent } from '../contract/checkout-answer.ts';
import { usableText } from './campaign.ts';
import type { PageGaIds, SessionEntry } from './entry.ts';
import { isErased } from './erased-session.ts';
import { knownFields } from './known-fields.ts';
import { isTaken } from './plan-deliveries.ts';

/** What a lookup tells of the page's visit. */
export interface ToldGaIds {
  ga_client_id?: string;
  ga_session_id?: string;
}

/** The look of a page, once its claim was decided on. */
export interface DecidedLook {
  /** The entry as it was before the claim. */
  before: SessionEntry;
  event: CheckoutEvent;
  claim: string | undefined;
  told: ToldGaIds;
}

/**
 * The entry with the ids of the page that holds the event, for that page's tag tells GA4 of it. Another page that looks changes
 * nothing, and one that takes the event over leaves none of the former's. What a destination may have got already stays under
 * the ids that were known then. Where the page denies analytics, or the buyer was erased, none are kept. The same object where
 * nothing changes.
 */
export function withPageGaIds(entry: SessionEntry, { before, event, claim, told }: DecidedLook): SessionEntry {
  if (isErased(entry) || claim === undefined || findHolder(entry, event) !== claim || isTaken(entry.deliveries, event))
    return entry;
  const isNewHolder = findHolder(before, event) !== claim;
  if (entry.pageGaIds !== undefined && !isNewHolder) return entry;
  const pageGaIds = entry.pageConsent?.states.analytics_storage === 'denied' ? undefined : toPageGaIds(told);
  if (pageGaIds !== undefined) return { ...entry, pageGaIds };
  if (entry.pageGaIds === undefined) return entry;
  const { pageGaIds: _ofFormerPage, ...rest } = entry;
  return rest;
}

/** A session says nothing without its client. */
function toPageGaIds({ ga_client_id, ga_session_id }: ToldGaIds): PageGaIds | undefined {
  const gaClientId = usableText(ga_client_id);
  return gaClientId === undefined
    ? undefined
    : { gaClientId, ...knownFields({ gaSessionId: usableText(ga_session_id) }) };
}

function findHolder({ events }: SessionEntry, event: CheckoutEvent): string | undefined {
  return events[event]?.claims.at(-1)?.claim;
}
