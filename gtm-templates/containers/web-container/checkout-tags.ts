// Our own tags: the one on every page, and the one on the thank-you page.
import { builtInTriggers, sessionIdName, settingNames } from '../../../functions/downloads/container-names.ts';
import type { TagDescription } from '../building/description.ts';
import { reference } from '../building/parameters.ts';
import { purchaseEvent } from './events.ts';
import { folders } from './folders.ts';
import { triggerNames } from './triggers.ts';

const place = {
  propertyId: reference(settingNames.propertyId),
  endpoint: reference(settingNames.endpoint),
} as const;

/** They ask for consent themselves, at the moment when it matters, so GTM must not hold them back. */
export const checkoutTags: readonly TagDescription[] = [
  {
    name: 'Tilltag - Payment links',
    template: 'payment-link-tag',
    folder: folders.checkout,
    notes:
      'On every page: remembers which campaign brought the visitor, and hands it to Stripe when a payment link is clicked. If you have custom domains for payment links, enter them under Own payment domains.',
    triggers: [builtInTriggers.initialization],
    consent: 'NOT_NEEDED',
    fields: {
      ...place,
      measurementId: reference(settingNames.measurementId),
      pushBeginCheckout: true,
    },
  },
  {
    name: 'Tilltag - Checkout conversion',
    template: 'checkout-conversion-tag',
    folder: folders.checkout,
    notes: `On the thank-you page: asks what was bought and pushes it to the data layer, once. If you change the event name, change it in the trigger ${triggerNames.purchase} too.`,
    triggers: [triggerNames.thankYouPage],
    consent: 'NOT_NEEDED',
    fields: {
      ...place,
      checkoutSessionId: reference(sessionIdName),
      eventName: purchaseEvent,
      measurementId: reference(settingNames.measurementId),
    },
  },
];
