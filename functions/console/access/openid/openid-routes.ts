// Signing in with the issuer: the way there, and the way back.
import type { Answer } from '../../answer.ts';
import { createConsoleLogs } from '../../logs.ts';
import type { OpenRequest, OpenRoute } from '../../route.ts';
import { countAttempt } from '../attempts.ts';
import { canKeepCookies, readOrigin, toCookiePlace, toCookiePlaceOf } from '../cookie-place.ts';
import { readNextPath } from '../next-path.ts';
import { orFailure } from '../pages/failure-page.ts';
import { enter } from '../people/enter.ts';
import type { CookiePlace } from '../sign-in-cookie.ts';
import { SignInError } from '../sign-in-error.ts';
import { beginSignIn } from '../sign-in-session.ts';
import { clearState, readState, writeState } from './sign-in-state.ts';

const callbackPath = '/sign-in/callback';

export const openidRoutes: readonly OpenRoute[] = [
  {
    method: 'GET',
    path: '/sign-in/start',
    needs: 'nobody',
    answer: (request) => orFailure(request, () => depart(request)),
  },
  {
    method: 'GET',
    path: callbackPath,
    needs: 'nobody',
    // What was kept for this attempt is of no more use, however it ends.
    answer: (request) => orFailure(request, () => arrive(request), [clearState(toStatePlace(request))]),
  },
];

async function depart(request: OpenRequest): Promise<Answer> {
  const { context, to, query } = request;
  const { issuer, settings, now } = context;
  if (issuer === undefined) return { kind: 'redirect', to: to('/sign-in') };
  if (!canKeepCookies(request)) throw new SignInError('insecure');
  countAttempt(request);
  const isAnother = query.get('another') === 'yes';
  const { url, ...kept } = await issuer.depart(toRedirectUri(request), { isAnother });
  const state = { ...kept, next: readNextPath(request) };
  const cookie = writeState(settings.keyRing, state, toStatePlace(request), now());
  return { kind: 'redirect', to: url, cookies: [cookie] };
}

async function arrive(request: OpenRequest): Promise<Answer> {
  const { context, url, headers, visitor, to } = request;
  const { issuer, settings, now, store } = context;
  if (issuer === undefined) return { kind: 'redirect', to: to('/sign-in') };
  countAttempt(request);
  const place = toStatePlace(request);
  const kept = readState(settings.keyRing, headers.get('cookie'), place, now());
  if (kept === undefined) throw new SignInError('too_late');
  const identity = await issuer.arrive(new URL(`${toRedirectUri(request)}${url.search}`), kept);
  const user = await enter(context, identity);
  if (visitor !== undefined) await store.console.deleteSignIn(visitor.signInId);
  const cookie = await beginSignIn(context, user, toCookiePlace(request));
  createConsoleLogs(context.log).signedIn(user.id);
  return { kind: 'redirect', to: kept.next, cookies: [cookie, clearState(place)] };
}

/** Where the issuer sends browsers back to; it has to know this address. */
function toRedirectUri(request: OpenRequest): string {
  return `${readOrigin(request)}${request.to(callbackPath)}`;
}

function toStatePlace(request: OpenRequest): CookiePlace {
  return toCookiePlaceOf(request, callbackPath);
}
