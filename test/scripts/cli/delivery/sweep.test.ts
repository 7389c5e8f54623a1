// Sweeping, replaying and filling up with the real program, from Stripe's events to what a destination got.
import { describe, expect, test } from 'vitest';
import { useShop } from '../use-shop.ts';

const { run, runJson, runProcess, addShop, addGa4, addContainer, buy, permit, world } = useShop();

const minuteMs = 60_000;
const later = (ms: number) => ({ now: () => Date.now() + ms });

/** A shop whose server sends everything to GA4, which gets purchases at once. */
async function addServerShop(): Promise<string> {
  const id = await addShop();
  await addGa4(id);
  await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
  return id;
}

function sentNames(): unknown[] {
  return world().google.serverHits.map(({ body }) => Object(body).events[0].name);
}

describe('sweep', () => {
  test('brings in what Stripe knows and sends it, once', async () => {
    const id = await addServerShop();
    const session = buy();
    const report = await runJson(['sweep', '--property', id, '--since', '1h'], later(minuteMs));
    expect(report).toMatchObject({ counts: { asked: 1, applied: 1, sent: 1 }, failures: [], is_complete: true });
    expect(sentNames()).toEqual(['purchase']);
    expect(Object(world().google.serverHits[0]?.body).events[0].params.transaction_id).toBe(session);
    const { code, stdout } = await run(['sweep', '--since', '1h'], later(2 * minuteMs));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ +1 {2}time that Stripe was asked for events\n +1 {2}event that was known already\n +1 {2}day added up\n$/,
    );
    expect(sentNames()).toHaveLength(1);
  });

  test('sends what waited for a page when its time is over', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'update', id, '--unknown-consent', 'granted']);
    buy();
    expect(await runJson(['sweep', '--since', '1h'], later(minuteMs))).toMatchObject({
      counts: { applied: 1, sent: 0 },
    });
    const { code, stdout } = await run(['sweep'], later(20 * minuteMs));
    expect(code).toBe(0);
    expect(stdout).toContain('     1  event sent\n');
    expect(world().container.taken.map(({ event }) => event.event)).toEqual(['purchase']);
  });

  test('asks Stripe by itself only once an hour, and says where nothing is due', async () => {
    await addServerShop();
    expect((await run(['sweep'])).stdout).toContain('     1  time that Stripe was asked');
    const { code, stdout, stderr } = await runProcess(['sweep']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Nothing was due.\n', stderr: '' });
  });

  test('what failed is told in words, with the exit code 1', async () => {
    permit('rak_checkout_session_read');
    const id = await addServerShop();
    const { code, stderr } = await run(['sweep', '--property', id], later(minuteMs));
    expect(code).toBe(1);
    expect(stderr).toContain('The Stripe key lacks a right that this needs. Grant it.');
    expect(stderr).toContain(`${id}: the Stripe key lacks a right; "property check" names it (once).`);
    const { stdout } = await run(['sweep', '--property', id, '--since', '1h', '--json']);
    expect(JSON.parse(stdout).failures).toEqual([{ property_id: id, reason: 'stripe_permission_missing', times: 1 }]);
  });

  test('what failed at a destination is told with its reason, and where every send failed the exit code is 1', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
    buy();
    buy();
    await run(['sweep', '--since', '1h'], later(minuteMs));
    world().container.setFaults({ status: 503, times: 2 });
    const { code, stdout, stderr } = await run(['sweep'], later(10 * minuteMs));
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Every send failed.\n' });
    expect(stdout).toMatch(/^ {5}2 {2}failed and will be tried again$/m);
    expect(stdout).toMatch(
      new RegExp(`^Why:\n {5}2 {2}${id} to dst_\\w+: the destination answered with the status 503; `, 'm'),
    );
    expect(stdout).toContain('deliveries PROPERTY_ID --all');
    world().container.setFaults({ status: 503, times: 1 });
    const json = await runJson(['sweep'], later(20 * minuteMs));
    expect(json).toMatchObject({
      counts: { sent: 1, retried: 1 },
      reasons: [{ outcome: 'retried', property_id: id, reason: 'http_503', times: 1 }],
    });
  });

  test('a delivery that a person must decide about from now on makes the exit code 1', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
    buy();
    await run(['sweep', '--since', '1h'], later(minuteMs));
    world().container.setFaults({ status: 410 });
    const { code, stdout, stderr } = await run(['sweep'], later(10 * minuteMs));
    expect(code).toBe(1);
    expect(stderr).toMatch(/\nOne delivery waits for a person\.\n$/);
    expect(stdout).toContain('     1  given up; "deliveries" lists it\n');
  });

  test('says so where it is to go back further than Stripe remembers', async () => {
    await addServerShop();
    const { code, stderr } = await run(['sweep', '--since', '60d']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Stripe knows the events of the last 30 days, so this begins there.\n',
    });
    expect((await run(['sweep', '--since', '30d'])).stderr).toBe('');
  });

  test('Ctrl-C ends it without beginning anything new, and says that something is left over', async () => {
    const id = await addServerShop();
    buy();
    const interrupted = { ...later(minuteMs), isInterrupted: true };
    const { code, stderr } = await run(['sweep', '--property', id, '--since', '1h'], interrupted);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Something is left over. Run the command again.\n' });
    expect(world().google.serverHits).toEqual([]);
  });

  test.each([
    ['a moment that is none', ['--since', 'yesterday'], 'Write a day'],
    ['a moment to come', ['--since', '2999-01-01'], 'still to come'],
  ])('calls %s a wrong use', async (_, args, words) => {
    const { code, stderr } = await run(['sweep', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  });

  test('a property that is not there is a wrong use', async () => {
    expect(await run(['sweep', '--property', 'tt_unknown'])).toMatchObject({ code: 2 });
  });
});

describe('replay', () => {
  test('applies an event of Stripe’s and sends it, and a second time sends nothing', async () => {
    const id = await addServerShop();
    const session = buy();
    const [event] = world().stripe.listEvents('checkout.session.completed');
    const { code, stdout } = await run(['replay', event?.id ?? '', '--property', id]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Applied ${event?.id} to ${session}.\n`);
    expect(sentNames()).toEqual(['purchase']);
    const again = await runJson(['replay', event?.id ?? '', '--property', id]);
    expect(again).toMatchObject({ event_id: event?.id, entry: session, counts: { repeated: 1, sent: 0 } });
    expect(sentNames()).toHaveLength(1);
  });

  test('an unknown event, one that is none of ours, and a Stripe that is down are failures in words', async () => {
    const id = await addServerShop();
    const refunded = buy();
    world().stripe.refund(refunded);
    const [charged] = world().stripe.listEvents('charge.refunded');
    const replay = async (eventId: string) => await run(['replay', eventId, '--property', id]);
    expect(await replay('evt_unknown000')).toMatchObject({ code: 1, stderr: expect.stringContaining('30 days') });
    expect((await replay(charged?.id ?? '')).stderr).toBe(
      'The event is ignored: events of this type are not needed; the webhook endpoint need not send them.\n',
    );
    world().stripe.setFaults({ status: 500 });
    expect((await replay('evt_unknown000')).stderr).toContain('could not be read: Stripe failed');
  });

  test('what is no event, and no property named, are wrong uses', async () => {
    expect(await run(['replay', 'cs_test_1', '--property', 'tt_x'])).toMatchObject({ code: 2 });
    expect(await run(['replay', 'evt_unknown000'])).toMatchObject({ code: 2 });
  });
});

describe('backfill', () => {
  test('gives a destination that was added later what it missed', async () => {
    const id = await addShop();
    await run(['property', 'update', id, '--unknown-consent', 'granted']);
    buy();
    const silent = await run(['backfill', '--property', id, '--since', '2h', '--json'], later(minuteMs));
    expect(silent.stderr).toContain('The sender is browser');
    expect(JSON.parse(silent.stdout)).toMatchObject({ counts: { applied: 1, sent: 0 } });
    await addGa4(id);
    await run(['property', 'update', id, '--sender', 'server']);
    const filled = await runJson(['backfill', '--property', id, '--since', '2h'], later(2 * minuteMs));
    expect(filled).toMatchObject({ counts: { sent: 1 }, failures: [] });
    expect(await runJson(['backfill', '--property', id, '--since', '2h'], later(3 * minuteMs))).toMatchObject({
      counts: { sent: 0 },
    });
    expect(sentNames()).toEqual(['purchase']);
  });

  test('goes back 30 days at most, and says so', async () => {
    const id = await addServerShop();
    const { code, stderr } = await run(['backfill', '--property', id, '--since', '2020-01-01']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('last 30 days') });
  });

  test('a property and a moment are needed', async () => {
    expect(await run(['backfill', '--since', '3d'])).toMatchObject({ code: 2 });
    expect(await run(['backfill', '--property', 'tt_x'])).toMatchObject({ code: 2 });
  });
});
