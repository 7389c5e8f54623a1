// How much of the buyer a lookup tells: what page, property and hour allow.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useShops } from './use-shops.ts';

const { start, open } = useShops();

describe('GET /checkout/sessions.json', () => {
  it('leaves personal data out where the page asks for none, and only there', async () => {
    const shop = await start();
    const id = shop.buy();
    const { json, text } = await shop.look(id, { query: '&personal_data=none' });
    expect(json['customer_email']).toBeNull();
    expect(text).not.toMatch(/ada|lovelace|user_data/i);
    expect((await shop.look(id)).json['customer_email']).toBe('ada@example.com');
  });

  it('answers hashes only where the page asks for hashes, though the property would give more', async () => {
    const shop = await start();
    const id = shop.buy();
    const { json, text } = await shop.look(id, { query: '&personal_data=hashed' });
    expect(json['customer_email']).toBeNull();
    expect(json).toHaveProperty(
      'user_data.sha256_email_address',
      createHash('sha256').update('ada@example.com').digest('hex'),
    );
    expect(text).not.toMatch(/ada@|lovelace/i);
  });

  it('gives no more than the property allows, whatever the page asks for', async () => {
    const shop = await start({ property: { emailPolicy: 'none' } });
    const { json, text } = await shop.look(shop.buy(), { query: '&personal_data=hashed' });
    expect(json['customer_email']).toBeNull();
    expect(text).not.toContain('user_data');
  });

  it('leaves personal data out once their hour is over, also in an instance that never saw the session', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id);
    shop.clock.nowMs += 60 * 60_000;
    const { status, json, text } = await shop.look(id);
    expect(status).toBe(200);
    expect(json).toMatchObject({ customer_email: null, event: 'purchase' });
    expect(text).not.toContain('ada@example.com');
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id)).text).not.toContain('ada@example.com');
  });
});
