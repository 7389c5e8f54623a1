// Carries out what a person decided about a delivery of which nobody knows whether it arrived, after asking once more where it may double.
import { decide } from '../../../delivery/decide.ts';
import { findRepeatFault } from '../../../delivery/send-again.ts';
import { entryId } from '../../../store/store.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page } from '../../answer.ts';
import { form as formOf } from '../../page/fields.ts';
import { html } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import { toPropertyTools } from '../../property-tools.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { paymentTexts as texts } from '../../texts/payment-texts.ts';
import { nameDestination } from '../name-destination.ts';
import { wordEvent } from '../payment/delivery-words.ts';
import { showPaymentAgain } from '../payment/payment-page.ts';
import { readDeliveryWish, toAudited, toPaymentPath } from './read-delivery-wish.ts';
import { withDelivery } from './with-delivery.ts';

/**
 * Asks before something is sent again that may count twice; where it may not, leads to the payment, which says what can be done.
 * Throws `Refusal` (`not_found`) where there is no such delivery.
 */
export async function confirmDecision(request: PropertyRequest): Promise<Answer> {
  const { context, property, query, visitor, to } = request;
  const wish = readDeliveryWish(request, query);
  const entry = await context.store.findEntry(entryId(property.id, wish.stripeId));
  const delivery = Object.values(entry?.deliveries ?? {}).find(
    ({ event, destinationId }) => event === wish.event && destinationId === wish.destinationId,
  );
  if (entry === undefined || delivery === undefined) throw new Refusal('not_found');
  const base = to(`/properties/${property.id}/conversions/${wish.stripeId}`);
  const fault = findRepeatFault(toPropertyTools(context), entry, delivery, property);
  if (fault !== 'may_double') return { kind: 'redirect', to: `${base}#sent` };
  const seen = String(readSeenAtMs(query) ?? delivery.atMs);
  const fields = Object.entries({ event: wish.event, destination: wish.destinationId, decision: 'resend', seen });
  return page({
    title: texts.confirmTitle,
    section: '/conversions',
    body: html`${message('warning', texts.confirm(wordEvent(wish.event), nameDestination(property, wish.destinationId)))}${formOf(
      {
        action: `${base}/decide`,
        csrf: visitor.csrf,
        fields: fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`),
        submit: texts.confirmSubmit,
        beside: html`<a href="${base}#sent">${texts.cancel}</a>`,
        isDanger: true,
      },
    )}`,
  });
}

/** Back to the payment, where it says how the delivery stands now. */
export async function decideDelivery(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const wish = readDeliveryWish(request, form);
  const kind = form.get('decision');
  if (kind !== 'resend' && kind !== 'settle') throw new Refusal('not_found');
  const outcome = await withDelivery(context, (delivery) =>
    decide(delivery, { propertyId: property.id, ...wish, kind, seenAtMs: readSeenAtMs(form) }),
  );
  if (outcome.kind === 'unknown_entry') throw new Refusal('not_found');
  if (outcome.kind === 'not_open') return await showPaymentAgain(request, texts.notOpen);
  await writeAudit(request, {
    what: kind === 'resend' ? 'delivery_sent_again' : 'delivery_settled',
    about: toAudited(request, wish),
  });
  const isSent = outcome.deliveries.every(({ state }) => state === 'sent');
  const notice = kind === 'settle' ? 'settled' : isSent ? 'sent' : 'tried_again';
  return { kind: 'redirect', to: toPaymentPath(request, wish.stripeId, notice) };
}

/** Since when the delivery stood as the page showed it; `undefined` where the form does not say. */
function readSeenAtMs(fields: URLSearchParams): number | undefined {
  const text = fields.get('seen');
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
