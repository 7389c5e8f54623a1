// How often one network may try to sign in.
import { createTokenBuckets, type TokenBuckets } from '../../http/token-buckets.ts';
import type { OpenRequest } from '../route.ts';
import { SignInError } from './sign-in-error.ts';

/** A whole office may begin its day at once; nobody gets through a list of guesses. */
const limit = { burst: 20, perSecond: 0.2 } as const;

/** Full buckets. What one instance remembers another does not know, which lets through a few more. */
export function createAttempts(now: () => number): TokenBuckets {
  return createTokenBuckets({ ...limit, maxKeys: 10_000, now });
}

/** Counts one attempt to sign in. Throws `SignInError` with `too_many`. */
export function countAttempt({ context, network }: Pick<OpenRequest, 'context' | 'network'>): void {
  if (context.attempts.take(network) > 0) throw new SignInError('too_many');
}
