// What GA4 is told: purchases, trials and checkouts that begin.
import { settingNames } from '../../../functions/downloads/container-names.ts';
import type { TagDescription } from '../building/description.ts';
import { flag, reference, settings, text } from '../building/parameters.ts';
import { dataLayerNames } from './data-layer-variables.ts';
import { beginCheckoutEvent, purchaseEvent, trialEvent } from './events.ts';
import { folders } from './folders.ts';
import { returnSettings } from './google-variables.ts';
import { triggerNames } from './triggers.ts';

/** Never `source`, `medium` or `campaign`: GA4 would read those as a second attribution beside its own. */
const checkoutParameters = {
  event_id: reference(dataLayerNames.eventId),
  customer_type: reference(dataLayerNames.customerType),
  tilltag_source: reference(dataLayerNames.source),
  tilltag_medium: reference(dataLayerNames.medium),
  tilltag_campaign: reference(dataLayerNames.campaign),
  tilltag_term: reference(dataLayerNames.term),
  tilltag_content: reference(dataLayerNames.content),
  tilltag_payment_link: reference(dataLayerNames.paymentLink),
} as const;

/** One tag for each event. */
export const ga4Tags: readonly TagDescription[] = [
  ga4Tag(purchaseEvent, triggerNames.purchase, checkoutParameters, [
    'Sends the purchase to GA4, with amount, products and transaction id.',
    'If you have a GA4 tag for the event purchase already, pause one of the two, or GA4 counts twice.',
  ]),
  ga4Tag(trialEvent, triggerNames.trial, checkoutParameters, [
    'Sends the start of a free trial to GA4: not a purchase, no revenue.',
  ]),
  ga4Tag(beginCheckoutEvent, triggerNames.beginCheckout, {}, ['Sends the click on a payment link to GA4.']),
];

function ga4Tag(
  event: string,
  trigger: string,
  parameters: Readonly<Record<string, string>>,
  notes: readonly string[],
): TagDescription {
  return {
    name: `Tilltag - GA4 - ${event}`,
    type: 'gaawe',
    folder: folders.google,
    notes: [...notes, 'Google’s tag heeds consent mode by itself.'].join(' '),
    triggers: [trigger],
    consent: 'NOT_SET',
    parameters: [
      flag('sendEcommerceData', true),
      text('getEcommerceDataFrom', 'dataLayer'),
      flag('enhancedUserId', false),
      settings('eventSettingsTable', { ...parameters, ...returnSettings }),
      text('eventName', event),
      text('measurementIdOverride', reference(settingNames.measurementId)),
    ],
  };
}
