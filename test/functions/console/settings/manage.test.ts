// The settings page about a property as a whole over HTTP: exported without secrets, and moved.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { membershipId } from '../../../../functions/store/console-store.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { toText } from './read-page.ts';

const ring = `main:${Buffer.alloc(32, 1).toString('base64')}`;

let running: RunningConsole;
let property: Property;
beforeEach(async () => {
  running = await startConsole({ TILLTAG_KEYS: ring });
  property = await running.addProperty({ name: 'Shop', hostnames: ['shop.example.com'] });
});
afterEach(() => running.close());

const path = (rest = '/manage') => `/properties/${property.id}/settings${rest}`;
const stored = async () => await running.store.findProperty(property.id);
const storeKey = async () => {
  const sealed = seal(parseKeyRing(ring), 'rk_test_manageKey0123456789', stripeKeyPlace(property.id, 'test'));
  const secrets = { live: [], test: ['v1.sealed'] };
  const changed = { ...property, stripeKeys: { live: null, test: sealed }, webhookSecrets: secrets };
  expect(await running.store.changeProperty(changed)).toBe('changed');
};
const auditWords = async (accountId = running.accountId) =>
  (await running.store.console.listAuditEvents({ accountId, limit: 10 })).map(({ what }) => what).sort();

describe('the export', () => {
  test('holds every setting and no secret', async () => {
    await storeKey();
    const answer = await running.get(path('/export'), 'viewer');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${property.id}-settings.json"`);
    const exported = JSON.parse(answer.body);
    expect(exported).toMatchObject({
      property_id: property.id,
      hostnames: ['shop.example.com'],
      sender: 'browser',
      grace_minutes: 15,
      scope: 'account',
      has_stripe_key: { live: false, test: true },
      webhook_secrets: { live: 0, test: 1 },
    });
    expect(answer.body).not.toContain('v1.');
  });

  test('names destinations without their secrets', async () => {
    const destination = {
      id: 'dst_1',
      mode: 'live',
      measurementId: 'G-SHOP1234',
      region: 'eu',
      secret: 'v1.sealed',
    } as const;
    await running.store.changeProperty({ ...property, destinations: [{ kind: 'ga4', ...destination }] });
    const { destinations } = JSON.parse((await running.get(path('/export'))).body);
    expect(destinations).toEqual([
      { kind: 'ga4', id: 'dst_1', mode: 'live', measurement_id: 'G-SHOP1234', region: 'eu' },
    ]);
  });
});

describe('moving', () => {
  const join = async (role: 'owner' | 'viewer') => {
    const accountId = running.otherAccountId;
    const email = 'owner@shop.example';
    const id = membershipId(accountId, email);
    const record = { id, version: 1, accountId, email, userId: 'usr_owner', role, createdAtMs: running.clock.nowMs };
    await running.store.console.createMembership(record);
  };

  test('gives the property to another account of the same owner, and both audit trails say so', async () => {
    await join('owner');
    expect(toText((await running.get(path())).body)).toContain('Others');
    const answer = await running.post(path('/move'), { account: running.otherAccountId });
    expect(answer).toMatchObject({ status: 303, location: `/console${path()}?notice=saved` });
    expect((await stored())?.accountId).toBe(running.otherAccountId);
    expect(await auditWords()).toEqual(['property_moved_away']);
    expect(await auditWords(running.otherAccountId)).toEqual(['property_moved_here']);
    expect((await running.get(path(), 'viewer')).status).toBe(404);
    expect((await running.get(path(), 'stranger')).status).toBe(200);
  });

  test('is refused to an account that the visitor does not own', async () => {
    expect((await running.post(path('/move'), { account: running.otherAccountId })).status).toBe(422);
    await join('viewer');
    expect((await running.post(path('/move'), { account: running.otherAccountId })).status).toBe(422);
    expect((await stored())?.accountId).toBe(running.accountId);
  });
});
