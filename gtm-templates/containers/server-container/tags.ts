// What GA4 and Google Ads are told by the server.
import { settingNames } from '../../../functions/downloads/container-names.ts';
import type { TagDescription } from '../building/description.ts';
import { flag, reference, text } from '../building/parameters.ts';
import { folders } from './folders.ts';
import { triggerNames } from './triggers.ts';

/** What the GA4 tag is called. */
export const analyticsTagName = 'Tilltag - GA4';

/** Google's Ads tags wait until somebody fills in which conversion action is meant. */
export const tags: readonly TagDescription[] = [
  {
    name: analyticsTagName,
    type: 'sgtmgaaw',
    folder: folders.google,
    notes:
      'Sends purchases, refunds and everything else that Stripe tells to GA4, each under its own name, with the visit in which the payment link was clicked.',
    triggers: [triggerNames.purchase, triggerNames.refund, triggerNames.other],
    consent: 'NOT_SET',
    parameters: [
      flag('redactVisitorIp', false),
      text('epToIncludeDropdown', 'all'),
      text('upToIncludeDropdown', 'all'),
      text('measurementId', reference(settingNames.measurementId)),
      flag('enableEuid', false),
    ],
  },
  {
    name: 'Tilltag - Google Ads - Conversion linker',
    type: 'sgtmadscl',
    folder: folders.google,
    notes:
      'Hands the ad click in the event on to the conversion. Leave it paused if you have a conversion linker already.',
    triggers: [triggerNames.purchaseForAds],
    consent: 'NOT_SET',
    // Before the conversion, which looks for what the linker finds.
    priority: 10,
    paused: true,
    parameters: [flag('enableLinkerParams', false), flag('enableCookieOverrides', false)],
  },
  {
    name: 'Tilltag - Google Ads - Purchase',
    type: 'sgtmadsct',
    folder: folders.google,
    notes:
      'Sends the purchase to Google Ads, with order id, amount, new customer and user data from the event, only where the buyer agreed. Fill in conversion id and label, then unpause it. Under the sender browser_first keep the tag of the web container on as well, for the same conversion: each purchase comes from only one of the two. Under server pause that one, under browser this one.',
    triggers: [triggerNames.purchaseForAds],
    consent: 'NOT_SET',
    paused: true,
    parameters: [
      flag('enableNewCustomerReporting', true),
      text('newCustomerDataSource', 'EVENT'),
      flag('enableConversionLinker', true),
      flag('enableProductReporting', false),
      flag('enableEnhancedMatch', true),
      text('conversionId', reference(settingNames.adsConversionId)),
      text('conversionLabel', reference(settingNames.adsLabel)),
      flag('rdp', false),
    ],
  },
];
