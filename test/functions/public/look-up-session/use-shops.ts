// The shops that the tests of a lookup start, closed after each test, and the claims that their pages make.

import { afterEach } from 'vitest';
import { type Shop, type ShopOptions, startShop } from '../start-shop.ts';

/** The claims of two pages. */
export const claim = 'claim_of_the_first_page';
export const otherClaim = 'claim_of_another_page';

/** What a test may do with shops. */
export interface Shops {
  /** Starts a shop that is closed after the test. */
  start: (options?: ShopOptions) => Promise<Shop>;
  /** The shops of the running test; whatever a test adds is closed after it as well. */
  open: Shop[];
}

/** Closes the shops of each test of a file after it. */
export function useShops(): Shops {
  const open: Shop[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((shop) => shop.close()));
  });
  return {
    async start(options) {
      const shop = await startShop(options);
      open.push(shop);
      return shop;
    },
    open,
  };
}

/** The paths that Stripe was asked for, in order. */
export function sessionRequests(shop: Shop): string[] {
  return shop.stripe.requests.map(({ path }) => path);
}
