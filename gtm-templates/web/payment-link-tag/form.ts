// The form of the payment link tag: what a marketer has to know, and below it what can stay as it is.
import { checkbox, equals, group, text } from '../../authoring/fields.ts';
import {
  accessConsent,
  accessGlobals,
  accessTemplateStorage,
  getCookies,
  getReferrer,
  getUrl,
  injectScript,
  logging,
  readAnalyticsStorage,
  readContainerData,
  setCookies,
} from '../../authoring/permissions.ts';
import { type DataOf, webTag } from '../../authoring/template.ts';
import {
  endpointField,
  gaCookiePrefixField,
  logTypeField,
  measurementIdField,
  propertyIdField,
} from '../../shared/form-fields.ts';

/** The payment link tag as GTM sees it. */
export const template = webTag({
  displayName: 'Tilltag payment links',
  description:
    'On every page: remembers which campaign brought the visitor, as consent allows, and hands it to Stripe when a payment link is clicked, so that the purchase finds its way back to the campaign.',
  categories: ['ATTRIBUTION', 'CONVERSIONS', 'ANALYTICS'],
  fields: [
    propertyIdField,
    endpointField,
    measurementIdField,
    group({
      name: 'linkGroup',
      label: 'Payment links',
      open: true,
      fields: [
        text({
          name: 'paymentDomains',
          label: 'Own payment domains',
          help: 'Enter your custom domains for payment links, separated by commas; buy., book. and donate.stripe.com are known.',
          valueHint: 'pay.example.com',
        }),
        checkbox({
          name: 'pushBeginCheckout',
          label: 'Push begin_checkout',
          help: 'Tick to push the event <b>begin_checkout</b> at each click on a payment link, as a trigger for GA4.',
          defaultValue: false,
        }),
        text({
          name: 'dataLayerName',
          label: 'Data layer name',
          help: 'Change this only if your GTM snippet names the data layer differently.',
          defaultValue: 'dataLayer',
          required: true,
          enabledWhen: [equals('pushBeginCheckout', true)],
        }),
      ],
    }),
    group({
      name: 'campaignGroup',
      label: 'Campaigns',
      open: false,
      fields: [
        text({
          name: 'extraClickIds',
          label: 'More click ids',
          help: 'Enter the names of click ids that your other ad networks append, separated by commas; those of Google, Meta, Microsoft, TikTok, X, LinkedIn, Pinterest, Snapchat, Reddit, Yandex and impact.com are known.',
          valueHint: 'cjevent, tblci',
        }),
        text({
          name: 'ignoredReferrers',
          label: 'Ignored referrers',
          help: 'Enter hosts that never count as where a visitor came from, such as your login page, separated by commas; their subdomains are meant too.',
          valueHint: 'login.example.net',
        }),
      ],
    }),
    group({
      name: 'cookieGroup',
      label: 'Cookie',
      open: false,
      fields: [
        text({
          name: 'cookieName',
          label: 'Cookie name',
          help: 'Keep it, or enter the same name in the other Tilltag templates too.',
          defaultValue: '_tilltag',
          required: true,
        }),
        text({
          name: 'cookieDomain',
          label: 'Cookie domain',
          help: 'Keep <b>auto</b> for the widest domain that the browser allows, so that shop and blog share it.',
          defaultValue: 'auto',
          required: true,
        }),
        text({
          name: 'cookieDays',
          label: 'Cookie lifetime',
          help: 'Enter for how many days a campaign is remembered; 90 is as long as Google Ads and Meta keep a click. Safari keeps such cookies for 7 days without a visit, and for 24 hours after a click on an ad whose address carries a click id.',
          defaultValue: '90',
          valueUnit: 'days',
          required: true,
          validators: [{ type: 'POSITIVE_NUMBER' }],
        }),
      ],
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [gaCookiePrefixField, logTypeField],
    }),
  ],
  permissions: [
    injectScript(['https://*.run.app/*', 'https://*.cloudfunctions.net/*']),
    accessGlobals([
      { key: 'tilltag.links', execute: true },
      { key: 'tilltag.after', execute: true },
      // Whether a consent state was ever set, which no API of GTM tells.
      { key: 'google_tag_data.ics.usedDefault', read: true },
      { key: 'google_tag_data.ics.usedUpdate', read: true },
    ]),
    accessConsent([
      { type: 'ad_storage', read: true },
      { type: 'analytics_storage', read: true },
      { type: 'ad_user_data', read: true },
      { type: 'ad_personalization', read: true },
    ]),
    // Click ids have names of the user's choice, and a permission cannot name what a field holds.
    getUrl({ parts: ['protocol', 'host', 'path', 'query'], queryKeys: 'any' }),
    getReferrer({ parts: ['host'] }),
    // The cookie has a name and a domain of the user's choice. Read besides it: _gcl_aw, _fbp and _fbc.
    getCookies('any'),
    setCookies([{ name: '*' }]),
    readAnalyticsStorage(),
    accessTemplateStorage(),
    readContainerData(),
    logging('all'),
  ],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
