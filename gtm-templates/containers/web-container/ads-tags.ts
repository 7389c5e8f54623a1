// What Google Ads is told; paused until somebody fills in which conversion action is meant.
import { builtInTriggers, settingNames } from '../../../functions/downloads/container-names.ts';
import type { TagDescription } from '../building/description.ts';
import { flag, reference, text } from '../building/parameters.ts';
import { dataLayerNames } from './data-layer-variables.ts';
import { folders } from './folders.ts';
import { googleNames } from './google-variables.ts';
import { triggerNames } from './triggers.ts';

/** The linker keeps the click in a cookie, so that the conversion finds it when the buyer is back. */
export const adsTags: readonly TagDescription[] = [
  {
    name: 'Tilltag - Google Ads - Conversion linker',
    type: 'gclidw',
    folder: folders.google,
    notes: 'Keeps the ad click of a visitor. Leave it paused if you have a conversion linker already.',
    triggers: [builtInTriggers.initialization],
    consent: 'NOT_SET',
    paused: true,
    parameters: [
      flag('enableCrossDomain', false),
      flag('enableUrlPassthrough', false),
      flag('enableCookieOverrides', false),
    ],
  },
  {
    name: 'Tilltag - Google Ads - Purchase',
    type: 'awct',
    folder: folders.google,
    notes:
      'Sends the purchase to Google Ads, with order id, amount, new customer and user-provided data. Fill in conversion id and label, accept the terms for customer data in Google Ads, then unpause it. Consent mode decides what it may send.',
    triggers: [triggerNames.purchase],
    consent: 'NOT_SET',
    paused: true,
    parameters: [
      flag('enableNewCustomerReporting', true),
      text('newCustomerReportingDataSource', 'JSON'),
      text('awNewCustomer', reference(googleNames.newCustomer)),
      flag('enableConversionLinker', true),
      text('orderId', reference(dataLayerNames.transactionId)),
      flag('enableProductReporting', false),
      text('cssProvidedEnhancedConversionValue', reference(googleNames.userProvidedData)),
      flag('enableEnhancedConversion', true),
      text('conversionValue', reference(dataLayerNames.value)),
      text('conversionCookiePrefix', '_gcl'),
      flag('enableShippingData', false),
      text('conversionId', reference(settingNames.adsConversionId)),
      text('currencyCode', reference(dataLayerNames.currency)),
      text('conversionLabel', reference(settingNames.adsLabel)),
      flag('rdp', false),
    ],
  },
];
