// The page that people sign in on.
import { type Answer, page } from '../../answer.ts';
import { html } from '../../page/html.ts';
import { copyable } from '../../page/parts.ts';
import type { OpenRequest } from '../../route.ts';
import { signInTexts as texts } from '../../texts/sign-in-texts.ts';
import { canKeepCookies, readOrigin } from '../cookie-place.ts';
import { readNextPath } from '../next-path.ts';
import { SignInError } from '../sign-in-error.ts';
import { answerFailure } from './failure-page.ts';

/** Leads to the issuer, else says where a link is made; on to the next page for whoever is signed in already. */
export function answerSignIn(request: OpenRequest): Answer {
  const { context, visitor, to } = request;
  const next = readNextPath(request);
  if (visitor !== undefined) return { kind: 'redirect', to: next };
  if (!canKeepCookies(request)) return answerFailure(request, new SignInError('insecure'));
  if (context.issuer === undefined) return page({ title: texts.title, body: linkHelp(context.settings.isOnCloudRun) });
  const query = next === to('/') ? '' : `?next=${encodeURIComponent(next)}`;
  // Whole, so that the way back finds its cookie where the issuer sends the browser to.
  const start = `${readOrigin(request)}${to('/sign-in/start')}${query}`;
  const body = html`<p>${texts.withIssuer}</p><p><a class="button" href="${start}">${texts.start(context.issuer.host)}</a></p>`;
  return page({ title: texts.title, body });
}

function linkHelp(isOnCloudRun: boolean) {
  if (isOnCloudRun) return html`<p>${texts.needsIssuer}</p>`;
  return html`<p>${texts.withLink}</p>${copyable('npm run tilltag -- console link', texts.copy)}<p>${texts.linkPrinted} <code>npm start</code>, <code>npm run serve</code>.</p>`;
}
