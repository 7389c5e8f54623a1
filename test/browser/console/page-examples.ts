// Where each page of the console lies in a seeded shop: at least one address for every route that answers with a page.
import { routes } from '../../../functions/console/routes.ts';
import type { SeededWorld } from '../../functions/console/start-seeded-shop.ts';

/** Routes that answer GET with something else: a redirect, a file, the way to the sign-in service, or the end of a deletion. */
const notPages: readonly string[] = [
  ...['', '/', '/assets/:name', '/sign-in/start', '/sign-in/callback'],
  ...['/properties/:propertyId/conversions.csv', '/properties/:propertyId/downloads/:fileName'],
  ...[
    '/properties/:propertyId/check-up',
    '/properties/:propertyId/settings/export',
    '/accounts/:accountId/deletions/:deletedId',
  ],
];

/** One page, and who looks at it. */
export interface PageExample {
  /** A word or more, for the name of a picture. */
  name: string;
  /** Below the console's own address. */
  path: string;
  /** The owner, unless told. */
  as?: 'owner' | 'viewer' | 'nobody';
  /** 200, unless told. */
  status?: number;
}

/** The route, as the table of routes has it. */
export type PagePath = string;

/** The paths of all routes that answer GET with a page. */
export const pagePaths: readonly PagePath[] = [
  ...new Set(routes.filter(({ method, path }) => method === 'GET' && !notPages.includes(path)).map(({ path }) => path)),
];

type ListExamples = (world: SeededWorld) => readonly PageExample[];

/** By the route's path. Of what looks different when it is empty, both. */
const examples: Readonly<Record<PagePath, ListExamples>> = {
  '/sign-in': () => [{ name: 'sign-in', path: '/sign-in', as: 'nobody' }],
  '/sign-in/link': () => [{ name: 'sign-in-link', path: '/sign-in/link?ticket=of-a-link', as: 'nobody' }],
  '/you': () => [{ name: 'you', path: '/you' }],
  '/accounts': () => [{ name: 'accounts', path: '/accounts' }],
  '/accounts/:accountId': ({ app }) => [{ name: 'properties', path: `/accounts/${app.accountId}` }],
  '/accounts/:accountId/members': ({ app }) => [{ name: 'members', path: `/accounts/${app.accountId}/members` }],
  '/accounts/:accountId/audit': ({ app }) => [{ name: 'audit', path: `/accounts/${app.accountId}/audit` }],
  '/accounts/:accountId/properties/new': ({ app }) => [
    { name: 'property-new', path: `/accounts/${app.accountId}/properties/new` },
  ],
  ...ofProperty(''),
  ...ofProperty('/setup'),
  ...Object.assign(
    {},
    ...['name', 'keys', 'payments', 'value', 'redirect', 'webhook'].map((step) => ofProperty(`/setup/${step}`)),
  ),
  ...Object.assign(
    {},
    ...['destinations', 'downloads', 'checklist', 'test'].map((step) => ofProperty(`/setup/${step}`)),
  ),
  ...ofProperty('/downloads'),
  ...ofProperty('/conversions'),
  ...ofOwner('/conversions/check'),
  ...ofOwner('/erase'),
  // A refund has no page of its own: its address leads to its sale.
  '/properties/:propertyId/conversions/:stripeId': ({ property, shop: { doubtfulRefund: _, ...sessions } }) =>
    Object.entries(sessions).map(([name, id]) => ({
      name: `payment-${name}`,
      path: `/properties/${property.id}/conversions/${id}`,
    })),
  '/properties/:propertyId/conversions/:stripeId/decide': ({ property, shop, destinationIds }) => [
    {
      name: 'payment-decide',
      path: `/properties/${property.id}/conversions/${shop.doubtfulRefund}/decide?event=refund&destination=${destinationIds.ga4}`,
    },
  ],
  ...ofProperty('/coverage'),
  ...ofProperty('/campaigns'),
  ...ofProperty('/doctor'),
  ...ofProperty('/settings'),
  ...ofProperty('/settings/stripe'),
  ...ofProperty('/settings/destinations'),
  ...ofOwner('/settings/manage'),
  '/properties/:propertyId/settings/destinations/:destinationId': ({ property, destinationIds }) =>
    Object.entries(destinationIds).map(([name, id]) => ({
      name: `settings-destination-${name}`,
      path: `/properties/${property.id}/settings/destinations/${id}`,
    })),
};

/** The examples of a route. Throws where there are none, so that no page is forgotten. */
export function listExamples(path: PagePath, world: SeededWorld): readonly PageExample[] {
  const list = examples[path];
  if (list === undefined) throw new Error(`No example of ${path} is known: add one, so that the page is looked at.`);
  return list(world);
}

/** A page of the shop, as the owner sees it, and as it is before anything was set up. */
function ofProperty(rest: string): Record<PagePath, ListExamples> {
  const name = rest === '' ? 'overview' : rest.slice(1).replaceAll('/', '-');
  return {
    [`/properties/:propertyId${rest}`]: ({ property, emptyProperty }) => [
      { name, path: `/properties/${property.id}${rest}` },
      { name: `${name}-empty`, path: `/properties/${emptyProperty.id}${rest}` },
    ],
  };
}

/** A page that looks the same in every property. */
function ofOwner(rest: string): Record<PagePath, ListExamples> {
  const name = rest.slice(1).replaceAll('/', '-');
  return {
    [`/properties/:propertyId${rest}`]: ({ property }) => [{ name, path: `/properties/${property.id}${rest}` }],
  };
}
