// The form of the page address variable: which of the two settings of the Google tag.
import { group, radio, text } from '../../authoring/fields.ts';
import { accessTemplateStorage, getReferrer, getUrl } from '../../authoring/permissions.ts';
import { type DataOf, webVariable } from '../../authoring/template.ts';

/** The page address variable as GTM sees it. */
export const template = webVariable({
  displayName: 'Tilltag page address',
  description:
    'Keeps a return from Stripe out of GA4’s attribution: the page’s address without session id and Stripe’s copies of the campaign, and whether the referrer is a payment page. Undefined on every other page, where GA4 keeps its own.',
  categories: ['ANALYTICS', 'ATTRIBUTION', 'UTILITY'],
  fields: [
    radio({
      name: 'part',
      label: 'Value for',
      help: 'Choose which setting of the Google tag gets this variable.',
      items: [
        { value: 'page_location', label: 'page_location: the clean address' },
        { value: 'ignore_referrer', label: 'ignore_referrer: true after a payment' },
      ],
      defaultValue: 'page_location',
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [
        text({
          name: 'paymentDomains',
          label: 'Own payment domains',
          help: 'Enter your custom domains for payment links, separated by commas; those of Stripe and its payment methods are known.',
          valueHint: 'pay.example.com',
        }),
      ],
    }),
  ],
  permissions: [
    // The address is handed on whole, less what is taken out.
    getUrl('any'),
    getReferrer({ parts: ['host'] }),
    accessTemplateStorage(),
  ],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
