// Who may send: the server only where it has somewhere to send to.
import type { Sender } from '../contract/checkout-answer.ts';
import type { Property } from './property.ts';

type SenderFields = Pick<Property, 'sender' | 'destinations' | 'stripeKeys'>;

/** Why a sender would lose payments: the server has nowhere to send any, or nowhere to send live ones. */
export type SenderFault = 'no_destination' | 'no_live_destination';

/** What is wrong with the property's sender, if anything is. */
export function findSenderFault({ sender, destinations, stripeKeys }: SenderFields): SenderFault | undefined {
  if (sender === 'browser') return undefined;
  if (destinations.length === 0) return 'no_destination';
  const isLiveLost = stripeKeys.live !== null && !destinations.some(({ mode }) => mode === 'live');
  return sender === 'server' && isLiveLost ? 'no_live_destination' : undefined;
}

/** Who sends after the first destination came: the server stands in for pages that never came back. */
export function senderWithFirst({ sender, destinations }: SenderFields): Sender {
  return sender === 'browser' && destinations.length === 0 ? 'browser_first' : sender;
}

/** Who sends once only these destinations are left. */
export function senderWithout(property: SenderFields): Sender {
  if (property.destinations.length === 0) return 'browser';
  return findSenderFault(property) === undefined ? property.sender : 'browser_first';
}
