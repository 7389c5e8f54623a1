// When the tags of the web container fire.
import { sessionIdName } from '../../../functions/downloads/container-names.ts';
import type { TriggerDescription } from '../building/description.ts';
import { equals, matches, reference } from '../building/parameters.ts';
import { beginCheckoutEvent, purchaseEvent, trialEvent } from './events.ts';
import { folders } from './folders.ts';

/** Names of the triggers that tags use. */
export const triggerNames = {
  thankYouPage: 'Tilltag - Back from Stripe',
  purchase: 'Tilltag - Purchase',
  trial: 'Tilltag - Trial start',
  beginCheckout: 'Tilltag - Begin checkout',
} as const;

/** An id, or the placeholder that Stripe did not replace: the tag says what is wrong then. */
const sessionIdInAddress = '^(cs_|\\{CHECKOUT|%7BCHECKOUT)';

/** All of them. */
export const triggers: readonly TriggerDescription[] = [
  {
    name: triggerNames.thankYouPage,
    type: 'INIT',
    folder: folders.checkout,
    notes: 'Pages whose address has the id of a Stripe Checkout Session: your thank-you page.',
    filter: [matches(reference(sessionIdName), sessionIdInAddress)],
  },
  event('purchase', purchaseEvent, 'A purchase that was paid, or free by a discount. Test payments have another name.'),
  event('trial', trialEvent, 'A subscription that began without a payment.'),
  event('beginCheckout', beginCheckoutEvent, 'A click on a payment link.'),
];

function event(name: keyof typeof triggerNames, eventName: string, notes: string): TriggerDescription {
  return {
    name: triggerNames[name],
    type: 'CUSTOM_EVENT',
    folder: folders.checkout,
    notes,
    event: equals('{{_event}}', eventName),
  };
}
