// Sends a delivery again where that can double nothing.
import { sendAgain } from '../../../delivery/send-again.ts';
import { writeAudit } from '../../access/audit.ts';
import type { Answer } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { paymentTexts as texts } from '../../texts/payment-texts.ts';
import { showPaymentAgain } from '../payment/payment-page.ts';
import { readDeliveryWish, toAudited, toPaymentPath } from './read-delivery-wish.ts';
import { withDelivery } from './with-delivery.ts';

/** Back to the payment, where it says how the delivery stands now, or why it was not sent. */
export async function sendDelivery(request: PropertyRequest): Promise<Answer> {
  const { context, property, form } = request;
  const wish = readDeliveryWish(request, form);
  const outcome = await withDelivery(context, (delivery) => sendAgain(delivery, property, wish));
  if (outcome.kind === 'unknown') throw new Refusal('not_found');
  if (outcome.kind === 'refused') return await showPaymentAgain(request, texts.repeatFaults[outcome.fault]);
  await writeAudit(request, { what: 'delivery_sent_again', about: toAudited(request, wish) });
  const notice = outcome.delivery.state === 'sent' ? 'sent' : 'tried_again';
  return { kind: 'redirect', to: toPaymentPath(request, wish.stripeId, notice) };
}
