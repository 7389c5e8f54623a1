// Removing a property with the real program, only when it is meant.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newClick, newEntry } from '../../functions/store/records.ts';
import { useCli } from './use-cli.ts';

const { folder, run, runProcess, runJson, addShop, readStored, changeStored } = useCli();

describe('property remove', () => {
  test('removes with --yes, and then there is nothing to remove', async () => {
    const id = await addShop();
    expect(await runProcess(['property', 'remove', id, '--yes'])).toMatchObject({
      code: 0,
      stdout: `Removed ${id}.\n`,
    });
    expect(await runJson(['property', 'list'])).toEqual({ properties: [], unreadable: [] });
    expect(await runProcess(['property', 'remove', id, '--yes'])).toMatchObject({ code: 2 });
  });

  test('without --yes and without a terminal it removes nothing', async () => {
    const id = await addShop();
    const { code, stderr } = await runProcess(['property', 'remove', id], { input: 'y\n' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await readStored(id)).id).toBe(id);
  });

  test('removes what the property recorded with it, and says so', async () => {
    const id = await addShop();
    const store = await openStore(`sqlite:${join(folder(), '.tilltag/tilltag.db')}`);
    const entry = newEntry({ id: entryId(id, 'cs_test_1'), propertyId: id });
    try {
      await store.createEntry(entry);
      await store.createClick(newClick({ propertyId: id }));
      const removed = await runJson(['property', 'remove', id, '--yes', '--json']);
      expect(removed).toMatchObject({
        property_id: id,
        removed: true,
        records: 2,
        webhook_endpoints: { live: 'none' },
      });
      expect(await store.findEntry(entry.id)).toBeUndefined();
    } finally {
      await store.close();
    }
  });

  test('tells the audit trail of the account, as done at the command line', async () => {
    const id = await addShop();
    await changeStored(id, { accountId: 'acc_shop' });
    await run(['property', 'remove', id, '--yes']);
    const store = await openStore(`sqlite:${join(folder(), '.tilltag/tilltag.db')}`);
    try {
      const trail = await store.console.listAuditEvents({ accountId: 'acc_shop', limit: 9 });
      expect(trail).toMatchObject([
        { what: 'property_deleted', about: 'My shop, at the command line', userId: null, email: null, propertyId: id },
      ]);
    } finally {
      await store.close();
    }
  });

  test('has told the trail before the property goes, and tells it once where it has to be done again', async () => {
    const id = await addShop();
    await changeStored(id, { accountId: 'acc_shop' });
    const path = join(folder(), '.tilltag/tilltag.db');
    const database = new DatabaseSync(path);
    // As where the process ends in this moment.
    database.exec("CREATE TRIGGER ended BEFORE DELETE ON properties BEGIN SELECT RAISE(ABORT, 'ended'); END");
    expect((await run(['property', 'remove', id, '--yes'])).code).toBe(1);
    const store = await openStore(`sqlite:${path}`);
    const readTrail = async () => await store.console.listAuditEvents({ accountId: 'acc_shop', limit: 9 });
    try {
      expect(await readTrail()).toMatchObject([{ what: 'property_deleted', propertyId: id }]);
      database.exec('DROP TRIGGER ended');
      expect((await run(['property', 'remove', id, '--yes'])).code).toBe(0);
      expect(await readTrail()).toHaveLength(1);
    } finally {
      database.close();
      await store.close();
    }
  });

  test('removes what came after a property was gone, once', async () => {
    const id = 'tt_gonegonegonegonegone';
    const store = await openStore(`sqlite:${join(folder(), '.tilltag/tilltag.db')}`);
    try {
      await store.createEntry(newEntry({ id: entryId(id, 'cs_test_1'), propertyId: id }));
      expect(await run(['property', 'remove', id, '--yes'])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('1 record of its own'),
      });
      expect(await run(['property', 'remove', id, '--yes'])).toMatchObject({ code: 2 });
    } finally {
      await store.close();
    }
  });
});
