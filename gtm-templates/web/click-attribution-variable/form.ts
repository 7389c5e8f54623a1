// The form of the click attribution variable: which part of which touch.
import { equals, group, radio, select, text } from '../../authoring/fields.ts';
import { accessConsent, getCookies } from '../../authoring/permissions.ts';
import { type DataOf, webVariable } from '../../authoring/template.ts';
import { readCookieNameField } from '../../shared/form-fields.ts';

/** The click attribution variable as GTM sees it. */
export const template = webVariable({
  displayName: 'Tilltag click attribution',
  description:
    'Reads one part of the campaign that the Tilltag payment links tag remembers: source, medium, campaign, click id, landing page, of the first or the last touch.',
  categories: ['ATTRIBUTION', 'UTILITY'],
  fields: [
    select({
      name: 'part',
      label: 'Part',
      help: 'Choose what to read.',
      items: [
        { value: 'utm_source', label: 'Source' },
        { value: 'utm_medium', label: 'Medium' },
        { value: 'utm_campaign', label: 'Campaign' },
        { value: 'utm_term', label: 'Term' },
        { value: 'utm_content', label: 'Content' },
        { value: 'utm_id', label: 'Campaign ID' },
        { value: 'utm_source_platform', label: 'Source platform' },
        { value: 'utm_creative_format', label: 'Creative format' },
        { value: 'utm_marketing_tactic', label: 'Marketing tactic' },
        { value: 'gclid', label: 'Google click ID (gclid)' },
        { value: 'gbraid', label: 'Google click ID (gbraid)' },
        { value: 'wbraid', label: 'Google click ID (wbraid)' },
        { value: 'dclid', label: 'Google Display click ID (dclid)' },
        { value: 'fbclid', label: 'Meta click ID (fbclid)' },
        { value: 'msclkid', label: 'Microsoft click ID (msclkid)' },
        { value: 'ttclid', label: 'TikTok click ID (ttclid)' },
        { value: 'twclid', label: 'X click ID (twclid)' },
        { value: 'li_fat_id', label: 'LinkedIn click ID (li_fat_id)' },
        { value: 'epik', label: 'Pinterest click ID (epik)' },
        { value: 'ScCid', label: 'Snapchat click ID (ScCid)' },
        { value: 'rdt_cid', label: 'Reddit click ID (rdt_cid)' },
        { value: 'yclid', label: 'Yandex click ID (yclid)' },
        { value: 'irclickid', label: 'impact.com click ID (irclickid)' },
        { value: 'landing_page', label: 'Landing page' },
        { value: 'referrer_host', label: 'Referring site' },
        { value: 'custom', label: 'Another click ID' },
      ],
      defaultValue: 'utm_source',
    }),
    text({
      name: 'customName',
      label: 'Name of click ID',
      help: 'Enter one of the names that you gave the payment links tag under <b>More click ids</b>.',
      valueHint: 'cjevent',
      required: true,
      enabledWhen: [equals('part', 'custom')],
    }),
    radio({
      name: 'touch',
      label: 'Touch',
      help: 'Choose whether the first or the last campaign counts that brought this visitor.',
      items: [
        { value: 'last', label: 'Last touch' },
        { value: 'first', label: 'First touch' },
      ],
      defaultValue: 'last',
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [readCookieNameField],
    }),
  ],
  permissions: [
    // The cookie has a name of the user's choice, and a permission cannot name what a field holds.
    getCookies('any'),
    accessConsent([
      { type: 'ad_storage', read: true },
      { type: 'analytics_storage', read: true },
    ]),
  ],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
