// Somebody to look at a console: the owner of an account, who is signed in.
import { randomBytes } from 'node:crypto';
import { makeToken, writeCookie } from '../../../functions/console/access/sign-in-cookie.ts';
import { signInLife } from '../../../functions/console/access/sign-in-life.ts';
import { membershipId } from '../../../functions/store/console-store.ts';
import type { Store } from '../../../functions/store/store.ts';

/** The account that the owner owns. */
export const accountId = 'acc_load';

/** Who asks as the owner for a day, before the console renews the sign-in and lets this one lapse: the Cookie header, and the token of forms. */
export interface SignedIn {
  cookie: string;
  csrf: string;
}

/** Adds the owner of the deployment. */
export async function addOwner(store: Store): Promise<SignedIn> {
  const [userId, email, createdAtMs] = ['usr_load', 'owner@shop.example', Date.now() - 1];
  const token = makeToken(randomBytes);
  const times = { createdAtMs, lastSignInAtMs: createdAtMs, signedOutAtMs: 0 };
  await store.console.createUser({ id: userId, version: 1, email, name: null, ...times });
  await store.console.createAccount({ id: accountId, version: 1, name: 'Load', createdAtMs });
  await store.console.createDeployment({ id: 'deployment', ownerUserId: userId, accountId, createdAtMs });
  const membership = {
    id: membershipId(accountId, email),
    version: 1,
    accountId,
    email,
    userId,
    role: 'owner' as const,
  };
  await store.console.createMembership({ ...membership, createdAtMs });
  await store.console.createSignIn({ id: token.id, userId, createdAtMs, expiresAtMs: createdAtMs + signInLife.idleMs });
  return { cookie: writeCookie(token, { prefix: '', path: '/' }, 60).split(';', 1)[0] ?? '', csrf: token.csrf };
}
