// Receivers at the interface of a destination: they keep what they take, and fail as a test tells them to.
//
// What it proves: what is sent how often, and what follows from each way a send can end. Addresses, headers and bodies belong
// to the destinations' own tests.
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import type { Destination, SendResult } from '../../../functions/destinations/destination.ts';

/** What a receiver does with an event. `take`: it has it, whatever it says. */
export interface Behaviour {
  take: boolean;
  says: SendResult | Error;
}

export const takes: Behaviour = { take: true, says: { kind: 'accepted' } };
/** As after a reset or a 500 behind the receiver's own work. */
export const takesThenFails: Behaviour = { take: true, says: { kind: 'uncertain', reason: 'http_500' } };
export const failsWith500: Behaviour = { take: false, says: { kind: 'uncertain', reason: 'http_500' } };
export const hangs: Behaviour = { take: false, says: { kind: 'uncertain', reason: 'timeout' } };
export const isAway: Behaviour = { take: false, says: { kind: 'unavailable', reason: 'connection_refused' } };
export const refuses: Behaviour = { take: false, says: { kind: 'refused', reason: 'http_410' } };

export interface Receiver {
  /** Every event that it took, oldest first. */
  taken: ForwardedEvent[];
  /** How often it was asked. */
  tries: number;
  behave: (event: ForwardedEvent) => Behaviour | Promise<Behaviour>;
}

/** A receiver that takes everything. */
function createReceiver(): Receiver {
  return { taken: [], tries: 0, behave: () => takes };
}

/** Both kinds of destination, each with its receiver; a server container drops repeats, GA4 only those of a purchase. */
export function createFakeDestinations(): {
  findDestination: (kind: string) => Destination;
  container: Receiver;
  ga4: Receiver;
} {
  const container = createReceiver();
  const ga4 = createReceiver();
  const kinds = new Map([
    ['server_container', toDestination('server_container', container, () => true)],
    ['ga4', toDestination('ga4', ga4, (event) => event === 'purchase')],
  ]);
  return {
    container,
    ga4,
    findDestination(kind) {
      const destination = kinds.get(kind);
      if (destination === undefined) throw new TypeError(kind);
      return destination;
    },
  };
}

function toDestination(kind: string, receiver: Receiver, dropsRepeats: Destination['dropsRepeats']): Destination {
  return {
    kind,
    name: kind,
    limits: undefined,
    dropsRepeats,
    async send(event, settings, secret) {
      if (secret !== `secret of ${settings.id}`) throw new Error('The secret is of another destination.');
      receiver.tries += 1;
      const { take, says } = await receiver.behave(event);
      if (take) receiver.taken.push(event);
      if (says instanceof Error) throw says;
      return says;
    },
    check: async () => ({ verdict: 'good', sentence: 'It is there.' }),
    secretPlace: (propertyId, { id }) => `${propertyId} ${id}`,
  };
}
