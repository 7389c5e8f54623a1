// The container of a shop: the templates as a marketer imports them, and GA4 tags that send to the collector.
import { type Baking, bakeTemplate } from '../../../functions/downloads/bake-template.ts';
import type { BuiltTemplate } from '../../../scripts/compiler/build-templates.ts';
import { bundleContainer } from '../../../scripts/simulator/container/bundle-container.ts';
import type {
  DescribedTag,
  GoogleAnalyticsSettings,
} from '../../../scripts/simulator/container/container-description.ts';
import type { FieldValues } from '../../../scripts/simulator/container/container-model.ts';

/** What one container is baked for, and what is typed into the conversion tag's form. */
export interface ContainerOptions {
  baking: Baking;
  fields?: FieldValues;
  /** What is typed into the payment link tag's form; the container has no such tag unless given. */
  links?: FieldValues;
  /** How the GA4 tag of every page behaves; the container counts no page views unless given. */
  pageViews?: Pick<GoogleAnalyticsSettings, 'loadMs' | 'sessionCookie'>;
  /** Fields of click attribution variables by their names; the GA4 tag of `begin_checkout` tells their values behind the event. */
  attribution?: Readonly<Record<string, FieldValues>>;
  isPreview?: boolean;
}

/** The script of one container. */
export type BundleShopContainer = (options: ContainerOptions) => Promise<string>;

export const collectorUrl = 'https://collector.example.test';
export const conversionTag = 'Tilltag';
const linkTag = 'Tilltag payment links';

/** The Measurement ID of the shop's GA4 stream. */
export const measurementId = 'G-SHOP';

const gtmEvents = ['purchase', 'purchase_test', 'trial_start', 'checkout_pending', 'setup_complete'];

/** Each container bakes and bundles these templates anew. */
export function prepareShopContainers(built: readonly BuiltTemplate[]): BundleShopContainer {
  const read = (name: string, baking: Baking): string => {
    const template = built.find((one) => one.name === name);
    if (template === undefined) throw new Error(`There is no template ${name}.`);
    return bakeTemplate(template.tpl, baking);
  };
  return ({ baking, fields = {}, links, pageViews, attribution = {}, isPreview = true }) =>
    bundleContainer({
      publicId: 'GTM-SHOP',
      isPreview,
      ...(baking.dataLayer !== undefined && { dataLayerName: baking.dataLayer }),
      variables: [
        { name: 'Checkout Session ID', template: read('checkout-session-id-variable', baking), fields: {} },
        ...Object.entries(attribution).map(([name, filled]) => ({
          name,
          template: read('click-attribution-variable', baking),
          fields: filled,
        })),
      ],
      tags: [
        ...(pageViews === undefined ? [] : [googleAnalyticsTag('page_view', pageViews)]),
        ...(links === undefined ? [] : [paymentLinkTag(read('payment-link-tag', baking), links)]),
        {
          name: conversionTag,
          template: read('checkout-conversion-tag', baking),
          fields,
          trigger: { on: 'page_view' },
        },
        ...gtmEvents.map((event) => googleAnalyticsTag(event)),
        beginCheckoutTag(Object.keys(attribution)),
      ],
    });
}

function paymentLinkTag(template: string, fields: FieldValues): DescribedTag {
  return { name: linkTag, template, fields: { measurementId, ...fields }, trigger: { on: 'page_view' } };
}

function beginCheckoutTag(variables: string[]): DescribedTag {
  return {
    name: 'GA4 begin_checkout',
    googleAnalytics: {
      measurementId,
      collectorUrl,
      event: ['Event', ...variables].map((name) => `{{${name}}}`).join(' '),
    },
    trigger: { on: 'custom_event', event: 'begin_checkout' },
  };
}

function googleAnalyticsTag(event: string, settings: ContainerOptions['pageViews'] = {}): DescribedTag {
  const isPageView = event === 'page_view';
  return {
    name: `GA4 ${event}`,
    googleAnalytics: { measurementId, collectorUrl, event: isPageView ? event : '{{Event}}', ...settings },
    trigger: isPageView ? { on: 'page_view' } : { on: 'custom_event', event },
  };
}
