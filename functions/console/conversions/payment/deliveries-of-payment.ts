// What of a payment went where: each delivery with how it stands, why, what is sent, and what a person can do about it.
import { wordReason } from '../../../delivery/reason-words.ts';
import { findRepeatFault } from '../../../delivery/send-again.ts';
import type { Delivery } from '../../../rules/delivery.ts';
import type { Entry } from '../../../rules/entry.ts';
import { isLeftToTest } from '../../../rules/told-as-test.ts';
import { toStripeId } from '../../entries/describe-entry.ts';
import { form } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { moment } from '../../page/moment.ts';
import { badge, facts } from '../../page/parts.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { paymentTexts as texts } from '../../texts/payment-texts.ts';
import { describeDelivery } from '../describe-delivery.ts';
import { nameDestination } from '../name-destination.ts';
import { wordEvent } from './delivery-words.ts';
import type { Payment } from './read-payment.ts';
import { renderNow } from './render-now.ts';

/** All deliveries of the payment and of what came of it. */
export function deliveriesOf(request: PropertyRequest, payment: Payment): Html {
  const entries: Entry[] = [payment.session, ...payment.later];
  const panels = entries.flatMap((entry) =>
    Object.values(entry.deliveries).map((delivery) => panelOf(request, payment, entry, delivery)),
  );
  const body = panels.length === 0 ? html`<p>${texts.nothingSent}</p>` : panels;
  return html`<section id="sent"><h2>${texts.sent}</h2>${body}</section>`;
}

function panelOf(request: PropertyRequest, payment: Payment, entry: Entry, delivery: Delivery): Html {
  const { property } = request;
  const { tone, word } = describeDelivery(entry, delivery);
  const { event, attempts, state, atMs, dueAtMs, destinationId } = delivery;
  return html`<div class="panel"><h3>${wordEvent(event)} → ${nameDestination(property, destinationId)}</h3>${facts([
    [texts.state, badge(tone, word)],
    [texts.answer, whyOf(entry, delivery)],
    [texts.since, moment(atMs)],
    ...(dueAtMs === null ? [] : [[wordDue(state), moment(dueAtMs)] as const]),
    [texts.attempts, String(attempts)],
    [texts.eventId, html`<code>${event}:${toStripeId(entry)}</code>`],
  ])}${sentNow(request, payment, entry, delivery)}${actionsOf(request, entry, delivery)}</div>`;
}

function wordDue(state: Delivery['state']): string {
  if (state === 'uncertain') return texts.ruleDecides;
  return state === 'leased' ? texts.leaseUntil : texts.nextTry;
}

function whyOf(entry: Entry, delivery: Delivery): string {
  const { state, reason } = delivery;
  if (isLeftToTest(entry, delivery)) return texts.leftToTest;
  if (reason !== null) return toSentence(wordReason(reason, 'console'));
  if (state === 'sent') return texts.accepted;
  return state === 'reported' ? texts.acceptedByPage : '–';
}

function toSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function sentNow({ context, property }: PropertyRequest, payment: Payment, entry: Entry, delivery: Delivery): Html {
  const rendered = renderNow({ payment, entry, delivery, property, nowMs: context.now() });
  const body =
    rendered.kind === 'none'
      ? html`<p>${texts.notRendered[rendered.reason]}</p>`
      : html`<p class="hint">${texts.renderedHint}</p><pre>${JSON.stringify(rendered.event, null, 2)}</pre>`;
  return html`<details><summary>${texts.rendered}</summary>${body}</details>`;
}

function actionsOf(request: PropertyRequest, entry: Entry, delivery: Delivery): Html {
  if (request.role !== 'owner') return nothing;
  const { context, property } = request;
  const fault = findRepeatFault(toPropertyTools(context), entry, delivery, property);
  if (fault === undefined) return open(request, entry, delivery);
  if (fault === 'may_double') return doubtful(request, entry, delivery);
  const settle = delivery.state === 'dead' ? settleForm(request, entry, delivery, texts.leave) : nothing;
  return html`<p class="hint">${texts.repeatFaults[fault]}</p>${settle}`;
}

function open(request: PropertyRequest, entry: Entry, delivery: Delivery): Html {
  const again = form({
    action: pathOf(request, entry, 'send'),
    csrf: request.visitor.csrf,
    fields: hidden(delivery),
    submit: texts.sendAgain,
  });
  const isOpen = delivery.state === 'dead' || delivery.state === 'uncertain';
  const leave = delivery.state === 'uncertain' ? texts.arrived : texts.leave;
  return html`<p class="hint">${texts.sendAgainHint}</p><div class="actions">${again}${isOpen ? settleForm(request, entry, delivery, leave) : nothing}</div>`;
}

function doubtful(request: PropertyRequest, entry: Entry, delivery: Delivery): Html {
  const query = new URLSearchParams({
    ...{ event: delivery.event, destination: delivery.destinationId },
    seen: String(delivery.atMs),
  });
  return html`<p class="hint">${texts.uncertainHint}</p><div class="actions">${settleForm(request, entry, delivery, texts.arrived)}<a class="button quiet" href="${pathOf(request, entry, 'decide')}?${query.toString()}">${texts.missing}</a></div>`;
}

function settleForm(request: PropertyRequest, entry: Entry, delivery: Delivery, submit: string): Html {
  const fields = [...hidden(delivery), html`<input type="hidden" name="decision" value="settle">`];
  const action = pathOf(request, entry, 'decide');
  const isDanger = delivery.state === 'dead';
  return form({ action, csrf: request.visitor.csrf, fields, submit, isDanger });
}

function hidden({ event, destinationId, atMs }: Delivery): Html[] {
  return [
    html`<input type="hidden" name="event" value="${event}">`,
    html`<input type="hidden" name="destination" value="${destinationId}">`,
    html`<input type="hidden" name="seen" value="${String(atMs)}">`,
  ];
}

function pathOf({ property, to }: PropertyRequest, entry: Entry, action: string): string {
  return to(`/properties/${property.id}/conversions/${toStripeId(entry)}/${action}`);
}
