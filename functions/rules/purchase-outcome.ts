// How the purchase of a session stands with one destination, or with pages: told there, or why not, in one word.
import { type Delivery, deliveryKey } from './delivery.ts';
import type { SessionEntry } from './entry.ts';
import { isReportedBy } from './page-push.ts';
import type { Property } from './property.ts';
import { isLeftToTest } from './told-as-test.ts';

/** What stands for the pages among the destinations of a roll-up. */
export const pageDestination = 'page';

/**
 * `sent`, or why not: `pending` (waits for its turn, for a page or for another try), `consent`, `by_page` (no loss: a page told
 * it), `as_test` (a page told it as a test, which counts nowhere), `dead` (given up, surely not taken), `uncertain` (given up, it
 * may have been taken), `overtaken`, `not_reportable`, `destination_removed`, `pages_only` (the property's pages alone send),
 * `not_planned` (the destination came later, the payment was told of too late, or was out of scope), `no_page` (no page of the
 * shop asked), `unreported` (a page asked, and did not say that its tags ran). Of what was suppressed for another reason than
 * these, the reason itself.
 */
export function findOutcome(entry: SessionEntry, destinationId: string, { sender }: Pick<Property, 'sender'>): string {
  if (destinationId === pageDestination) return findPageOutcome(entry, sender);
  const delivery = entry.deliveries[deliveryKey('purchase', destinationId)];
  if (delivery !== undefined) return isLeftToTest(entry, delivery) ? 'as_test' : describeDelivery(delivery);
  return sender === 'browser' ? 'pages_only' : 'not_planned';
}

/** Whether pages have any part in telling of this purchase. */
export function concernsPages(entry: SessionEntry, { sender }: Pick<Property, 'sender'>): boolean {
  return sender !== 'server' || isReportedBy(entry, 'purchase', { sender });
}

/** The destinations that the purchase was planned for, among them those that the property has no more. */
export function listPlanned({ deliveries }: SessionEntry): string[] {
  return Object.values(deliveries)
    .filter(({ event }) => event === 'purchase')
    .map(({ destinationId }) => destinationId);
}

function findPageOutcome(entry: SessionEntry, sender: Property['sender']): string {
  if (isReportedBy(entry, 'purchase', { sender })) return 'sent';
  return entry.events.purchase === undefined ? 'no_page' : 'unreported';
}

function describeDelivery({ state, reason }: Delivery): string {
  switch (state) {
    case 'sent':
    case 'dead':
    case 'uncertain':
    case 'overtaken':
      return state;
    case 'waiting':
    case 'leased':
      return 'pending';
    case 'reported':
      return 'by_page';
    case 'suppressed':
      return describeSuppression(reason);
  }
}

function describeSuppression(reason: string | null): string {
  switch (reason) {
    case 'sender_is_browser':
      return 'pages_only';
    case null:
    case 'mode':
      return 'not_reportable';
    default:
      return reason;
  }
}
