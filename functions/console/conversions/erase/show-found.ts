// Shows an owner what an erasure would erase, and what it would not, before anything is erased.

import type { ErasureWish } from '../../../delivery/erase-buyers.ts';
import { type FoundBuyer, findBuyer } from '../../../delivery/find-buyer.ts';
import { wordReason } from '../../../delivery/reason-words.ts';
import { isErased } from '../../../rules/erased-session.ts';
import { stripeModes } from '../../../rules/own-mode.ts';
import { type Answer, type Page, page, pageAgain } from '../../answer.ts';
import { toStripeId } from '../../entries/describe-entry.ts';
import { form } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { eraseTexts as texts } from '../../texts/erase-texts.ts';
import { drawElsewhere } from './draw-elsewhere.ts';
import { drawPayments, listTold } from './draw-payments.ts';
import { erasePage } from './erase-page.ts';
import { listedAtOnce, readEraseForm } from './read-erase-form.ts';

/** The list with the button that erases, or the form again with what is wrong. Changes nothing; rejects as the store does. */
export async function showFound(request: PropertyRequest): Promise<Answer> {
  const read = readEraseForm(request.form);
  if (read.kind === 'fault') return pageAgain(erasePage(request, read));
  const { context, property } = request;
  const { settings, store, now } = context;
  const { keyRing, stripeApiBase } = settings;
  const found = await findBuyer({ store, keyRing, stripeApiBase, now }, property.id, read.wish);
  return page(await toFoundPage(request, read.wish, found));
}

async function toFoundPage(request: PropertyRequest, wish: ErasureWish, found: FoundBuyer): Promise<Page> {
  const { property } = request;
  const { payments, otherSessionIds, notAsked } = found;
  const isNothing = payments.length === 0 && otherSessionIds.length === 0;
  const missed = notAsked.map(({ mode, reason }) => texts.notAsked(mode, wordReason(reason, 'console')));
  const warning =
    missed.length === 0
      ? nothing
      : message('warning', html`${[...missed, texts.notAskedCure].map((line) => html`<p>${line}</p>`)}`);
  return {
    title: texts.title,
    section: '/settings',
    body: html`<h2>${texts.foundTitle}</h2>${warning}
${drawFound(request, wish, found)}
${await drawElsewhere(request, wish, found)}
${isNothing ? nothing : drawEffects(listTold(property, payments), property.clickDays)}
${isNothing ? drawBack(request) : drawConfirmation(request, wish, found)}`,
  };
}

function drawFound(
  request: PropertyRequest,
  { kind }: ErasureWish,
  { payments, otherSessionIds, notAsked }: FoundBuyer,
): Html {
  const isErasedBefore = payments.length > 0 && payments.every(isErased);
  const hasKey = stripeModes.some((mode) => request.property.stripeKeys[mode] !== null);
  // Else nobody knows that Stripe knows nothing.
  const isStripeAsked = hasKey && notAsked.length === 0;
  const lines = [
    ...(payments.length > 0 ? [texts.found(payments.length)] : []),
    ...(isErasedBefore ? [texts.allErased] : []),
    ...(otherSessionIds.length === 0
      ? []
      : [kind === 'session' ? texts.nothingOfSession : texts.atStripe(otherSessionIds.length)]),
    ...(payments.length + otherSessionIds.length === 0
      ? [isStripeAsked ? texts.nothingFound : texts.nothingErased, texts.nothingFoundHint]
      : []),
  ];
  const listed = payments.slice(0, listedAtOnce);
  const rest = payments.length - listed.length;
  return html`${lines.map((line) => html`<p>${line}</p>`)}${listed.length === 0 ? nothing : drawPayments(request, listed)}${rest === 0 ? nothing : html`<p>${texts.furtherPayments(rest)}</p>`}`;
}

function drawEffects(told: readonly string[], clickDays: number): Html {
  return html`<section><h2>${texts.doesTitle}</h2><p>${texts.does}</p></section>
<section><h2>${texts.staysTitle}</h2><ul>${texts.stays(clickDays).map((line) => html`<li>${line}</li>`)}</ul></section>
<section><h2>${texts.doesNotTitle}</h2><ul><li>${texts.staysThere(told)}</li><li>${texts.ga4}</li><li>${texts.stripe} <a href="https://docs.stripe.com/privacy/redaction">${texts.stripeLink}</a></li></ul></section>`;
}

function drawBack({ to, property }: PropertyRequest): Html {
  return html`<p class="actions"><a class="button quiet" href="${to(`/properties/${property.id}/erase`)}">${texts.lookAgain}</a></p>`;
}

/** The address travels in the form alone: what stands in an address of a page is kept by browsers and proxies. */
function drawConfirmation(
  { to, property, visitor }: PropertyRequest,
  wish: ErasureWish,
  { payments, otherSessionIds }: FoundBuyer,
): Html {
  const base = to(`/properties/${property.id}/erase`);
  const sessionIds = [...payments.map(toStripeId), ...otherSessionIds];
  const whose: [string, string] = wish.kind === 'email' ? ['email', wish.email] : ['session', wish.sessionId];
  const shown = wish.kind === 'email' ? sessionIds.slice(0, listedAtOnce) : [];
  const values: (readonly [string, string])[] = [
    ['by', wish.kind],
    whose,
    ['count', String(sessionIds.length)],
    ...shown.map((id) => ['shown', id] as const),
  ];
  return form({
    action: `${base}/confirm`,
    csrf: visitor.csrf,
    fields: values.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`),
    submit: payments.length === 0 ? texts.confirmUnknown : texts.confirm,
    beside: html`<a href="${base}">${texts.cancel}</a>`,
    isDanger: true,
  });
}
