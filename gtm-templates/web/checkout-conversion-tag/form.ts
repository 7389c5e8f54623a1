// The form of the checkout conversion tag: what a marketer has to know, and below it what can stay as it is.
import { checkbox, group, select, text } from '../../authoring/fields.ts';
import {
  accessConsent,
  accessGlobals,
  getCookies,
  getUrl,
  injectScript,
  logging,
  readAnalyticsStorage,
  readContainerData,
} from '../../authoring/permissions.ts';
import { type DataOf, webTag } from '../../authoring/template.ts';
import {
  endpointField,
  gaCookiePrefixField,
  logTypeField,
  measurementIdField,
  propertyIdField,
  readCookieNameField,
} from '../../shared/form-fields.ts';

/** The checkout conversion tag as GTM sees it. */
export const template = webTag({
  displayName: 'Tilltag checkout conversion',
  description:
    'On the thank-you page of a Stripe Payment Link or Checkout: asks your Tilltag function what was bought and pushes it to the data layer, once.',
  categories: ['CONVERSIONS', 'ANALYTICS', 'ADVERTISING'],
  fields: [
    propertyIdField,
    text({
      name: 'checkoutSessionId',
      label: 'Checkout Session ID',
      help: 'Keep what is filled in: it reads the id from the address of the thank-you page.',
      defaultValue: '{{Checkout Session ID}}',
    }),
    endpointField,
    group({
      name: 'eventGroup',
      label: 'Event',
      open: true,
      fields: [
        text({
          name: 'eventName',
          label: 'Event name',
          help: 'The data layer event of a purchase; enter the name that your GA4 trigger waits for.',
          defaultValue: 'purchase',
          required: true,
        }),
        select({
          name: 'testSessions',
          label: 'Test sessions',
          help: 'Choose what happens after a payment in Stripe’s test mode.',
          items: [
            { value: 'separate', label: 'Push with _test behind the event name' },
            { value: 'as_live', label: 'Push like live sessions' },
            { value: 'ignore', label: 'Push nothing' },
          ],
          defaultValue: 'separate',
        }),
        text({
          name: 'dataLayerName',
          label: 'Data layer name',
          help: 'Change this only if your GTM snippet names the data layer differently.',
          defaultValue: 'dataLayer',
          required: true,
        }),
      ],
    }),
    group({
      name: 'privacyGroup',
      label: 'Privacy',
      open: true,
      fields: [
        select({
          name: 'personalData',
          label: 'Personal data',
          help: 'Choose how much of the buyer’s e-mail, phone and address is pushed; consent and your property can only lessen it.',
          items: [
            { value: 'plain', label: 'Plain and hashed' },
            { value: 'hashed', label: 'Hashed only' },
            { value: 'none', label: 'None' },
          ],
          defaultValue: 'plain',
        }),
        text({
          name: 'consentWaitMs',
          label: 'Wait for consent',
          help: 'Enter how long to wait for a consent banner to restore an earlier choice; 0 does not wait.',
          defaultValue: '1000',
          valueUnit: 'ms',
          required: true,
          validators: [{ type: 'NON_NEGATIVE_NUMBER' }],
        }),
        checkbox({
          name: 'stripSessionId',
          label: 'Clean the address bar',
          help: 'Tick to take the session id out of the page’s address once the event is pushed.',
          defaultValue: false,
        }),
      ],
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [
        text({
          name: 'timeoutMs',
          label: 'Time-out',
          help: 'Enter how long to wait for the function’s answer.',
          defaultValue: '5000',
          valueUnit: 'ms',
          required: true,
          validators: [{ type: 'POSITIVE_NUMBER' }],
        }),
        readCookieNameField,
        measurementIdField,
        gaCookiePrefixField,
        logTypeField,
      ],
    }),
  ],
  permissions: [
    injectScript(['https://*.run.app/*', 'https://*.cloudfunctions.net/*']),
    accessGlobals([
      { key: 'tilltag.lookup', execute: true },
      { key: 'tilltag.push', execute: true },
      { key: 'tilltag.after', execute: true },
      { key: 'tilltag.strip', execute: true },
      // Whether a consent state was ever set, which no API of GTM tells.
      { key: 'google_tag_data.ics.usedDefault', read: true },
      { key: 'google_tag_data.ics.usedUpdate', read: true },
    ]),
    accessConsent([
      { type: 'ad_user_data', read: true },
      { type: 'ad_storage', read: true },
      { type: 'analytics_storage', read: true },
      { type: 'ad_personalization', read: true },
    ]),
    getUrl({
      parts: ['host', 'query'],
      queryKeys: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
    }),
    // The cookie has a name of the user's choice, and a permission cannot name what a field holds.
    getCookies('any'),
    readAnalyticsStorage(),
    readContainerData(),
    logging('all'),
  ],
  changes: [
    'Tells whose visit in GA4 the page is, so that a later refund counts for the same visitor as the purchase.',
    'Tells consent with its question, so that what the server sends heeds it too.',
    'Joins a purchase with the click on the payment link, and pushes first and last touch.',
    'First version.',
  ],
});

export type Data = DataOf<typeof template>;
