// Who asks: restricted keys, the account and mode they belong to, and the rights they carry.
import { invalidKey, missingKey, missingPermission, type StripeErrorAnswer } from './api-errors.ts';
import type { AccountRecord, KeyGrant, StandInState } from './state.ts';

/** A key that the stand-in knows. */
export interface Caller {
  account: AccountRecord;
  grant: KeyGrant;
  livemode: boolean;
}

/** Whose objects the caller makes. */
export function ownerOf({ account, livemode }: Caller): { accountId: string; livemode: boolean } {
  return { accountId: account.id, livemode };
}

const keyPattern = /^(?:rk|sk)_(test|live)_[A-Za-z0-9_]{8,}$/;

/** Refuses keys that Stripe could not have given out, so that a typing error in a test is found at once. */
export function requireKeyShape(key: string): void {
  if (!keyPattern.test(key)) {
    throw new TypeError(`"${key.slice(0, 8)}…" is no Stripe key: it needs rk_test_ or rk_live_ and 8 characters more.`);
  }
}

/** The caller of an `Authorization` header (Bearer, or Basic with the key as user), or Stripe's 401. */
export function authenticate(state: StandInState, authorization: string | undefined): Caller | StripeErrorAnswer {
  const key = keyOf(authorization);
  if (key === undefined || key === '') {
    return missingKey();
  }
  for (const account of state.accounts.values()) {
    const grant = account.keys.find((known) => known.key === key);
    if (grant !== undefined) {
      return { account, grant, livemode: keyPattern.exec(key)?.[1] === 'live' };
    }
  }
  return invalidKey(key);
}

function keyOf(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() === 'bearer') {
    return credentials;
  }
  if (scheme?.toLowerCase() === 'basic' && credentials !== undefined) {
    return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0];
  }
  return undefined;
}

/** Stripe's 403 when the right is missing. A write right includes the read right; unrestricted keys have all. */
export function refuseUnlessPermitted(caller: Caller, permission: string): StripeErrorAnswer | undefined {
  const { key, permissions } = caller.grant;
  const enough = [permission, permission.replace(/_read$/, '_write'), ...(olderNames[permission] ?? [])];
  if (key.startsWith('sk_') || enough.some((name) => permissions.includes(name))) {
    return undefined;
  }
  return missingPermission(key, caller.account.id, permission);
}

/** Keys made before Stripe split its grouped rights still carry the grouped name. */
const olderNames: Record<string, string[]> = {
  rak_checkout_session_read: ['rak_bucket_checkout_read', 'rak_bucket_checkout_write'],
};
