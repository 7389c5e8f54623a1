// The variables that a marketer fills in once, and the one that reads the session id.
import { sessionIdName, type settingNames } from '../../../functions/downloads/container-names.ts';
import type { VariableDescription } from '../building/description.ts';
import { settingVariable } from '../building/setting-variable.ts';
import { folders } from './folders.ts';

/** In the order in which they are filled in. */
export const settingVariables: readonly VariableDescription[] = [
  setting('propertyId', 'The Property ID that Tilltag showed when your shop was added.'),
  setting(
    'endpoint',
    'The https address of your Tilltag function, or of your tagging server if the Tilltag client runs there. The templates of this file may load scripts only from the address that the file was made for.',
  ),
  setting('measurementId', 'The Measurement ID of your GA4 data stream: Admin > Data streams > your stream.'),
  setting(
    'adsConversionId',
    'The digits behind AW- in the tag set-up of your conversion action in Google Ads. Fill it in, then unpause the two Google Ads tags.',
  ),
  setting('adsLabel', 'The conversion label from the tag set-up of your conversion action in Google Ads.'),
  {
    name: sessionIdName,
    template: 'checkout-session-id-variable',
    folder: folders.checkout,
    notes:
      'Reads the id of the Stripe Checkout Session from the address of the thank-you page. Change the parameter only if your redirect URL in Stripe has another name in front of ={CHECKOUT_SESSION_ID}.',
    fields: {},
  },
];

function setting(key: keyof typeof settingNames, notes: string): VariableDescription {
  return settingVariable(folders.settings, key, notes);
}
