// When the tags of the server container fire: on events of our client, by name.
import type { ExportCondition } from '../../../functions/downloads/container-export.ts';
import { clientName } from '../../../functions/downloads/container-names.ts';
import type { TriggerDescription } from '../building/description.ts';
import { equals, matches, reference } from '../building/parameters.ts';
import { otherEvents, purchaseEvent, refundEvent } from './events.ts';
import { folders } from './folders.ts';
import { adUserDataName } from './variables.ts';

/** Names of the triggers that tags use. */
export const triggerNames = {
  purchase: 'Tilltag - Purchase',
  refund: 'Tilltag - Refund',
  other: 'Tilltag - Everything else',
  purchaseForAds: 'Tilltag - Purchase with consent to ad user data',
} as const;

const fromTilltag = equals('{{Client Name}}', clientName);

/** All of them. */
export const triggers: readonly TriggerDescription[] = [
  trigger('purchase', equals('{{_event}}', purchaseEvent), 'A purchase that was paid, or free by a discount.'),
  trigger('refund', equals('{{_event}}', refundEvent), 'Money that went back to a buyer. Amounts are positive.'),
  trigger(
    'other',
    matches('{{_event}}', `^(${otherEvents.join('|')})$`),
    'Trials, renewals, delayed payments, cancellations, disputes: everything else that Stripe tells.',
  ),
  {
    ...trigger(
      'purchaseForAds',
      equals('{{_event}}', purchaseEvent),
      'A purchase whose buyer agreed to share user data with ad platforms. Use it for Google Ads, and for the tags of Meta and others.',
    ),
    filter: [fromTilltag, equals(reference(adUserDataName), 'granted')],
  },
];

function trigger(name: keyof typeof triggerNames, event: ExportCondition, notes: string): TriggerDescription {
  return {
    name: triggerNames[name],
    type: 'CUSTOM_EVENT',
    folder: folders.checkout,
    notes: `${notes} Only events of the Tilltag client; payments in Stripe’s test mode have _test behind their names.`,
    event,
    filter: [fromTilltag],
  };
}
