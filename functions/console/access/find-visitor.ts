// Who is signed in, by the cookie of a request.
import type { SignIn } from '../../rules/account.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { Visitor } from '../route.ts';
import { readToken, type SignInToken } from './sign-in-cookie.ts';
import { signInLife } from './sign-in-life.ts';

/** Somebody who is signed in, and by what. */
export interface FoundVisitor {
  visitor: Visitor;
  token: SignInToken;
  signIn: SignIn;
}

/**
 * Whoever the cookie stands for; `undefined` where it is none, has expired or been renewed for a while, or where its person
 * signed out everywhere since.
 */
export async function findVisitor(
  { store, now }: Pick<ConsoleContext, 'store' | 'now'>,
  cookieHeader: string | null,
): Promise<FoundVisitor | undefined> {
  const token = readToken(cookieHeader);
  if (token === undefined) return undefined;
  const nowMs = now();
  const signIn =
    (await store.console.findSignIn(token.id, nowMs)) ?? (await store.console.findSignIn(token.lateId, nowMs));
  if (signIn === undefined || nowMs >= signIn.createdAtMs + signInLife.longestMs) return undefined;
  const user = await store.console.findUser(signIn.userId);
  if (user === undefined || signIn.createdAtMs <= user.signedOutAtMs) return undefined;
  return { visitor: { user, signInId: signIn.id, csrf: token.csrf }, token, signIn };
}
