// One's own page, and signing out: here or everywhere.
import { type Answer, page } from '../answer.ts';
import { form } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { moment } from '../page/moment.ts';
import { facts, table } from '../page/parts.ts';
import type { PersonRequest, PersonRoute } from '../route.ts';
import { accountTexts, roleNames, youTexts as texts } from '../texts/access-texts.ts';
import { toCookiePlace } from './cookie-place.ts';
import { listOwnAccounts, type OwnAccount } from './people/memberships.ts';
import { clearCookie } from './sign-in-cookie.ts';
import { endAllSignIns } from './sign-in-session.ts';

export const youRoutes: readonly PersonRoute[] = [
  { method: 'GET', path: '/you', needs: 'somebody', answer: answerYou },
  { method: 'POST', path: '/sign-out', needs: 'somebody', answer: answerSignOut },
  { method: 'POST', path: '/sign-out-everywhere', needs: 'somebody', answer: answerSignOutEverywhere },
];

async function answerYou(request: PersonRequest): Promise<Answer> {
  const { context, visitor } = request;
  const { email, name, lastSignInAtMs } = visitor.user;
  const accounts = await listOwnAccounts(context, visitor.user);
  const about = facts([
    [texts.email, email],
    ...(name === null ? [] : [[texts.name, name] as const]),
    [texts.lastSignIn, moment(lastSignInAtMs)],
  ]);
  const body = html`${about}${toAccounts(request, accounts)}${toSignOut(request)}`;
  return page({ title: texts.title, body });
}

function toAccounts({ to, visitor }: PersonRequest, accounts: readonly OwnAccount[]): Html {
  if (accounts.length === 0) return nothing;
  const rows = accounts.map(({ account: { id, name }, role }) => [
    html`<a href="${to(`/accounts/${id}`)}">${name}</a>`,
    roleNames[role],
    html`<form method="post" action="${to(`/accounts/${id}/leave`)}"><input type="hidden" name="csrf" value="${visitor.csrf}"><button class="danger">${texts.leave(name)}</button></form>`,
  ]);
  const columns = [accountTexts.name, accountTexts.role, texts.leaveColumn].map((label) => ({ label }));
  return html`<h2>${texts.accountsTitle}</h2><div class="people as-cards">${table(accountTexts.tableCaption, columns, rows)}</div><p class="hint">${texts.leaveAbout}</p>`;
}

function toSignOut({ to, visitor: { csrf } }: PersonRequest): Html {
  const here = form({ action: to('/sign-out'), csrf, fields: [], submit: texts.signOutHere });
  const action = to('/sign-out-everywhere');
  const everywhere = form({ action, csrf, fields: [], submit: texts.everywhereSubmit, isDanger: true });
  return html`<h2>${texts.signOutTitle}</h2><p>${texts.signOutAbout}</p>${here}
<h2>${texts.everywhereTitle}</h2><p>${texts.everywhereAbout}</p>${everywhere}`;
}

async function answerSignOut(request: PersonRequest): Promise<Answer> {
  await request.context.store.console.deleteSignIn(request.visitor.signInId);
  return signedOut(request);
}

async function answerSignOutEverywhere(request: PersonRequest): Promise<Answer> {
  await endAllSignIns(request.context, request.visitor.user.id);
  return signedOut(request);
}

function signedOut(request: PersonRequest): Answer {
  const cookies = [clearCookie(toCookiePlace(request))];
  return { kind: 'redirect', to: request.to('/sign-in?notice=signed_out'), cookies };
}
