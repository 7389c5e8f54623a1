// The container of a shop: both templates as a marketer imports them, and GA4 tags that send to the collector.
import { type Baking, bakeTemplate } from '../../../functions/downloads/bake-template.ts';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { bundleContainer } from '../../../scripts/simulator/container/bundle-container.ts';
import type { FieldValues, TagOf } from '../../../scripts/simulator/container/container-description.ts';

/** What one container is baked for, and what is typed into the conversion tag's form. */
export interface ContainerOptions {
  baking: Baking;
  fields?: FieldValues;
  isPreview?: boolean;
}

/** The script of one container. */
export type BundleShopContainer = (options: ContainerOptions) => Promise<string>;

export const collectorUrl = 'https://collector.example.test';
export const conversionTag = 'Tilltag';

const gtmEvents = ['purchase', 'purchase_test', 'trial_start', 'checkout_pending', 'setup_complete'];

/** Builds the templates from their TypeScript, once; each container bakes and bundles them anew. */
export async function prepareShopContainers(): Promise<BundleShopContainer> {
  const built = await buildTemplates({ types: 'none' });
  const read = (name: string, baking: Baking): string => {
    const template = built.find((one) => one.name === name);
    if (template === undefined) throw new Error(`There is no template ${name}.`);
    return bakeTemplate(template.tpl, baking);
  };
  return ({ baking, fields = {}, isPreview = true }) =>
    bundleContainer({
      publicId: 'GTM-SHOP',
      isPreview,
      ...(baking.dataLayer !== undefined && { dataLayerName: baking.dataLayer }),
      variables: [{ name: 'Checkout Session ID', template: read('checkout-session-id-variable', baking), fields: {} }],
      tags: [
        {
          name: conversionTag,
          template: read('checkout-conversion-tag', baking),
          fields,
          trigger: { on: 'page_view' },
        },
        ...gtmEvents.map(googleAnalyticsTag),
      ],
    });
}

function googleAnalyticsTag(event: string): TagOf<string> {
  return {
    name: `GA4 ${event}`,
    googleAnalytics: { measurementId: 'G-SHOP', collectorUrl, event: '{{Event}}' },
    trigger: { on: 'custom_event', event },
  };
}
