// One shop for all tests of a file, whose property knows pages and a server container, and what a caller hears from it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Shop, startShop } from '../start-shop.ts';

/** What the shop's server container knows, bare and as it sends it. */
export const secret = 'container-secret-of-the-shop';
export const bearer = `Bearer ${secret}`;

const lifted = { addressBurst: 1e9, propertyBurst: 1e9, readsPerSession: 1e9 };

/** The shop, there once the tests of the file run. */
export let shop: Shop;

/** The id of a session that was paid there. */
export let id: string;

beforeAll(async () => {
  shop = await startShop({
    limits: lifted,
    property: {
      hostnames: ['shop.example.test', '*.shops.example.test', '127.0.0.1'],
      containerSecretHash: createHash('sha256').update(secret).digest('hex'),
    },
  });
  id = shop.buy();
});

afterAll(async () => {
  await shop.close();
});

/** A caller, and what it hears. */
export interface CallerCase {
  name: string;
  headers: Record<string, string>;
  status: 200 | 403;
  /** The answer's Access-Control-Allow-Origin. */
  allowed?: string | null;
}

/** Expects the answer, with the headers that every such answer has. */
export async function expectAnswer({ headers, status, allowed = null }: CallerCase): Promise<void> {
  const answer = await shop.look(id, { headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  if (status === 403) {
    expect(answer.code).toBe('host_not_allowed');
    expect(answer.text).not.toContain('ada@example.com');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    return;
  }
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(answer.headers.get('vary')).toBe('Origin');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
}
