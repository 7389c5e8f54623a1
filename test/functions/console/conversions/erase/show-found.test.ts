// What an owner sees before anything is erased: the payments, what erasing does not reach, and who else knows the buyer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Property } from '../../../../../functions/rules/property.ts';
import { membershipId } from '../../../../../functions/store/console-store.ts';
import { entryId } from '../../../../../functions/store/store.ts';
import { newEntry } from '../../../store/records.ts';
import { newBuyer } from '../../../store/small-records.ts';
import { toText } from '../../settings/read-page.ts';
import { type Sales, startSales } from '../start-sales.ts';

let sales: Sales;
beforeEach(async () => {
  sales = await startSales();
});
afterEach(() => sales.close());

const find = async (fields: Record<string, string>) => (await sales.console.post(`${sales.base}/erase`, fields)).body;
const ada = { by: 'email', email: 'Ada@example.com' };

/** A property of the account that keeps a buyer with Ada's address. */
async function addKnowing(settings: Partial<Property>): Promise<Property> {
  const property = await sales.console.addProperty(settings);
  const entry = newEntry({ id: entryId(property.id, 'cs_test_ofAnotherShop1'), propertyId: property.id });
  const expiresAtMs = sales.console.clock.nowMs + 3_600_000;
  await sales.console.store.createEntry(entry, newBuyer(entry, { email: 'ada@example.com', expiresAtMs }));
  return property;
}

describe('looking for a buyer', () => {
  it('lists the payments with date, value, status and who was told, and changes nothing', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const before = sales.console.dump();
    const body = await find(ada);
    const text = toText(body);
    expect(text).toContain('1 payment of this buyer is kept here.');
    expect(text).toContain('2026-05-12');
    expect(text).toContain('49.50 USD');
    expect(text).toContain('GA4 G-SHOP1234');
    expect(body).toContain(`href="/console${sales.base}/conversions/${sessionId}"`);
    expect(sales.console.dump()).toBe(before);
  });

  it('shows nothing more of the buyer than what was typed', async () => {
    sales.buy();
    await sales.check();
    expect(await find(ada)).not.toMatch(/Lovelace|cus_|ada@example/);
  });

  it('carries along what was shown to the button that erases', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const body = await find(ada);
    expect(body).toContain(`action="/console${sales.base}/erase/confirm"`);
    const fields = [...body.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(Object.fromEntries(fields)).toMatchObject({ ...ada, shown: sessionId, count: '1' });
    const confirmed = await sales.console.post(
      `${sales.base}/erase/confirm`,
      Object.fromEntries(fields.map(([name = '', value = '']) => [name, value])),
    );
    expect(confirmed.body).toContain('The buyer’s data of 1 payment were erased.');
  });

  it('says what stays here and why, the campaign and the consent among it', async () => {
    sales.buy();
    await sales.check();
    const text = toText(await find(ada));
    const stays = text.slice(text.indexOf('What stays here, and why'), text.indexOf('What stays elsewhere'));
    for (const what of ['What was sold', 'The campaign', 'The consent', 'Where each event was sent']) {
      expect(stays).toContain(what);
    }
    expect(stays).toContain('Each goes by itself 90 days after it was made.');
  });

  it('says of clicks for how many days this property keeps them', async () => {
    const { store } = sales.console;
    const stored = await store.findProperty(sales.property.id);
    if (stored !== undefined) await store.changeProperty({ ...stored, clickDays: 30 });
    sales.buy();
    await sales.check();
    expect(toText(await find(ada))).toContain('Each goes by itself 30 days after it was made.');
  });

  it('says what erasing does not reach: whoever was told, and Stripe', async () => {
    sales.buy();
    await sales.check();
    const text = toText(await find(ada));
    expect(text).toContain('What was sent to GA4 G-SHOP1234 stays there');
    expect(text).toContain('User explorer');
    expect(text).toContain('Stripe keeps the payment');
  });

  it('tells what Stripe alone knows, and what was erased before', async () => {
    sales.buy();
    const text = toText(await find(ada));
    expect(text).toContain('1 more checkout goes by this address, of which no payment can be shown');
    const known = sales.buy();
    await sales.check();
    await sales.console.post(`${sales.base}/erase/confirm`, { by: 'session', session: known });
    expect(toText(await find({ by: 'session', session: known }))).toContain('All of this was erased before.');
  });

  it('says that nothing was found, and has nothing to confirm', async () => {
    const body = await find({ by: 'email', email: 'nobody@example.com' });
    expect(toText(body)).toContain('Nothing is kept under this address, and Stripe knows no payment of it under');
    expect(body).not.toContain('/erase/confirm');
  });

  it('says where Stripe could not be asked, and then claims nothing of it', async () => {
    sales.stripe.addAccount({ id: 'acct_shop', keys: [] });
    const text = toText(await find(ada));
    expect(text).toContain('Stripe was not asked about all test payments');
    expect(text).not.toContain('Stripe knows no payment');
  });

  it('claims nothing of Stripe where the property has no key', async () => {
    const { store } = sales.console;
    const stored = await store.findProperty(sales.property.id);
    if (stored !== undefined) await store.changeProperty({ ...stored, stripeKeys: { live: null, test: null } });
    const text = toText(await find(ada));
    expect(text).toContain('Nothing is kept under this address.');
    expect(text).not.toContain('Stripe knows no payment');
  });

  it('lets a session that nobody told of be erased ahead', async () => {
    const body = await find({ by: 'session', session: 'cs_test_neverToldOf1' });
    expect(toText(body)).toContain('This property knows nothing of that session.');
    expect(body).toContain('Erase all the same');
  });

  it.each([
    [{ by: 'email', email: 'ada', session: '' }, 'This is no e-mail address.'],
    [{ by: 'session', email: '', session: 'pi_1' }, 'This is no id of a Checkout Session.'],
  ])('refuses %j at its field', async (fields, sentence) => {
    const { status, body } = await sales.console.post(`${sales.base}/erase`, fields);
    expect(status).toBe(422);
    expect(body).toContain(sentence);
  });
});

describe('other properties that know the buyer', () => {
  it('are named with the way there where the visitor may see them, without the address', async () => {
    const other = await addKnowing({ name: 'Second shop' });
    await sales.console.addProperty({ name: 'Third shop' });
    const body = await find(ada);
    expect(body).toContain(`<a href="/console/properties/${other.id}/erase">`);
    expect(toText(body)).toContain('Second shop');
    expect(toText(body)).not.toContain('Third shop');
  });

  it('are found by a session that they share, and the way there names it', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const other = await sales.console.addProperty({ name: 'Same Stripe account' });
    const entry = newEntry({ id: entryId(other.id, sessionId), propertyId: other.id, sessionId });
    await sales.console.store.createEntry(entry);
    const body = await find({ by: 'session', session: sessionId });
    expect(body).toContain(`<a href="/console/properties/${other.id}/erase?session=${sessionId}">`);
  });

  it('are not told of where the visitor may not see them', async () => {
    await addKnowing({ name: 'Shop of others', accountId: sales.console.otherAccountId });
    expect(toText(await find(ada))).not.toContain('Shop of others');
  });

  it('are told without a way to erase where the visitor may only look', async () => {
    const { store, otherAccountId: accountId, clock } = sales.console;
    const other = await addKnowing({ name: 'Shop of others', accountId });
    const email = 'owner@shop.example';
    const id = membershipId(accountId, email);
    const member = { id, version: 1, accountId, email, userId: 'usr_owner', createdAtMs: clock.nowMs };
    await store.console.createMembership({ ...member, role: 'viewer' });
    const body = await find(ada);
    expect(toText(body)).toContain('Shop of others');
    expect(body).not.toContain(`/properties/${other.id}/erase`);
  });

  it('leave out those that are being deleted', async () => {
    await addKnowing({ name: 'Second shop', removalStartedAtMs: 1 });
    expect(toText(await find(ada))).not.toContain('Second shop');
  });
});
