// A property of one's own as the demo gives it pages: what they show, and the container that runs on them.

/** A payment link of the property's Stripe account. */
export interface OwnLink {
  url: string;
  /** Whether it leads buyers to the property's own thank-you page with their payment. */
  leadsBack: boolean;
}

/** What the pages of a property show. */
export interface OwnShop {
  /** As somebody called the property. */
  name: string;
  links: readonly OwnLink[];
  /** Why there is nothing to buy, a sentence with the cure; absent where there is. */
  trouble?: string;
  /** The page of the console that waits for the first test payment. */
  testStepUrl: string;
}

/** Finds them by Property ID; `undefined` where there is no such property, or it is being deleted. Both reject as the store does. */
export interface OwnShops {
  find: (propertyId: string) => Promise<OwnShop | undefined>;
  /** The script of the page's container. */
  bundle: (propertyId: string) => Promise<string | undefined>;
}

/** Where a property's page with its payment links lies. */
export function pricingPath(propertyId: string): string {
  return `/p/${propertyId}/pricing`;
}

/** Where its thank-you page lies. */
export function thankYouPath(propertyId: string): string {
  return `/p/${propertyId}/thank-you`;
}
