// What can go wrong between us and Stripe, in three kinds that a caller can act on; none carries Stripe's own text.

/**
 * The key is revoked or lacks a right. Stripe's message is dropped, because it names the account and most of the key
 * (https://github.com/stripe/stripe-node/issues/2246). `permission` is the missing right (`unknown` where Stripe named
 * none), for the log only; it is absent when the key itself was refused.
 */
export class StripeKeyRejectedError extends Error {
  override readonly name = 'StripeKeyRejectedError';
  readonly permission: string | undefined;

  constructor(permission?: string) {
    super(permission === undefined ? 'Stripe refused the key.' : `The key lacks the permission ${permission}.`);
    this.permission = permission;
  }
}

/** Stripe knows no such object for this key. */
export class UnknownSessionError extends Error {
  override readonly name = 'UnknownSessionError';
}

/** Stripe is down, too slow, limits us, or answers something that is not an answer. `reason` is a short word for the log. */
export class StripeUnavailableError extends Error {
  override readonly name = 'StripeUnavailableError';
  readonly reason: StripeUnavailableReason;
  /** How long Stripe asked us to wait, where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: StripeUnavailableReason, retryAfterMs?: number) {
    super(`Stripe is not available: ${reason}.`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

export type StripeUnavailableReason =
  | 'timeout'
  | 'connection'
  | 'rate_limited'
  | 'server_error'
  | 'refused_request'
  | 'malformed_answer';
