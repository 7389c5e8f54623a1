// What everything that sends, resolves or asks Stripe works with.
import type { Destination } from '../destinations/destination.ts';
import type { Log } from '../http/log.ts';
import type { PropertyCache } from '../properties/property-cache.ts';
import type { DestinationSettings } from '../rules/destination.ts';
import type { Store } from '../store/store.ts';
import type { SessionReader } from '../stripe/create-session-reader.ts';
import type { PaymentReader } from '../stripe/payment-reader.ts';
import type { RetryClock } from '../stripe/with-retries.ts';
import type { AskMemory } from './ask-memory.ts';

export interface DeliveryContext extends RetryClock {
  store: Store;
  /** Made with the places of the destinations' secrets. */
  properties: Pick<PropertyCache, 'find'>;
  findDestination: (kind: DestinationSettings['kind']) => Destination;
  sessions: Pick<SessionReader, 'read'>;
  /** A reader for one key, or the one it made before. */
  openPaymentReader: (apiKey: string) => PaymentReader;
  /** Waits its turn before a request to Stripe; rejects with StripeUnavailableError where there is none soon. */
  acquireForStripe: (apiKey: string) => Promise<void>;
  /** A token that no other sender has. */
  newLease: () => string;
  askMemory: AskMemory;
  /** The id of the key that seals, as the key ring makes it. */
  newestKeyId: string;
  log: Log;
}
