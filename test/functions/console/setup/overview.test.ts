// What a property’s overview leads with, and what it says of the last payments.
import { describe, expect, test, vi } from 'vitest';
import { createChecklist } from '../../../../functions/downloads/checklist.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { newFullEntry, newInvoiceEntry } from '../../store/records.ts';
import { toText } from '../settings/read-page.ts';
import { testKey } from './start-setup.ts';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty } = setup;

describe('the overview', () => {
  test('names the worst first, each with its cure and where that is done', async () => {
    const id = await makeProperty();
    const { body } = await setup.world.app.get(`/properties/${id}`);
    const first = body.slice(body.indexOf('Put this right first'), body.indexOf('Last payments'));
    expect(first.match(/class="message (bad|warning)"/g)?.[0]).toBe('class="message bad"');
    expect(first).toMatch(
      new RegExp(`href="/console/properties/${id}/(setup|settings|doctor)[^"]*">(Go there|What to do)`),
    );
    expect(first).toContain(`href="/console/properties/${id}/doctor"`);
    expect(body).toContain('No payment has been seen yet.');
  });

  describe('of a set-up that is done but for a key', () => {
    const steps = ['payments', 'value', 'redirect', 'webhook', 'downloads', 'test'];
    const ticked = Object.fromEntries([...steps, ...createChecklist().map(({ id }) => id)].map((id) => [id, 1]));
    const addShop = (changes: Partial<Property>) =>
      setup.world.app.addProperty({ hostnames: ['shop.example.com'], ticked, ...changes });
    const read = async (id: string) => ({
      overview: toText((await setup.world.app.get(`/properties/${id}`)).body),
      list: toText((await setup.world.app.get(`/accounts/${setup.world.app.accountId}`)).body),
    });

    test('says how many steps are done, as the list of properties does, which calls it done with the last of them', async () => {
      const leftOut = { ...ticked, destinations: 1 };
      const { id } = await addShop({ stripeKeys: { live: null, test: 'v1.sealed' }, ticked: leftOut });
      const one = await read(id);
      expect(one.overview).toContain('7 of 10 steps are done, 2 left out by you.');
      expect(one.list).toContain('7 of 10 steps done');
      const property = await setup.stored(id);
      await setup.world.app.store.changeProperty({ ...property, stripeKeys: { live: 'v1.sealed', test: 'v1.sealed' } });
      const all = await read(id);
      expect(all.overview).toContain('Every step of the set-up is done, but for the 2 that you left out.');
      expect(all.list).toContain('✓ done');
      expect(all.list).not.toContain('steps done');
    });
  });

  test('stands in the list of properties without a last payment while the property is being deleted', async () => {
    const { app } = setup.world;
    const { id } = await app.addProperty({ removalStartedAtMs: 1 });
    await app.store.createEntry(newFullEntry({ propertyId: id, id: entryId(id, 'cs_test_1') }));
    const { body } = await app.get(`/accounts/${app.accountId}`);
    expect(body).toMatch(/data-label="Last payment seen">–</);
  });

  test('asks to look, and not to put right, where nothing that is found is worse than a warning', async () => {
    const { app } = setup.world;
    const id = await makeProperty();
    await app.post(`/properties/${id}/setup/keys`, { stripe_key_test: testKey });
    await app.store.changeProperty({ ...(await setup.stored(id)), sender: 'browser' });
    const { body } = await app.get(`/properties/${id}`);
    expect(body).toContain('<h2>Look at this first</h2>');
    expect(body).toContain('class="message warning"');
    expect(body).not.toMatch(/Put this right first|class="message bad"/);
  });

  test('reads the newest payments alone, and leaves it to the set-up to look for earlier ones that prove it', async () => {
    const { app } = setup.world;
    const property = await app.addProperty();
    for (let count = 0; count < 20; count += 1) {
      await app.store.createEntry(
        newFullEntry({ propertyId: property.id, id: entryId(property.id, `cs_test_${count}`) }),
      );
    }
    const listEntries = vi.spyOn(app.store, 'listEntries');
    const findLimits = () => listEntries.mock.calls.map(([{ limit }]) => limit);
    await app.get(`/properties/${property.id}`);
    expect(Math.max(...findLimits())).toBeLessThan(250);
    await app.get(`/properties/${property.id}/setup`);
    expect(findLimits()).toContain(250);
  });

  test('shows a renewal with the value that the list of conversions shows, without the tax that the property leaves out', async () => {
    const { app } = setup.world;
    const property = await app.addProperty({ valueBasis: 'excluding_tax' });
    const { id: name } = newInvoiceEntry().invoice;
    const entry = newInvoiceEntry({ propertyId: property.id });
    const invoice = { ...entry.invoice, id: name, totalMinor: 1190, taxMinor: 190 };
    await app.store.createEntry({ ...entry, id: entryId(property.id, name), invoice });
    const { body: overview } = await app.get(`/properties/${property.id}`);
    const { body: list } = await app.get(`/accounts/${app.accountId}`);
    const { body: conversions } = await app.get(`/properties/${property.id}/conversions?mode=test`);
    for (const body of [overview, list, conversions]) {
      expect(body).toContain('10.00 EUR');
      expect(body).not.toContain('11.90 EUR');
    }
  });
});
