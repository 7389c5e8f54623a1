// Who is signed in, by the cookie of a request.
import type { ConsoleContext } from '../console-context.ts';
import type { Visitor } from '../route.ts';
import { readToken } from './sign-in-cookie.ts';

/** Whoever the cookie stands for; `undefined` where it is none, has expired, or its person signed out everywhere since. */
export async function findVisitor(
  { store, now }: Pick<ConsoleContext, 'store' | 'now'>,
  cookieHeader: string | null,
): Promise<Visitor | undefined> {
  const token = readToken(cookieHeader);
  if (token === undefined) return undefined;
  const signIn = await store.console.findSignIn(token.id, now());
  if (signIn === undefined) return undefined;
  const user = await store.console.findUser(signIn.userId);
  if (user === undefined || signIn.createdAtMs < user.signedOutAtMs) return undefined;
  return { user, signInId: signIn.id, csrf: token.csrf };
}
