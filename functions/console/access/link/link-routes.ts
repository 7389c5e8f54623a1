// Signing in with a one-time link: a page with a button, because whatever previews links would use it up.
import { type Answer, page } from '../../answer.ts';
import { createConsoleLogs } from '../../logs.ts';
import { form } from '../../page/fields.ts';
import { html } from '../../page/html.ts';
import type { OpenRequest, OpenRoute } from '../../route.ts';
import { signInTexts as texts } from '../../texts/sign-in-texts.ts';
import { countAttempt } from '../attempts.ts';
import { canKeepCookies, toCookiePlace } from '../cookie-place.ts';
import { orFailure } from '../pages/failure-page.ts';
import { enterLocally } from '../people/enter.ts';
import { SignInError } from '../sign-in-error.ts';
import { beginSignIn } from '../sign-in-session.ts';
import { areLinksTaken, toTicketId } from './make-sign-in-link.ts';

const path = '/sign-in/link';

export const linkRoutes: readonly OpenRoute[] = [
  { method: 'GET', path, needs: 'nobody', answer: (request) => orFailure(request, async () => answerLink(request)) },
  { method: 'POST', path, needs: 'nobody', answer: (request) => orFailure(request, () => takeLink(request)) },
];

function answerLink(request: OpenRequest): Answer {
  ensureTaken(request);
  const { query, visitor, to } = request;
  const ticket = html`<input type="hidden" name="ticket" value="${query.get('ticket') ?? ''}">`;
  const take = form({ action: to(path), csrf: visitor?.csrf, fields: ticket, submit: texts.linkSubmit });
  return page({ title: texts.linkTitle, body: html`<p>${texts.linkAbout}</p>${take}` });
}

async function takeLink(request: OpenRequest): Promise<Answer> {
  ensureTaken(request);
  countAttempt(request);
  const { context, form: sent, visitor, to } = request;
  const { store, now, log } = context;
  const taken = await store.console.takeTicket(toTicketId(sent.get('ticket') ?? ''), now());
  if (taken === 'missing') throw new SignInError('link_used');
  const user = await enterLocally(context);
  if (visitor !== undefined) await store.console.deleteSignIn(visitor.signInId);
  const cookie = await beginSignIn(context, user, toCookiePlace(request));
  createConsoleLogs(log).signedIn(user.id);
  return { kind: 'redirect', to: to('/'), cookies: [cookie] };
}

function ensureTaken(request: OpenRequest): void {
  if (!areLinksTaken(request.context.settings)) throw new SignInError('no_links');
  if (!canKeepCookies(request)) throw new SignInError('insecure');
}
