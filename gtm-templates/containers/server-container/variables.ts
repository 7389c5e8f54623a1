// The variables of the server container: what is filled in once, and the consent that came with an event.
import type { settingNames } from '../../../functions/downloads/container-names.ts';
import type { VariableDescription } from '../building/description.ts';
import { flag, text } from '../building/parameters.ts';
import { settingVariable } from '../building/setting-variable.ts';
import { folders } from './folders.ts';

/** Whether the buyer agreed to share user data with ad platforms, as it was when the event happened. */
export const adUserDataName = 'Tilltag - Consent to ad user data';

/** All of them. */
export const variables: readonly VariableDescription[] = [
  setting('propertyId', 'The Property ID that Tilltag showed when your shop was added.'),
  setting(
    'functionEndpoint',
    'The https address of your Tilltag function itself, not that of this server. Your web tags get the address of this server as their endpoint.',
  ),
  setting('measurementId', 'The Measurement ID of your GA4 data stream: Admin > Data streams > your stream.'),
  setting(
    'adsConversionId',
    'The digits behind AW- in the tag set-up of your conversion action in Google Ads. Fill it in, then unpause the two Google Ads tags.',
  ),
  setting('adsLabel', 'The conversion label from the tag set-up of your conversion action in Google Ads.'),
  {
    name: adUserDataName,
    type: 'ed',
    folder: folders.checkout,
    notes:
      'granted or denied, from the event itself: an event from your Tilltag function has no browser whose consent mode Google could ask.',
    parameters: [text('keyPath', 'consent.ad_user_data'), flag('setDefaultValue', false)],
  },
];

function setting(key: keyof typeof settingNames, notes: string): VariableDescription {
  return settingVariable(folders.settings, key, notes);
}
