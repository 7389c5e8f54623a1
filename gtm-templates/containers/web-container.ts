// The web container to import: everything between a payment link and a purchase in GA4, Google Ads and Meta.
import type { ContainerDescription } from './building/description.ts';
import { adsTags } from './web-container/ads-tags.ts';
import { attributionVariables } from './web-container/attribution-variables.ts';
import { checkoutTags } from './web-container/checkout-tags.ts';
import { checkoutVariables, metaVariables } from './web-container/data-layer-variables.ts';
import { folders } from './web-container/folders.ts';
import { ga4Tags } from './web-container/ga4-tags.ts';
import { googleVariables } from './web-container/google-variables.ts';
import { settingVariables } from './web-container/setting-variables.ts';
import { triggers } from './web-container/triggers.ts';

/** The same for everybody: a shop's own values are baked in afterwards, or filled in by hand. */
export const webContainer: ContainerDescription = {
  kind: 'web',
  name: 'Tilltag',
  folders: Object.values(folders),
  variables: [...settingVariables, ...attributionVariables, ...googleVariables, ...checkoutVariables, ...metaVariables],
  triggers,
  tags: [...checkoutTags, ...ga4Tags, ...adsTags],
  clients: [],
  transformations: [],
  builtInVariables: [
    { type: 'PAGE_URL', name: 'Page URL' },
    { type: 'REFERRER', name: 'Referrer' },
    { type: 'EVENT', name: 'Event' },
  ],
};
