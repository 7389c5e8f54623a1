// What a page that is only looked at asks of Stripe: for viewers nothing at all, wherever they look.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../../functions/console/routes.ts';
import { type SetupWorld, startSetup, testKey } from './start-setup.ts';

let world: SetupWorld;
let propertyId: string;

beforeAll(async () => {
  world = await startSetup();
  ({ id: propertyId } = await world.app.addProperty({ hostnames: ['shop.example.com'] }));
  await world.app.post(`/properties/${propertyId}/setup/keys`, { stripe_key_test: testKey });
  world.stripe.putPaymentLink(world.stripeAccountId, { slug: 'tea', afterCompletion: { confirmation: 'Thanks.' } });
});
afterAll(() => world.close());

/** How many requests reach Stripe while somebody opens the page. */
async function countAsked(path: string, as: 'owner' | 'viewer'): Promise<number> {
  const before = world.stripe.requests.length;
  const { status } = await world.app.get(path.replace(':propertyId', propertyId), as);
  // Some addresses only lead on to another.
  expect([200, 303]).toContain(status);
  return world.stripe.requests.length - before;
}

const pages = routes
  .filter(({ method, needs, path }) => method === 'GET' && needs === 'property_viewer' && !/:(?!propertyId)/.test(path))
  .map(({ path }) => path);

describe('a page that a viewer looks at', () => {
  it.each([...pages, '/properties/:propertyId/setup/keys?check=1'])('asks Stripe for nothing: %s', async (path) => {
    expect(await countAsked(path, 'viewer')).toBe(0);
  });

  it.each(['keys?check=1', 'redirect', 'payments'])('asks Stripe for owners: setup/%s', async (step) => {
    expect(await countAsked(`/properties/:propertyId/setup/${step}`, 'owner')).toBeGreaterThan(0);
  });

  it('offers viewers no check of keys, and tells them for whom links are listed', async () => {
    const read = async (step: string) =>
      (await world.app.get(`/properties/${propertyId}/setup/${step}`, 'viewer')).body;
    expect(await read('keys')).not.toContain('?check=1');
    expect(await read('redirect')).toContain('For owners of the account, the payment links are read from Stripe');
    expect(await read('payments')).toContain('For owners of the account, the payment links to choose from are read');
  });
});
