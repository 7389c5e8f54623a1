// Changing metadata through the real SDK: by the right to write, and of what there is alone.
import { describe, expect, test } from 'vitest';
import { accountId, fullKey, sdk, standIn } from './stand-in.ts';

const writeKey = 'rk_test_writes_charges_51Nabcdef';

/** A key that may write charges, and a charge of its account. */
async function startWriter() {
  const { id } = standIn.createSession(accountId).session;
  standIn.completeSession(id, 'card');
  const [charge] = (await sdk(fullKey).charges.list()).data;
  standIn.addAccount({ id: accountId, keys: [{ key: writeKey, permissions: ['rak_charge_write'] }] });
  return { chargeId: charge?.id ?? '', client: sdk(writeKey) };
}

describe('the stand-in’s metadata', () => {
  test('is changed and read back with the right to write', async () => {
    const { client, chargeId } = await startWriter();
    await client.charges.update(chargeId, { metadata: { order: '7' } });
    await client.charges.update(chargeId, { metadata: { note: 'x' } });
    expect((await client.charges.retrieve(chargeId)).metadata).toEqual({ order: '7', note: 'x' });
  });

  test('other parameters, ids that are none and missing rights are refused as Stripe does', async () => {
    const { client, chargeId } = await startWriter();
    await expect(client.charges.update(chargeId, { description: 'x' })).rejects.toMatchObject({ statusCode: 400 });
    await expect(client.charges.update('ch_none', { metadata: {} })).rejects.toMatchObject({ statusCode: 404 });
    await expect(client.payouts.update('po_none', { metadata: {} })).rejects.toMatchObject({ statusCode: 403 });
    await expect(client.customers.retrieve('cus_none')).rejects.toMatchObject({ statusCode: 403 });
  });
});
