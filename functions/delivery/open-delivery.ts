// Puts together what the sweep works with, for a function, a timer or a terminal.
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createDestinations } from '../destinations/destinations.ts';
import type { Log } from '../http/log.ts';
import { createStripeTurns, longestPatienceMs, type StripeTurns } from '../http/stripe-turns.ts';
import { createSendRequest, type OutboundOptions } from '../outbound/create-send-request.ts';
import { createPropertyCache } from '../properties/property-cache.ts';
import { type KeyRing, newestKeyId } from '../store/key-ring.ts';
import type { Store } from '../store/store.ts';
import { openStripeConnection } from '../stripe/create-client.ts';
import { createPaymentReader } from '../stripe/create-payment-reader.ts';
import { createSessionReader } from '../stripe/create-session-reader.ts';
import { StripeUnavailableError } from '../stripe/errors.ts';
import type { PaymentReader } from '../stripe/payment-reader.ts';
import type { RetryClock } from '../stripe/with-retries.ts';
import { createAskMemory } from './ask-memory.ts';
import type { DeliveryContext } from './delivery-context.ts';

/** As the settings have them. */
export interface DeliverySettings {
  keyRing: KeyRing;
  stripeApiBase: string | undefined;
  analyticsBase: string | undefined;
  allowLocal: boolean;
  limits: { stripeKeyPerSecond: number; stripeKeyBurst: number };
}

export interface DeliveryOptions {
  settings: DeliverySettings;
  /** Closed by whoever opened it. */
  store: Store;
  log: Log;
  clock: RetryClock;
  /** The line for turns at Stripe that this process has; one of its own without it. */
  stripeTurns?: StripeTurns | undefined;
  /** How a send's time-out is waited for; by the system's timer unless given. */
  startTimer?: OutboundOptions['startTimer'];
}

export interface OpenDelivery {
  context: DeliveryContext;
  /** Closes the connections to Stripe. */
  close(): void;
}

const maxReaders = 500;

/** The context; it opens no connection before something is due. */
export function openDelivery(options: DeliveryOptions): OpenDelivery {
  const { settings, store, log, clock, startTimer } = options;
  const { keyRing, stripeApiBase, analyticsBase, allowLocal, limits } = settings;
  const connection = openStripeConnection(stripeApiBase);
  const sessions = createSessionReader({ apiBase: stripeApiBase, clock });
  const acquireForStripe = toAcquire(options.stripeTurns ?? createStripeTurns(limits, clock));
  const { findDestination } = createDestinations({
    request: createSendRequest({ allowLocal, ...(startTimer !== undefined && { startTimer }) }),
    now: clock.now,
    ...(analyticsBase !== undefined && { analyticsBase: analyticsBase.replace(/\/$/, '') }),
  });
  const readers = new LRUCache<string, PaymentReader>({ max: maxReaders });

  function openPaymentReader(apiKey: string): PaymentReader {
    const known = readers.get(apiKey);
    if (known !== undefined) return known;
    const reader = createPaymentReader({ apiKey, connection, clock, acquire: () => acquireForStripe(apiKey) });
    readers.set(apiKey, reader);
    return reader;
  }

  return {
    context: {
      ...clock,
      store,
      log,
      sessions,
      findDestination,
      openPaymentReader,
      acquireForStripe,
      properties: createPropertyCache({ store, keyRing, now: clock.now, secretPlaces: findDestination }),
      newLease: () => randomUUID(),
      askMemory: createAskMemory(),
      newestKeyId: newestKeyId(keyRing),
    },
    close() {
      sessions.close();
      connection.agent.destroy();
    },
  };
}

/** Waits its turn, for longer than a page may; rejects with StripeUnavailableError where that is too far away. */
function toAcquire(turns: StripeTurns): (apiKey: string) => Promise<void> {
  return async (apiKey) => {
    const turn = await turns.take(apiKey, longestPatienceMs);
    if (turn.kind === 'refused') throw new StripeUnavailableError('rate_limited', turn.retryAfterMs);
  };
}
