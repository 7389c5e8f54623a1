// Brings a session in: from memory, else from Stripe in one call that everybody who waits for it shares.
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import type { SessionReader } from '../stripe/create-session-reader.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from '../stripe/errors.ts';
import type { UnknownValueListener } from '../stripe/to-checkout-session.ts';
import type { RequestLimits } from './request-limits.ts';
import type { RememberedSession, SessionMemory } from './session-memory.ts';

/** Which session, with which key, until when. */
export interface SessionWish {
  /** Unique for property and session. */
  key: string;
  sessionId: string;
  /** Opens the key only when Stripe must be asked. */
  openStripeKey: () => string;
  readsPromotionCodes: boolean;
  deadlineAtMs: number;
  onUnknownValue: UnknownValueListener;
  onLostPermission: (permission: string) => void;
}

export interface SessionSourceOptions {
  memory: SessionMemory;
  reader: SessionReader;
  limits: Pick<RequestLimits, 'acquireForStripe'>;
  now: () => number;
}

/** Rejects with an HttpError that says why there is no session. */
export type SessionSource = (wish: SessionWish) => Promise<RememberedSession>;

/** A source that remembers what it brought in. */
export function createSessionSource({ memory, reader, limits, now }: SessionSourceOptions): SessionSource {
  const reading = new Map<string, Promise<RememberedSession>>();

  async function readFromStripe(wish: SessionWish): Promise<RememberedSession> {
    const { key, openStripeKey, ...request } = wish;
    try {
      const apiKey = openStripeKey();
      const acquire = () => limits.acquireForStripe(apiKey);
      return memory.remember(key, await reader.read({ ...request, apiKey, acquire }));
    } catch (error) {
      if (error instanceof UnknownSessionError) memory.rememberUnknown(key);
      throw toHttpError(error);
    }
  }

  return async (wish) => {
    const remembered = memory.recall(wish.key);
    if (remembered !== undefined) return remembered;
    if (memory.isUnknown(wish.key)) throw new HttpError('unknown_session');
    let shared = reading.get(wish.key);
    if (shared === undefined) {
      shared = readFromStripe(wish).finally(() => reading.delete(wish.key));
      reading.set(wish.key, shared);
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
