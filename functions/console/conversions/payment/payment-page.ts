// The page about one payment: facts, what was sent where, and what happened.
import { wordReason } from '../../../delivery/reason-words.ts';
import type { LaterEntry } from '../../../rules/entry.ts';
import { findOccurredAtMs } from '../../../rules/entry-index.ts';
import { isBareTombstone, isErased } from '../../../rules/erased-session.ts';
import { type Answer, type Page, page, pageAgain } from '../../answer.ts';
import { findStanding, nameEntry, toStripeId, toValueText } from '../../entries/describe-entry.ts';
import { hintView } from '../../page/hint-view.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { badge, facts, message, table } from '../../page/parts.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { conversionTexts } from '../../texts/conversion-texts.ts';
import { paymentTexts as texts } from '../../texts/payment-texts.ts';
import { deliveriesOf } from './deliveries-of-payment.ts';
import { buyerOf, campaignOf, consentOf, soldOf } from './facts-of-payment.ts';
import { type FoundPayment, type Payment, readPayment } from './read-payment.ts';
import { timelineOf } from './timeline.ts';

/** The page of a payment; of what came after one, the way to that payment's page. Throws `Refusal` as `readPayment` does. */
export async function showPayment(request: PropertyRequest): Promise<Answer> {
  const { property, params, query, to } = request;
  const found = await readPayment(request, params['stripeId'] ?? '');
  if (found.kind !== 'of_payment') return page(toPage(request, found));
  const notice = query.get('notice');
  const path = to(`/properties/${property.id}/conversions/${found.sessionId}`);
  return {
    kind: 'redirect',
    to: notice === null ? path : `${path}?${new URLSearchParams({ notice }).toString()}#sent`,
  };
}

/** The page of the payment again, with a sentence about what could not be done. Throws as `showPayment` does. */
export async function showPaymentAgain(request: PropertyRequest, problem: string): Promise<Answer> {
  const found = await readPayment(request, request.params['stripeId'] ?? '');
  const known = found.kind === 'of_payment' ? await readPayment(request, found.sessionId) : found;
  if (known.kind === 'of_payment') throw new Refusal('not_found');
  return pageAgain(toPage(request, known, problem));
}

function toPage(
  request: PropertyRequest,
  found: Exclude<FoundPayment, { kind: 'of_payment' }>,
  problem?: string,
): Page {
  const isPayment = found.kind === 'payment';
  const entry = isPayment ? found.payment.session : found.entry;
  return {
    title: nameEntry(entry),
    section: '/conversions',
    body: html`<p><a href="${request.to(`/properties/${request.property.id}/conversions`)}">← ${texts.back}</a></p>
${problem === undefined ? nothing : message('warning', problem)}
${hintView(request.context.findHint?.('payment', request.property.id))}
${isPayment ? describe(request, found.payment) : describeLone(request, found.entry)}`,
  };
}

function describe(request: PropertyRequest, payment: Payment): Html {
  const { property } = request;
  const { session, later } = payment;
  return html`${isErased(session) ? message('quiet', isBareTombstone(session) ? texts.erasedAheadNote : texts.erasedNote) : nothing}
${soldOf(payment, property)}
${later.length === 0 ? nothing : laterOf(request, later)}
${campaignOf(payment)}
${consentOf(payment, property)}
${buyerOf(payment, request)}
${deliveriesOf(request, payment)}
${timelineOf([session, ...later], property)}`;
}

function laterOf({ property }: PropertyRequest, later: readonly LaterEntry[]): Html {
  const { when, what, status, value } = conversionTexts.columns;
  const lines = later.map((entry) => {
    const standing = findStanding(entry);
    return [
      moment(findOccurredAtMs(entry)),
      html`<div>${nameEntry(entry)} <code>${toStripeId(entry)}</code></div>`,
      badge(standing.tone, standing.word),
      moneyOf(entry, property),
    ];
  });
  const columns = [{ label: when }, { label: what }, { label: status }, { label: value, isNumber: true }];
  return html`<section><h2>${texts.later}</h2><div class="as-cards">${table(texts.laterCaption, columns, lines)}</div></section>`;
}

function moneyOf(entry: LaterEntry, property: PropertyRequest['property']): string {
  return toValueText(entry, property) || conversionTexts.noValue;
}

function describeLone({ property }: PropertyRequest, entry: LaterEntry): Html {
  const { tone, word } = findStanding(entry);
  const { resolution } = entry;
  const note =
    resolution.state === 'foreign'
      ? texts.foreignNote(wordReason(resolution.reason, 'console'))
      : texts.orphanNote(toStripeId(entry));
  return html`${message('quiet', note)}<section><h2>${texts.sold}</h2>${facts([
    [texts.status, badge(tone, word)],
    [texts.made, moment(findOccurredAtMs(entry))],
    [texts.value, moneyOf(entry, property)],
    ...(resolution.state === 'orphan' ? [[texts.nextTry, moment(resolution.dueAtMs)] as const] : []),
  ])}</section>${timelineOf([entry], property)}`;
}
