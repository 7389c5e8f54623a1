// Brings a session in: from memory, from the ledger, else from Stripe in one call that everybody who waits for it shares.
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import type { Store } from '../store/store.ts';
import type { SessionReader } from '../stripe/create-session-reader.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from '../stripe/errors.ts';
import type { UnknownValueListener } from '../stripe/to-checkout-session.ts';
import { storeTooLate } from './lookup-context.ts';
import { readFromLedger } from './read-from-ledger.ts';
import type { RequestLimits } from './request-limits.ts';
import type { RememberedSession, SessionMemory } from './session-memory.ts';

/** Which session, with which key, until when. */
export interface SessionWish {
  /** Unique for property and session. */
  key: string;
  sessionId: string;
  propertyVersion: number;
  /** Whether somebody else than a page may have told the ledger of it, so that Stripe need perhaps not be asked. */
  readsLedger: boolean;
  /** For how long after it settled its buyer is wanted; 0 where personal data are not to be answered. */
  buyerMinutes: number;
  /** Opens the key only when Stripe must be asked. */
  openStripeKey: () => string;
  readsPromotionCodes: boolean;
  deadlineAtMs: number;
  onUnknownValue: UnknownValueListener;
  onLostPermission: (permission: string) => void;
}

export interface SessionSourceOptions {
  store: Pick<Store, 'findEntry' | 'findBuyer'>;
  memory: SessionMemory;
  reader: SessionReader;
  limits: Pick<RequestLimits, 'acquireForStripe'>;
  now: () => number;
}

/**
 * The session, with its buyer if that is wanted. Rejects with an HttpError that says why there is no session, or as the store
 * does.
 */
export type SessionSource = (wish: SessionWish) => Promise<RememberedSession>;

/** A source that remembers what it brought in. */
export function createSessionSource({ store, memory, reader, limits, now }: SessionSourceOptions): SessionSource {
  const reading = new Map<string, Promise<RememberedSession>>();

  async function read(wish: SessionWish): Promise<RememberedSession> {
    const { key, buyerMinutes, deadlineAtMs, propertyVersion } = wish;
    if (!wish.readsLedger) return await readFromStripe(wish);
    const inTime = within(readFromLedger(store, key, buyerMinutes, now()), deadlineAtMs - now(), storeTooLate);
    const { session, ...told } = await inTime;
    if (session === undefined) return await readFromStripe(wish, told.entry);
    return memory.remember(key, session, told, propertyVersion);
  }

  async function readFromStripe(wish: SessionWish, entry?: RememberedSession['entry']): Promise<RememberedSession> {
    const { key, openStripeKey, propertyVersion, ...request } = wish;
    try {
      const apiKey = openStripeKey();
      const acquire = () => limits.acquireForStripe(apiKey);
      const session = await reader.read({ ...request, apiKey, acquire });
      return memory.remember(key, session, { entry, hasBuyer: true }, propertyVersion);
    } catch (error) {
      if (error instanceof UnknownSessionError) memory.rememberUnknown(key);
      throw toHttpError(error);
    }
  }

  return async (wish) => {
    if (memory.isUnknown(wish.key)) throw new HttpError('unknown_session');
    const readingKey = `${wish.key} ${wish.propertyVersion} ${wish.buyerMinutes}`;
    let shared = reading.get(readingKey);
    if (shared === undefined) {
      shared = read(wish).finally(() => reading.delete(readingKey));
      reading.set(readingKey, shared);
    }
    const tooLate = () => new HttpError('stripe_unavailable', { cause: new StripeUnavailableError('timeout') });
    return await within(shared, wish.deadlineAtMs - now(), tooLate);
  };
}

function toHttpError(error: unknown): unknown {
  if (error instanceof UnknownSessionError) return new HttpError('unknown_session');
  if (error instanceof StripeKeyRejectedError) return new HttpError('stripe_key_rejected', { cause: error });
  if (error instanceof StripeUnavailableError) {
    return new HttpError('stripe_unavailable', { cause: error, retryAfterMs: error.retryAfterMs });
  }
  return error;
}
