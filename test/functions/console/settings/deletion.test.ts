// Deleting a property over HTTP: begun by its name, gone on with by its page, and shut for everything else meanwhile.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { routes } from '../../../../functions/console/routes.ts';
import { leaveSweepMark } from '../../../../functions/delivery/sweep-mark.ts';
import { settleMs } from '../../../../functions/properties/removal/remove-owned.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newEntry } from '../../store/records.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { fillProperty } from './fill-property.ts';
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
const auditWords = async () =>
  (await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 }))
    .map(({ what }) => what)
    .sort();
/** The page that shows how far it is, which outlives the property. */
const deletion = () => `/accounts/${running.accountId}/deletions/${property.id}`;

describe('deleting', () => {
  const fill = () => fillProperty(running.store, property.id, running.clock.nowMs);
  const begin = async () => await running.post(path('/delete'), { name: 'Shop' });

  test('removes everything from every table but the audit trail', async () => {
    await fill();
    expect(running.dump().split(property.id).length).toBeGreaterThan(8);
    expect((await begin()).status).toBe(303);
    expect((await running.get(deletion())).status).toBe(200);
    running.clock.nowMs += settleMs;
    const last = await running.get(deletion());
    expect(last).toMatchObject({ status: 303, location: `/console/accounts/${running.accountId}?notice=deleted` });
    const tables: [string, unknown[]][] = JSON.parse(running.dump());
    const holding = tables.filter(([, rows]) => JSON.stringify(rows).includes(property.id));
    expect(holding.map(([name]) => name)).toEqual(['audit_events']);
    expect(await auditWords()).toEqual(['property_deleted', 'property_deletion_begun']);
  });

  test('is told where it was begun and left, on the pages that lead to it, with the way to see how far it is', async () => {
    await begin();
    const own = `/properties/${property.id}`;
    for (const page of [own, `${own}/doctor`, `/accounts/${running.accountId}`]) {
      for (const as of ['owner', 'viewer'] as const) {
        const { body } = await running.get(page, as);
        expect(toText(body), page).toContain('being deleted');
        expect(body, page).toContain(`href="/console${path()}"`);
        expect(body, page).not.toContain('steps are done');
        expect(body, page).not.toMatch(/<h2>(Put|Look at) this/);
      }
    }
    expect((await running.post(`${own}/doctor`, {})).body).toContain('This property is being deleted since');
  });

  test('is told to whoever changed something while it was begun', async () => {
    await begin();
    const { store } = running;
    const findProperty = store.findProperty.bind(store);
    let reads = 0;
    store.findProperty = async (id) => {
      reads += 1;
      return reads === 1 ? property : await findProperty(id);
    };
    const fields = { by: 'session', session: 'cs_test_neverToldOf1' };
    const answer = await running.post(`/properties/${property.id}/erase/confirm`, fields);
    expect(answer).toMatchObject({ status: 409, body: expect.stringContaining('This property is being deleted') });
  });

  test('leaves what belongs to another property', async () => {
    const other = await running.addProperty();
    const entry = newEntry({ id: entryId(other.id, 'cs_test_9'), propertyId: other.id });
    await running.store.createEntry(entry);
    await begin();
    running.clock.nowMs += settleMs;
    await running.get(deletion());
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
    const waiting = await running.get(deletion());
    expect(toText(waiting.body)).toContain('Deleting Shop');
    expect(toText(waiting.body)).toContain('running functions may still remember the property');
    expect(waiting.body).toContain('data-refresh-seconds="5"');
    const late = newEntry({ id: entryId(property.id, 'cs_test_late'), propertyId: property.id });
    await running.store.createEntry(late);
    running.clock.nowMs += settleMs;
    await running.get(deletion());
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

  test('the page that goes on does nothing where nobody began, nor with what is another account’s', async () => {
    await fill();
    const others = await running.addProperty({ accountId: running.otherAccountId, removalStartedAtMs: 1 });
    const gone = { userId: null, email: null, propertyId: 'tt_gonegonegonegonegone', about: 'Gone' };
    const id = `${running.accountId}:0000000000001:x`;
    const event = { ...gone, id, accountId: running.accountId, atMs: running.clock.nowMs, what: 'property_deleted' };
    await running.store.console.addAuditEvent(event);
    const before = running.dump();
    expect(await running.get(deletion())).toMatchObject({ status: 303, location: `/console${path()}` });
    const over = { status: 303, location: `/console/accounts/${running.accountId}` };
    const page = `/accounts/${running.accountId}/deletions`;
    expect(await running.get(`${page}/${others.id}`)).toMatchObject(over);
    expect(await running.get(`${page}/tt_nopenopenopenopenope`)).toMatchObject(over);
    expect(running.dump()).toBe(before);
  });

  test('the page leads to the account where the sweep was faster, and the trail is not told twice', async () => {
    await begin();
    running.clock.nowMs += settleMs;
    await running.store.deleteProperty(property.id);
    expect(await running.get(deletion())).toMatchObject({
      ...{ status: 303, location: `/console/accounts/${running.accountId}?notice=deleted` },
    });
    expect(await auditWords()).toEqual(['property_deletion_begun']);
  });

  test('the trail knows of it also where the property could not be removed at last, and tells it once', async () => {
    await begin();
    running.clock.nowMs += settleMs;
    const { store } = running;
    const deleteProperty = store.deleteProperty.bind(store);
    store.deleteProperty = () => Promise.reject(new StoreUnavailableError('It is away.'));
    expect((await running.get(deletion())).status).toBeGreaterThanOrEqual(500);
    expect(await auditWords()).toEqual(['property_deleted', 'property_deletion_begun']);
    store.deleteProperty = deleteProperty;
    running.clock.nowMs += 1;
    expect((await running.get(deletion())).status).toBe(303);
    expect(await auditWords()).toEqual(['property_deleted', 'property_deletion_begun']);
  });

  test('the page may be left where sweeps run, and says to stay where none does', async () => {
    await begin();
    expect(toText((await running.get(deletion())).body)).toContain('Keep this page open');
    await leaveSweepMark(running.store, running.clock.nowMs, 'a key');
    const { body } = await running.get(deletion());
    expect(toText(body)).toContain('You may leave this page: Tilltag finishes it by itself.');
    expect(toText(body)).not.toContain('Keep this page open');
    running.clock.nowMs += 600_000;
    await running.store.createEntry(newEntry({ id: entryId(property.id, 'cs_test_1'), propertyId: property.id }));
    expect(toText((await running.get(deletion())).body)).not.toContain('You may leave');
  });

  test('takes every change away meanwhile, and says why where one is sent all the same', async () => {
    await begin();
    const before = await stored();
    const manage = (await running.get(path())).body;
    expect(manage).not.toContain('<form method="post" action="/console/properties/');
    expect(toText(manage)).not.toContain('Move to another account');
    expect(manage).toContain(`href="/console${deletion()}"`);
    expect((await running.get(path('/export'))).status).toBe(200);
    for (const route of routes.filter(({ needs }) => needs.startsWith('property_'))) {
      const target = route.path.replace(':propertyId', property.id).replaceAll(/:\w+/g, 'nothing');
      if (route.staysOpen) continue;
      const answer = route.method === 'GET' ? await running.get(target) : await running.post(target, { name: 'Shop' });
      const refused = { status: 409, body: expect.stringContaining('This property is being deleted') };
      const led = { status: 303, location: `/console/properties/${property.id}` };
      expect(answer, `${route.method} ${route.path}`).toMatchObject(route.method === 'GET' ? led : refused);
    }
    expect(await stored()).toEqual(before);
    expect((await running.get(`/properties/${property.id}`)).body).not.toContain('/conversions"');
  });

  test('takes the webhook of this property from Stripe, and no other', async () => {
    const put = (url: string) => stripe.addWebhookEndpoint(stripeAccount, { url, enabledEvents: ['*'] });
    put(`https://tags.example.com/webhooks/stripe/${property.id}`);
    put('https://tags.example.com/webhooks/stripe/tt_other');
    await storeKey();
    const { location } = await begin();
    expect(location).toContain('test=removed');
    expect(toText((await running.get(`${deletion()}?test=removed`)).body)).toContain('was removed from Stripe');
    const asked = stripe.requests.filter(({ method }) => method === 'DELETE');
    expect(asked).toMatchObject([{ status: 200 }]);
  });

  test('says what to do by hand where the key may not remove it', async () => {
    const weak = 'rk_test_weakKey012345678901';
    stripe.addAccount({ keys: [{ key: weak, permissions: ['rak_checkout_session_read'] }] });
    await storeKey(weak);
    const { location } = await begin();
    expect(location).toContain('test=left');
    const { body } = await running.get(`${deletion()}?test=left`);
    expect(toText(body)).toContain('The test webhook could not be removed from Stripe.');
  });

  test('a viewer sees neither the form nor the page that goes on', async () => {
    const { status, body } = await running.get(path(), 'viewer');
    expect(status).toBe(200);
    expect(body).not.toContain('name="name"');
    expect(body).not.toContain('name="account"');
    expect((await running.get(deletion(), 'viewer')).status).toBe(403);
  });
});
