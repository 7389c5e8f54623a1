// Turns the function's answer into the one flat event that triggers, GA4, Google Ads and Meta tags read.
import { makeString, Object } from 'sandbox:web';
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import { toText } from '../../shared/to-text.ts';
import type { Attribution } from './attribution.ts';
import type { Consent } from './consent.ts';
import { type PersonalData, toPersonalPart } from './personal-data.ts';

/** What the form says about the event. */
export interface EventOptions {
  /** The name of a purchase; every other event keeps its own. */
  readonly eventName: string;
  readonly personalData: PersonalData;
  readonly testSessions: 'separate' | 'as_live' | 'ignore';
}

/** One event for the data layer: flat, in the contract's words. Keys whose value nobody may see are missing or `null`. */
export function toEvent(
  answer: CheckoutAnswer,
  options: EventOptions,
  consent: Consent,
  attribution: Attribution,
): Record<string, unknown> {
  const event: Record<string, unknown> = {
    event: toEventName(answer, options),
    event_id: answer.event_id,
    status: answer.status,
    livemode: answer.livemode,
    mode: answer.mode,
    customer_id: answer.customer_id,
    customer_type: answer.customer_type,
    client_reference_id: toClientReference(answer.client_reference_id, consent),
    payment_link: answer.payment_link,
    subscription_id: answer.subscription_id,
    utm_source: attribution.campaign.utm_source,
    utm_medium: attribution.campaign.utm_medium,
    utm_campaign: attribution.campaign.utm_campaign,
    utm_term: attribution.campaign.utm_term,
    utm_content: attribution.campaign.utm_content,
  };
  if (answer.ecommerce) {
    event['ecommerce'] = answer.ecommerce;
  }
  Object.entries(toPersonalPart(answer, options.personalData, consent)).forEach((entry) => {
    event[entry[0]] = entry[1];
  });
  if (attribution.firstTouch) {
    event['first_touch'] = attribution.firstTouch;
  }
  if (attribution.lastTouch) {
    event['last_touch'] = attribution.lastTouch;
  }
  addClick(event, attribution.click);
  return event;
}

/** The event's name: a purchase is renamed, a test is told apart, and where the server sends it the page must not say purchase. */
export function toEventName(answer: CheckoutAnswer, options: EventOptions): string {
  let name: string = answer.event;
  if (answer.sender === 'server' && answer.status !== 'pending') {
    name = 'checkout_complete';
  } else if (answer.event === 'purchase') {
    name = toText(options.eventName) || 'purchase';
  }
  return answer.livemode || options.testSessions === 'as_live' ? name : name + '_test';
}

/** The event in a few words for the console: its name and, where money moved, how much. Nothing personal. */
export function describeEvent(name: string, answer: CheckoutAnswer): string {
  return answer.ecommerce ? name + ' ' + toAmount(answer.ecommerce.value) + ' ' + answer.ecommerce.currency : name;
}

/** The keys that an event may lack, and those that GTM takes for its own: whoever tells a click chooses its names. */
const reservedKeys = ['ecommerce', 'user_data', 'meta_user_data', 'first_touch', 'last_touch', 'eventModel', 'gtm'];

/** Never over a key of the event itself, nor in the place of one that it lacks. */
function addClick(event: Record<string, unknown>, click: Attribution['click']): void {
  Object.entries(click).forEach((entry) => {
    if (event[entry[0]] === undefined && reservedKeys.indexOf(entry[0]) === -1) {
      event[entry[0]] = entry[1];
    }
  });
}

/** Our own reference carries ids of GA and of the click; a shop's own order number carries nothing of the kind. */
function toClientReference(reference: string | null, consent: Consent): string | null {
  const isPassport = reference !== null && reference.indexOf('tt1_') === 0;
  return isPassport && !(consent.adStorage && consent.analyticsStorage) ? null : reference;
}

function toAmount(value: number): string {
  const parts = makeString(value).split('.');
  const decimals = parts[1];
  return decimals !== undefined && decimals.length === 1 ? parts[0] + '.' + decimals + '0' : makeString(value);
}
