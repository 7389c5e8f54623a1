// How much is answered to one address, about one property and one session, and asked of one Stripe key.
import { LRUCache } from 'lru-cache';
import { toAddressGroup } from '../http/client-address.ts';
import { HttpError } from '../http/http-error.ts';
import { createStripeTurns, type StripeTurns } from '../http/stripe-turns.ts';
import { createTokenBuckets, type TokenBuckets } from '../http/token-buckets.ts';
import type { Limits } from '../settings.ts';

/** Each throws, or rejects with, `rate_limited` or `read_limit` when there was too much. */
export interface RequestLimits {
  takeForAddress(address: string): void;
  /**
   * Counts what was taken for this address as that of a server container, which speaks for many visitors; each of these is
   * limited on its own.
   */
  moveToContainer(address: string): void;
  takeForProperty(propertyId: string): void;
  takeForSession(sessionKey: string): void;
  /** Waits its turn, up to a second. */
  acquireForStripe(apiKey: string): Promise<void>;
}

export interface RequestLimitsOptions {
  limits: Limits;
  /** The line for turns at Stripe that this process has; one of its own without it. */
  stripeTurns?: StripeTurns | undefined;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

const maxAddresses = 10_000;
const maxProperties = 2_000;
const maxSessions = 10_000;
const maxStripeWaitMs = 1_000;

/** Limits that know of no request yet. */
export function createRequestLimits(options: RequestLimitsOptions): RequestLimits {
  const { limits, now, sleep } = options;
  const ofProperty = { perSecond: limits.propertyPerSecond, burst: limits.propertyBurst };
  const addresses = createTokenBuckets({
    perSecond: limits.addressPerSecond,
    burst: limits.addressBurst,
    maxKeys: maxAddresses,
    now,
  });
  const containers = createTokenBuckets({ ...ofProperty, maxKeys: maxProperties, now });
  const properties = createTokenBuckets({ ...ofProperty, maxKeys: maxProperties, now });
  const stripeTurns = options.stripeTurns ?? createStripeTurns(limits, { now, sleep });
  const reads = new LRUCache<string, number>({ max: maxSessions });

  return {
    takeForAddress: (address) => take(addresses, toAddressGroup(address)),
    moveToContainer(address) {
      const group = toAddressGroup(address);
      addresses.giveBack(group);
      take(containers, group);
    },
    takeForProperty: (propertyId) => take(properties, propertyId),
    takeForSession(sessionKey) {
      const count = (reads.get(sessionKey) ?? 0) + 1;
      if (count > limits.readsPerSession) throw new HttpError('read_limit');
      reads.set(sessionKey, count);
    },
    async acquireForStripe(apiKey) {
      const turn = await stripeTurns.take(apiKey, maxStripeWaitMs);
      if (turn.kind === 'refused') throw new HttpError('rate_limited', { retryAfterMs: turn.retryAfterMs });
    },
  };
}

function take(buckets: TokenBuckets, key: string): void {
  const waitMs = buckets.take(key);
  if (waitMs > 0) throw new HttpError('rate_limited', { retryAfterMs: waitMs });
}
