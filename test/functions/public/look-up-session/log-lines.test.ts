// What a lookup leaves in the log, and what it never does.

import { describe, expect, it } from 'vitest';
import { shopOrigin, testKey } from '../start-shop.ts';
import { claim, useShops } from './use-shops.ts';

const { start } = useShops();

describe('log lines of lookups', () => {
  it('name property, short session, latency and trace, and never an address, a key or a whole session id', async () => {
    const shop = await start({ env: { GOOGLE_CLOUD_PROJECT: 'shop-project' } });
    const id = shop.buy();
    const trace = '0123456789abcdef0123456789abcdef';
    await shop.look(id, { claim, headers: { origin: shopOrigin, 'x-cloud-trace-context': `${trace}/1;o=1` } });
    await shop.look(id, { claim, headers: { origin: 'https://evil.example' } });
    await shop.look(`${id}ada@example.com`);
    expect(shop.logs[0]).toMatchObject({
      severity: 'INFO',
      event: 'lookup_answered',
      property_id: shop.property.id,
      session: `cs_test_…${id.slice(-4)}`,
      latencyMs: 0,
      'logging.googleapis.com/trace': `projects/shop-project/traces/${trace}`,
    });
    expect(shop.logs).toHaveLength(3);
    const all = JSON.stringify(shop.logs);
    expect(all).not.toContain(id);
    expect(all).not.toContain('ada@example.com');
    expect(all).not.toContain(testKey);
    expect(all).not.toContain(claim);
  });
});
