// Who may send: the server only where it has somewhere to send to.
import type { Sender } from '../../functions/contract/checkout-answer.ts';
import type { Property } from '../../functions/rules/property.ts';
import { CommandFailedError } from './cli-errors.ts';

type SenderFields = Pick<Property, 'id' | 'sender' | 'destinations' | 'stripeKeys'>;

/** What each sender means, in words that follow the name of the setting. */
export const senderWords: Record<Sender, string> = {
  browser: 'the page sends; the server only records',
  browser_first: 'the page sends; the server sends what no page did, and all that comes later',
  server: 'the server sends everything; pages push checkout_complete',
};

/** The property as it was; throws `CommandFailedError` where its sender would lose payments. */
export function ensureSender<P extends SenderFields>(property: P): P {
  const fault = findSenderFault(property);
  if (fault !== undefined) throw new CommandFailedError(fault);
  return property;
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

function findSenderFault({ id, sender, destinations, stripeKeys }: SenderFields): string | undefined {
  if (sender === 'browser') return undefined;
  const cure = `Add one first: npm run tilltag -- property destination add ${id} --help`;
  if (destinations.length === 0) return `The sender ${sender} needs a destination that the server can send to. ${cure}`;
  const isLiveLost = stripeKeys.live !== null && !destinations.some(({ mode }) => mode === 'live');
  return sender === 'server' && isLiveLost
    ? `With the sender server nobody would report live payments, because every destination is for test sessions. ${cure}`
    : undefined;
}
