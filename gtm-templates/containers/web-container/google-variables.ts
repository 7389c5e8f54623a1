// The variables that Google's tags take: user data, new customers, and settings that keep Stripe out of attribution.
import { googleTagSettingsName } from '../../../functions/downloads/container-names.ts';
import type { VariableDescription } from '../building/description.ts';
import { flag, reference, settings, table, text } from '../building/parameters.ts';
import { dataLayerNames } from './data-layer-variables.ts';
import { folders } from './folders.ts';

/** Names of the variables that other entities of the container use. */
export const googleNames = {
  userProvidedData: 'Tilltag - User-provided data',
  newCustomer: 'Tilltag - New customer',
  pageLocation: 'Tilltag - Page location',
  ignoreReferrer: 'Tilltag - Ignore referrer',
} as const;

/** What every hit to GA4 from this page should carry; both are undefined but on a return from a payment. */
export const returnSettings = {
  page_location: reference(googleNames.pageLocation),
  ignore_referrer: reference(googleNames.ignoreReferrer),
} as const;

/** For Google's tags alone. */
export const googleVariables: readonly VariableDescription[] = [
  {
    name: googleNames.userProvidedData,
    type: 'awec',
    folder: folders.google,
    notes:
      'For enhanced conversions. Hands on the buyer’s data as Tilltag pushed them, plain or hashed, as your property and the visitor’s consent allow.',
    parameters: [text('mode', 'CODE'), text('dataSource', reference(dataLayerNames.userData))],
  },
  {
    name: googleNames.newCustomer,
    type: 'smm',
    folder: folders.google,
    notes: 'For Google Ads: true, false, or nothing while Tilltag cannot know.',
    parameters: [
      text('input', reference(dataLayerNames.customerType)),
      table('map', [
        { key: 'new', value: 'true' },
        { key: 'returning', value: 'false' },
      ]),
      flag('setDefaultValue', false),
    ],
  },
  {
    name: googleNames.pageLocation,
    template: 'page-address-variable',
    folder: folders.google,
    notes:
      'The page’s address without the session id and, after a payment, without the campaign that Stripe handed back. Nothing on other pages, where GA4 keeps its own.',
    fields: { part: 'page_location' },
  },
  {
    name: googleNames.ignoreReferrer,
    template: 'page-address-variable',
    folder: folders.google,
    notes:
      'true after a payment, so that GA4 does not take Stripe for where the visitor came from. Nothing on other pages.',
    fields: { part: 'ignore_referrer' },
  },
  {
    name: googleTagSettingsName,
    type: 'gtcs',
    folder: folders.google,
    notes:
      'Choose this in your Google tag under Configuration settings: then page views on the thank-you page do not start a new visit from stripe.com.',
    parameters: [settings('configSettingsTable', returnSettings)],
  },
];
