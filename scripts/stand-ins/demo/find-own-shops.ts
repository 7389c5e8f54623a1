// Gives every property of the demo's console a page of its own: its payment links, and the container made for it.
import { openStripeKey } from '../../../functions/properties/stripe-keys/open-stripe-key.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { judgeRedirect } from '../../../functions/rules/redirect-url.ts';
import type { Settings } from '../../../functions/settings.ts';
import type { Store } from '../../../functions/store/store.ts';
import { listPaymentLinks } from '../../../functions/stripe/list-payment-links.ts';
import type { BuiltTemplate } from '../../compiler/build-templates.ts';
import { bundleExportedContainer } from '../../simulator/container/bundle-container.ts';
import type { ContainerOptions } from '../../simulator/container/container-options.ts';
import { type OwnShop, type OwnShops, thankYouPath } from '../shop/own/own-shop.ts';
import { fillInOwnContainer } from './demo-containers.ts';
import { demoMeasurementId } from './demo-property.ts';

/** What pages of a property's own are made of. */
export interface OwnShopSources {
  store: Pick<Store, 'findProperty'>;
  settings: Settings;
  templates: readonly BuiltTemplate[];
  /** The address of the stand-in for Stripe, without a slash at the end. */
  stripeUrl: string;
  /** The console's address. */
  consoleUrl: string;
  /** How the containers run in a page. */
  options: ContainerOptions;
}

/** Reads the properties anew for each page, so that a set-up and its page go side by side. */
export function findOwnShops(sources: OwnShopSources): OwnShops {
  const bundles = new Map<string, Promise<string>>();
  const { store } = sources;
  // One that is being deleted has lost its keys already, and no page of it will ever do again.
  const find = async (propertyId: string): Promise<Property | undefined> => {
    const property = await store.findProperty(propertyId);
    return property?.removalStartedAtMs === undefined ? property : undefined;
  };
  return {
    async find(propertyId) {
      const property = await find(propertyId);
      return property === undefined ? undefined : await toShop(property, sources);
    },
    async bundle(propertyId) {
      const property = await find(propertyId);
      if (property === undefined) return undefined;
      const measurementId = findMeasurementId(property);
      const known = `${propertyId} ${measurementId}`;
      const bundle = bundles.get(known) ?? bundleFor(propertyId, measurementId, sources);
      bundles.set(known, bundle);
      try {
        return await bundle;
      } catch (error) {
        // What failed once may be right at the next page.
        if (bundles.get(known) === bundle) bundles.delete(known);
        throw error;
      }
    },
  };
}

async function toShop(property: Property, { settings, consoleUrl }: OwnShopSources): Promise<OwnShop> {
  const shop = { name: property.name, testStepUrl: `${consoleUrl}/properties/${property.id}/setup/test` };
  const key = openStripeKey(property, 'test', settings.keyRing);
  if (key.kind !== 'key') return { ...shop, links: [], trouble: troubles.no_key };
  const read = await listPaymentLinks({ apiKey: key.apiKey, apiBase: settings.stripeApiBase });
  if (read.kind !== 'listed') return { ...shop, links: [], trouble: troubles.unread };
  const links = read.links.map(({ url, redirectUrl }) => ({ url, leadsBack: leadsBack(redirectUrl, property) }));
  return { ...shop, links };
}

const troubles = {
  no_key:
    'This property has no Stripe key for test payments yet, so nobody knows its payment links. Store the key that the second step of the set-up names, then load this page again.',
  unread:
    'The Stripe key of this property may not read payment links. Store the key that the second step of the set-up names, then load this page again.',
} as const;

function leadsBack(redirectUrl: string | null, property: Property): boolean {
  if (redirectUrl === null || judgeRedirect(redirectUrl, property) !== 'good') return false;
  return new URL(redirectUrl).pathname === thankYouPath(property.id);
}

/** As downloads have it; the demo's without a destination of GA4's, where somebody would fill in theirs by hand. */
function findMeasurementId({ destinations }: Property): string {
  const stream = destinations.find((destination) => destination.kind === 'ga4');
  return stream?.measurementId ?? demoMeasurementId;
}

async function bundleFor(
  propertyId: string,
  measurementId: string,
  { templates, stripeUrl, options }: OwnShopSources,
): Promise<string> {
  return await bundleExportedContainer(
    fillInOwnContainer(templates, { propertyId, measurementId, stripeUrl }),
    options,
  );
}
