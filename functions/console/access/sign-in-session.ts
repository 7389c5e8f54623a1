// Begins, renews and ends sign-ins: each a record in the store and a cookie in one browser.
import type { User } from '../../rules/account.ts';
import type { Answer } from '../answer.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { OpenRequest } from '../route.ts';
import { toCookiePlace } from './cookie-place.ts';
import type { FoundVisitor } from './find-visitor.ts';
import { type CookiePlace, makeToken, renewToken, writeCookie } from './sign-in-cookie.ts';
import { signInLife } from './sign-in-life.ts';

type Tools = Pick<ConsoleContext, 'store' | 'now' | 'randomBytes'>;

const cookieSeconds = signInLife.idleMs / 1000;

/** The header that signs the person in, with a token that nobody had before. */
export async function beginSignIn(
  { store, now, randomBytes }: Tools,
  { id: userId, signedOutAtMs }: User,
  place: CookiePlace,
): Promise<string> {
  const token = makeToken(randomBytes);
  // Later than the last sign-out everywhere, whatever the clocks of two machines say.
  const createdAtMs = Math.max(now(), signedOutAtMs + 1);
  await store.console.createSignIn({ id: token.id, userId, createdAtMs, expiresAtMs: createdAtMs + signInLife.idleMs });
  return writeCookie(token, place, cookieSeconds);
}

/**
 * The header with another token, once a day of use; `undefined` on all other requests. The token before counts for a minute
 * more. Of several requests at once only one renews.
 */
async function renewSignIn(
  { store, now, randomBytes }: Tools,
  { token, signIn }: FoundVisitor,
  place: CookiePlace,
): Promise<string | undefined> {
  const nowMs = now();
  const renewedAtMs = signIn.expiresAtMs - signInLife.idleMs;
  if (signIn.id !== token.id || nowMs - renewedAtMs < signInLife.renewAfterMs) return undefined;
  const late = { ...signIn, id: token.lateId, expiresAtMs: nowMs + signInLife.lateMs };
  if ((await store.console.createSignIn(late)) === 'exists') return undefined;
  const renewed = renewToken(token, randomBytes);
  await store.console.createSignIn({ ...signIn, id: renewed.id, expiresAtMs: nowMs + signInLife.idleMs });
  await store.console.deleteSignIn(signIn.id);
  return writeCookie(renewed, place, cookieSeconds);
}

/** The answer, with another token where it is time and the answer is a page; what is sent by a form keeps the one it has. */
export async function renewWith(
  request: OpenRequest,
  signedIn: FoundVisitor | undefined,
  answer: Answer,
): Promise<Answer> {
  if (signedIn === undefined || answer.kind !== 'page' || answer.cookies !== undefined) return answer;
  const cookie = await renewSignIn(request.context, signedIn, toCookiePlace(request));
  return cookie === undefined ? answer : { ...answer, cookies: [cookie] };
}

/** Ends every sign-in of the person, in whatever browser. Rejects where somebody else keeps changing the record. */
export async function endAllSignIns({ store, now }: Tools, userId: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const user = await store.console.findUser(userId);
    if (user === undefined) return;
    const signedOutAtMs = Math.max(now(), user.signedOutAtMs + 1);
    if ((await store.console.changeUser({ ...user, signedOutAtMs })) !== 'conflict') return;
  }
  throw new Error('The sign-out lost every race for the record of its person.');
}
