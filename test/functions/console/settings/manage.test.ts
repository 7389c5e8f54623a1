// The settings page about a property as a whole over HTTP: exported without secrets, moved, and deleted with all that it owns.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settleMs } from '../../../../functions/properties/removal/remove-owned.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { membershipId } from '../../../../functions/store/console-store.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { entryId, tallyId, watermarkId } from '../../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newClick, newEntry, newRefundEntry } from '../../store/records.ts';
import { newWatermark } from '../../store/small-records.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { toText } from './read-page.ts';

const ring = `main:${Buffer.alloc(32, 1).toString('base64')}`;
const apiKey = 'rk_test_manageKey0123456789';

let stripe: StripeStandIn;
let running: RunningConsole;
let property: Property;
let stripeAccount: string;
beforeEach(async () => {
  stripe = await startStripeStandIn();
  stripeAccount = stripe.addAccount({ keys: [{ key: apiKey, permissions: ['rak_webhook_write'] }] }).id;
  running = await startConsole({ STRIPE_API_BASE: stripe.url, TILLTAG_KEYS: ring });
  property = await running.addProperty({ name: 'Shop', hostnames: ['shop.example.com'] });
});
afterEach(async () => {
  await running.close();
  await stripe.close();
});

const path = (rest = '/manage') => `/properties/${property.id}/settings${rest}`;
const stored = async () => await running.store.findProperty(property.id);
const storeKey = async (key = apiKey) => {
  const sealed = seal(parseKeyRing(ring), key, stripeKeyPlace(property.id, 'test'));
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

describe('deleting', () => {
  const fill = async () => {
    const { id: propertyId } = property;
    for (const sessionId of ['cs_test_1', 'cs_test_2']) {
      const entry = newEntry({ id: entryId(propertyId, sessionId), propertyId });
      expect(await running.store.createEntry(entry)).toBe('created');
    }
    await running.store.createEntry(newRefundEntry({ id: entryId(propertyId, 're_1'), propertyId }));
    const expiresAtMs = running.clock.nowMs + 1e9;
    const day = '2026-05-12';
    await running.store.putTally({
      id: tallyId(propertyId, day, 'a'),
      propertyId,
      day,
      counts: { accepted: 1 },
      expiresAtMs,
    });
    await running.store.createWatermark(newWatermark({ id: watermarkId(propertyId, 'test') }));
    await running.store.createClick(newClick({ propertyId, expiresAtMs: running.clock.nowMs + 1e9 }));
  };
  const begin = async () => await running.post(path('/delete'), { name: 'Shop' });

  test('removes everything from every table but the audit trail', async () => {
    await fill();
    expect(running.dump().split(property.id).length).toBeGreaterThan(8);
    expect((await begin()).status).toBe(303);
    expect((await running.get(path('/delete'))).status).toBe(200);
    running.clock.nowMs += settleMs;
    const last = await running.get(path('/delete'));
    expect(last).toMatchObject({ status: 303, location: `/console/accounts/${running.accountId}?notice=deleted` });
    const tables: [string, unknown[]][] = JSON.parse(running.dump());
    const holding = tables.filter(([, rows]) => JSON.stringify(rows).includes(property.id));
    expect(holding.map(([name]) => name)).toEqual(['audit_events']);
    expect(await auditWords()).toEqual(['property_deleted', 'property_deletion_begun']);
  });

  test('is told where it was begun and left, on the pages that lead to it, with the way to finish it', async () => {
    await begin();
    const own = `/properties/${property.id}`;
    for (const page of [own, `${own}/doctor`, `/accounts/${running.accountId}`]) {
      for (const as of ['owner', 'viewer'] as const) {
        const { body } = await running.get(page, as);
        expect(toText(body), page).toContain('being deleted');
        expect(body, page).toContain(`href="/console${path()}"`);
        expect(body, page).not.toContain('steps are done');
      }
    }
    expect((await running.post(`${own}/doctor`, {})).body).toContain('This property is being deleted.');
  });

  test('leaves what belongs to another property', async () => {
    const other = await running.addProperty();
    const entry = newEntry({ id: entryId(other.id, 'cs_test_9'), propertyId: other.id });
    await running.store.createEntry(entry);
    await begin();
    running.clock.nowMs += settleMs;
    await running.get(path('/delete'));
    expect(await running.store.findProperty(other.id)).toEqual(other);
    expect(await running.store.findEntry(entry.id)).toEqual(entry);
  });

  test('shuts every door at once, waits until functions have forgotten the property, and catches what came meanwhile', async () => {
    await storeKey();
    await begin();
    expect(await stored()).toMatchObject({
      ...{ hostnames: [], destinations: [], containerSecretHash: null, removalStartedAtMs: running.clock.nowMs },
      ...{ stripeKeys: { live: null, test: null }, webhookSecrets: { live: [], test: [] } },
    });
    const waiting = await running.get(path('/delete'));
    expect(toText(waiting.body)).toContain('running functions may still remember the property');
    expect(waiting.body).toContain('data-refresh-seconds="5"');
    const late = newEntry({ id: entryId(property.id, 'cs_test_late'), propertyId: property.id });
    await running.store.createEntry(late);
    running.clock.nowMs += settleMs;
    await running.get(path('/delete'));
    expect(await running.store.findEntry(late.id)).toBeUndefined();
    expect(await stored()).toBeUndefined();
  });

  test('wants the name typed', async () => {
    for (const name of ['', 'shop', 'Shop 2']) {
      const answer = await running.post(path('/delete'), { name });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain('id="name-error"');
    }
    expect(await stored()).toEqual(property);
  });

  test('the page that goes on does nothing where nobody began', async () => {
    await fill();
    const before = running.dump();
    expect(await running.get(path('/delete'))).toMatchObject({ status: 303, location: `/console${path()}` });
    expect(running.dump()).toBe(before);
  });

  test('takes the webhook of this property from Stripe, and no other', async () => {
    const put = (url: string) => stripe.addWebhookEndpoint(stripeAccount, { url, enabledEvents: ['*'] });
    put(`https://tags.example.com/webhooks/stripe/${property.id}`);
    put('https://tags.example.com/webhooks/stripe/tt_other');
    await storeKey();
    const { location } = await begin();
    expect(location).toContain('test=removed');
    expect(toText((await running.get(`${path('/delete')}?test=removed`)).body)).toContain('was removed from Stripe');
    const asked = stripe.requests.filter(({ method }) => method === 'DELETE');
    expect(asked).toMatchObject([{ status: 200 }]);
  });

  test('says what to do by hand where the key may not remove it', async () => {
    const weak = 'rk_test_weakKey012345678901';
    stripe.addAccount({ keys: [{ key: weak, permissions: ['rak_checkout_session_read'] }] });
    await storeKey(weak);
    const { location } = await begin();
    expect(location).toContain('test=left');
    const { body } = await running.get(`${path('/delete')}?test=left`);
    expect(toText(body)).toContain('The test webhook could not be removed from Stripe.');
  });

  test('a viewer sees neither the form nor the page that goes on', async () => {
    const { status, body } = await running.get(path(), 'viewer');
    expect(status).toBe(200);
    expect(body).not.toContain('name="name"');
    expect(body).not.toContain('name="account"');
    expect((await running.get(path('/delete'), 'viewer')).status).toBe(403);
  });
});
