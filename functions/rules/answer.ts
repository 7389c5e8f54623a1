// The lookup's answer: a session, told in the words of the contract, with no more personal data than is allowed.
import type { CampaignParameters, CheckoutAnswer } from '../contract/checkout-answer.ts';
import type { Attribution } from './attribution.ts';
import type { CheckoutSession } from './checkout-session.ts';
import { toEcommerce } from './ecommerce.ts';
import { plainEmail } from './email-address.ts';
import { impersonalReference } from './impersonal-reference.ts';
import { knownFields } from './known-fields.ts';
import { toMetaUserData } from './meta-user-data.ts';
import type { EmailPolicy, Property } from './property.ts';
import { type CompletedOutcome, eventId } from './status.ts';
import { toUserData } from './user-data.ts';

/** What an answer is made of. */
export interface AnswerParts {
  session: CheckoutSession;
  property: Pick<Property, 'valueBasis' | 'sender'>;
  outcome: CompletedOutcome;
  firstView: boolean;
  /** The strictest of what property, page and the session's age allow. */
  policy: EmailPolicy;
  campaign: CampaignParameters;
  attribution: Pick<Attribution, 'click' | 'metaIds'>;
}

/**
 * The answer about a completed checkout. `customer_email` is the plain address and so only there under policy `plain`; under
 * `hashed` its hashes stand in `user_data` and `meta_user_data`, under `none` all three are `null` or absent. Ids of Stripe's
 * objects are no personal data in this sense and always answered.
 */
export function toCheckoutAnswer(parts: AnswerParts): CheckoutAnswer {
  const { session, property, outcome, policy, attribution } = parts;
  return {
    version: 1,
    event: outcome.event,
    event_id: eventId(outcome.event, session.id),
    status: outcome.status,
    sender: property.sender,
    first_view: parts.firstView,
    livemode: session.livemode,
    mode: session.mode,
    customer_id: session.customerId,
    customer_email: policy === 'plain' ? (plainEmail(session.email) ?? null) : null,
    customer_type: null,
    client_reference_id:
      policy === 'plain' ? session.clientReferenceId : impersonalReference(session.clientReferenceId),
    payment_link: session.paymentLinkId,
    subscription_id: session.subscriptionId,
    ...parts.campaign,
    click: attribution.click,
    ecommerce: toEcommerce(session, property.valueBasis),
    ...knownFields({
      user_data: toUserData(session, policy),
      meta_user_data: toMetaUserData(session, policy, attribution.metaIds),
    }),
  };
}
