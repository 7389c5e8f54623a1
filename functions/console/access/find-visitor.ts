// Who is signed in, by the cookie of a request.
import type { SignIn, User } from '../../rules/account.ts';
import type { Settings } from '../../settings.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { Visitor } from '../route.ts';
import { isOfDomains } from './openid/identity.ts';
import { type CookiePlace, readToken, type SignInToken } from './sign-in-cookie.ts';
import { signInLife } from './sign-in-life.ts';

/** Somebody who is signed in, and by what. */
export interface FoundVisitor {
  visitor: Visitor;
  token: SignInToken;
  signIn: SignIn;
}

/**
 * Whoever the cookie stands for; `undefined` where it is none, has expired or been renewed for a while, or where its person
 * signed out everywhere or lost the right to sign in since.
 */
export async function findVisitor(
  { store, now, settings }: Pick<ConsoleContext, 'store' | 'now'> & { settings: Pick<Settings, 'console'> },
  cookieHeader: string | null,
  place: CookiePlace,
): Promise<FoundVisitor | undefined> {
  const token = readToken(cookieHeader, place);
  if (token === undefined) return undefined;
  const nowMs = now();
  const signIn =
    (await store.console.findSignIn(token.id, nowMs)) ?? (await store.console.findSignIn(token.lateId, nowMs));
  if (signIn === undefined || nowMs >= signIn.createdAtMs + signInLife.longestMs) return undefined;
  const user = await store.console.findUser(signIn.userId);
  if (user === undefined || signIn.createdAtMs <= user.signedOutAtMs || !maySignIn(settings, user)) return undefined;
  return { visitor: { user, signInId: signIn.id, csrf: token.csrf }, token, signIn };
}

/** A domain may have been taken off the list since. Links ask for no address. */
function maySignIn(
  { console: { issuer, domains } }: Pick<Settings, 'console'>,
  { email }: Pick<User, 'email'>,
): boolean {
  return issuer === undefined || domains.length === 0 || isOfDomains(email, domains);
}
