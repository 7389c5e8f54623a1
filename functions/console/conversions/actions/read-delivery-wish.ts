// Which delivery a form or an address means.
import type { RepeatWish } from '../../../delivery/send-again.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { describeSend } from '../payment/delivery-words.ts';

/** The delivery. Throws `Refusal` (`not_found`) where one of its parts is missing. */
export function readDeliveryWish({ params }: PropertyRequest, fields: URLSearchParams): RepeatWish {
  const stripeId = params['stripeId'] ?? '';
  const event = fields.get('event') ?? '';
  const destinationId = fields.get('destination') ?? '';
  if (stripeId === '' || event === '' || destinationId === '') throw new Refusal('not_found');
  return { stripeId, event, destinationId };
}

/** Where the page of the payment lies, with the word of what was done. */
export function toPaymentPath({ property, to }: PropertyRequest, stripeId: string, notice: string): string {
  return `${to(`/properties/${property.id}/conversions/${stripeId}`)}?notice=${notice}#sent`;
}

/** What the audit trail says of it: the event and where to, and no session id. */
export function toAudited({ property }: PropertyRequest, { event, destinationId }: RepeatWish): string {
  return describeSend(event, destinationId, property);
}
