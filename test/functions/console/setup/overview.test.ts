// What a property’s overview leads with, and what it says of the last payments.
import { describe, expect, test, vi } from 'vitest';
import { entryId } from '../../../../functions/store/store.ts';
import { newFullEntry, newInvoiceEntry } from '../../store/records.ts';
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
