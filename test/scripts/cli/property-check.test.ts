// The check of a whole property with the real program: keys, webhook, destinations.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import { tallyId } from '../../../functions/store/store.ts';
import { liveKey } from './use-cli.ts';
import { useShop } from './use-shop.ts';

const { folder, run, runProcess, addShop, addContainer, permit, world } = useShop();
const secret = `whsec_${'a'.repeat(32)}`;

/** What an instance of the webhook function writes down. */
async function countEvents(propertyId: string, day: string, counts: Record<string, number>): Promise<void> {
  const store = await openStore(`sqlite:${join(folder(), '.tilltag/tilltag.db')}`);
  const expiresAtMs = Date.UTC(2026, 11, 31);
  await store.putTally({ id: tallyId(propertyId, day, 'a'), propertyId, day, counts, expiresAtMs });
  await store.close();
}

describe('property check', () => {
  test('everything that is there and works ends with the exit code 0', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'connect', id, '--secret', '-'], { input: secret });
    const { code, stdout, stderr } = await runProcess(['property', 'check', id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      '✓ Stripe key, test: It reads sessions.',
      expect.stringMatching(/^! Webhook, test: A secret is stored/),
      expect.stringMatching(/^✓ Destination dst_/),
    ]);
  });

  test('events that came prove the webhook, with the day of the last one', async () => {
    const id = await addShop();
    await run(['property', 'connect', id, '--secret', '-'], { input: secret });
    await countEvents(id, '2026-11-20', { accepted: 2 });
    await countEvents(id, '2026-11-21', { invalid_signature: 1 });
    const { stdout } = await run(['property', 'check', id], { now: () => Date.UTC(2026, 10, 22) });
    expect(stdout).toContain('✓ Webhook, test: Stripe’s events come; the last one came on 2026-11-20.\n');
    await run(['property', 'connect', id, '--mode', 'live', '--secret', '-'], { input: secret });
    const both = await run(['property', 'check', id], { now: () => Date.UTC(2026, 10, 22) });
    expect(both.stdout).toMatch(/! Webhook, live: .* the last on 2026-11-20; counts do not tell live/);
    expect(both.stdout).toMatch(/! Webhook, test: .* the last on 2026-11-20; counts do not tell live/);
  });

  test('a shop whose pages alone send is told what it misses, which is no fault', async () => {
    const { code, stdout } = await run(['property', 'check', await addShop()]);
    expect(code).toBe(0);
    expect(stdout).toContain('closed tabs, bank debits, refunds and renewals stay unknown');
  });

  test('a webhook that was left out in the console is told as that, and held against nobody', async () => {
    const id = await addShop();
    await addContainer(id);
    const store = await openStore(`sqlite:${join(folder(), '.tilltag/tilltag.db')}`);
    const property = await store.findProperty(id);
    if (property === undefined) throw new Error('The shop is gone.');
    await store.changeProperty({ ...property, ticked: { webhook: Date.UTC(2026, 10, 20) } });
    await store.close();
    const { code, stdout } = await run(['property', 'check', id]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '· Webhook, test: The webhook was left out by you, on 2026-11-20. What you lose: closed tabs,',
    );
    expect((await run(['doctor', id])).stdout).toMatch(/· The webhook was left out by you.*, 1 left out by you\n$/s);
  });

  test('boxes that are not ticked are named with what they are for', async () => {
    permit('rak_checkout_session_read', 'rak_promotion_code_read', 'rak_event_read');
    const id = await addShop();
    await run(['property', 'connect', id, '--secret', '-'], { input: secret });
    const { code, stdout } = await run(['property', 'check', id]);
    expect(code).toBe(0);
    expect(stdout).toContain('Tick Charges and Refunds: Read, or else it cannot find');
    expect(stdout).toContain('https://dashboard.stripe.com/apikeys/create?');
  });

  test('a destination without a webhook, and one that refuses, are to be put right', async () => {
    const id = await addShop();
    await addContainer(id);
    world().container.setFaults({ status: 503 });
    const { code, stdout, stderr } = await run(['property', 'check', id]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '2 things are to be put right.\n' });
    expect(stdout).toMatch(/✗ Webhook, test: It is not connected/);
    expect(stdout).toMatch(/✗ Destination dst_/);
  });

  test('a destination that the sender browser leaves out is named', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'update', id, '--sender', 'browser']);
    expect((await run(['property', 'check', id])).stdout).toMatch(/! Sender: It is browser, so nothing is sent/);
  });

  test('a key that was revoked is to be put right, and one that is closed as well', async () => {
    const id = await addShop();
    world().stripe.addAccount({ id: 'acct_shop', keys: [] });
    const { code, stdout } = await run(['property', 'check', id, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      property_id: id,
      checks: [{ verdict: 'bad', about: 'Stripe key, test', sentence: expect.stringContaining('does not know') }, {}],
    });
    const keys = `other:${Buffer.alloc(32).toString('base64')}`;
    const env = { TILLTAG_STORE: 'sqlite:.tilltag/tilltag.db', TILLTAG_KEYS: keys };
    expect(await run(['property', 'check', id], { env })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no key named "local"'),
    });
  });

  test('a webhook of a mode without a key, and a property without any key, are to be put right', async () => {
    const id = await addShop('--stripe-key', liveKey);
    await run(['property', 'connect', id, '--mode', 'live', '--secret', '-'], { input: secret });
    await run(['property', 'update', id, '--drop-stripe-key', 'live']);
    expect((await run(['property', 'check', id])).stdout).toMatch(/✗ Stripe key, live: There is none, but/);
    await run(['property', 'update', id, '--drop-stripe-key', 'test']);
    expect((await run(['property', 'check', id])).stdout).toMatch(/✗ Stripe keys: There is none/);
  });
});
