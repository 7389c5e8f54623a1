// What nobody signed in for is written to the trail of the account that the property belongs to.
import { describe, expect, test } from 'vitest';
import { noteInTrail } from '../../../functions/properties/note-in-trail.ts';
import { newDeployment } from '../store/console-records.ts';
import { nowMs, propertyId, useProperties } from './use-properties.ts';

const { tools } = useProperties();
const note = { what: 'property_deleted', about: 'Shop', token: 'once' };
const list = (accountId: string) => tools().store.console.listAuditEvents({ accountId, limit: 9 });

describe('noteInTrail', () => {
  test('writes it to the property’s own account, by nobody', async () => {
    await noteInTrail(tools(), { id: propertyId, accountId: 'acc_shop' }, note);
    expect(await list('acc_shop')).toMatchObject([
      { what: 'property_deleted', about: 'Shop', atMs: nowMs, userId: null, email: null, propertyId },
    ]);
  });

  test('writes it to the deployment’s account where a terminal made the property', async () => {
    await tools().store.console.createDeployment(newDeployment({ accountId: 'acc_first' }));
    await noteInTrail(tools(), { id: propertyId, accountId: null }, note);
    expect(await list('acc_first')).toHaveLength(1);
  });

  test('writes nothing where nobody ever signed in', async () => {
    await expect(noteInTrail(tools(), { id: propertyId, accountId: null }, note)).resolves.toBeUndefined();
  });

  test('writes the same once', async () => {
    for (let times = 0; times < 2; times += 1)
      await noteInTrail(tools(), { id: propertyId, accountId: 'acc_shop' }, note);
    expect(await list('acc_shop')).toHaveLength(1);
  });
});
