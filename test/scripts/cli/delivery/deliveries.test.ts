// Deliveries that wait for a person, with the real program: listed, sent again, settled.
import { describe, expect, test } from 'vitest';
import { useShop } from '../use-shop.ts';

const { run, runJson, runProcess, addShop, addGa4, addContainer, buy, permit, world } = useShop();

const later = (ms: number) => ({ now: () => Date.now() + ms });

/** A refund that GA4 may have got, because its answer never came. */
async function addUncertain(): Promise<{ id: string; refund: string }> {
  const id = await addShop();
  await addGa4(id);
  await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
  const session = buy();
  await run(['sweep', '--since', '1h'], later(60_000));
  const { id: refund } = world().stripe.refund(session);
  world().google.setFaults({ reset: true, takesFirst: true });
  await run(['sweep', '--since', '1h'], later(120_000));
  world().google.setFaults({});
  return { id, refund };
}

/** A purchase that the container refuses. */
async function addDead(): Promise<{ id: string; session: string }> {
  const id = await addShop();
  await addContainer(id);
  await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
  const session = buy();
  await run(['sweep', '--since', '1h'], later(60_000));
  world().container.setFaults({ status: 410 });
  await run(['sweep'], later(600_000));
  world().container.setFaults({});
  return { id, session };
}

function sentNames(): unknown[] {
  return world().google.serverHits.map(({ body }) => Object(body).events[0].name);
}

describe('deliveries', () => {
  test('lists what may have arrived, and why, in words', async () => {
    const { id, refund } = await addUncertain();
    const { code, stdout } = await runProcess(['deliveries', id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^uncertain {2}refund {2}${refund} {2}to dst_\\w+ {2}20.* the connection broke after the request was on its way; look into the log of the host\n$`,
      ),
    );
    expect(await runJson(['deliveries', id])).toMatchObject({
      property_id: id,
      deliveries: [{ entry: refund, event: 'refund', state: 'uncertain', reason: 'connection_reset', attempts: 1 }],
    });
  });

  test('sends an uncertain one again because a person said so, and then it is done', async () => {
    const { id, refund } = await addUncertain();
    expect(sentNames()).toEqual(['purchase', 'refund']);
    const { code, stdout } = await run(['deliveries', id, '--resend', refund, 'refund']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^refund of ${refund} to dst_\\w+: sent\n$`));
    expect(sentNames()).toEqual(['purchase', 'refund', 'refund']);
    const { code: again, stderr } = await run(['deliveries', id, '--resend', refund, 'refund']);
    expect({ again, stderr }).toEqual({
      again: 2,
      stderr: expect.stringContaining('is sent; only dead and uncertain'),
    });
  });

  test('settles an uncertain one without sending, and it stays so', async () => {
    const { id, refund } = await addUncertain();
    expect(await runJson(['deliveries', id, refund, 'refund', '--settle'])).toMatchObject({
      deliveries: [{ state: 'sent', reason: 'settled' }],
    });
    expect((await run(['deliveries', id])).stderr).toMatch(/^Nothing waits for a person\. With --all you see/);
    await run(['backfill', '--property', id, '--since', '1h'], later(180_000));
    expect(sentNames()).toEqual(['purchase', 'refund']);
  });

  test('a dead one is listed with the status, and sent again once what it names is mended', async () => {
    const { id, session } = await addDead();
    expect((await run(['deliveries', id])).stdout).toMatch(
      /^dead {7}purchase .*the destination answered with the status 410; look into the log of the destination\n$/,
    );
    const { stdout } = await run(['deliveries', id, '--resend', session, 'purchase']);
    expect(stdout).toContain(': sent\n');
    expect(world().container.taken).toHaveLength(1);
  });

  test('one that fails again ends the command with the exit code 1', async () => {
    const { id, session } = await addDead();
    world().container.setFaults({ status: 422 });
    expect(await run(['deliveries', id, '--resend', session, 'purchase'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('dead, the destination answered with the status 422'),
      stderr: expect.stringContaining('It did not arrive this time either.'),
    });
  });

  test('a dead one that is settled is never sent', async () => {
    const { id, session } = await addDead();
    expect((await run(['deliveries', id, '--settle', session, 'purchase'])).stdout).toContain(
      'suppressed, a person settled it',
    );
    await run(['backfill', '--property', id, '--since', '1h'], later(1_200_000));
    expect(world().container.taken).toEqual([]);
  });

  test('only the destination that is named is meant', async () => {
    const { id, session } = await addDead();
    const { code, stderr } = await run(['deliveries', id, '--resend', session, 'purchase', '--destination', 'dst_x']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('There is no delivery of purchase') });
  });

  test('with --all what waits is listed too: how often it was tried, why in vain, and when it is tried next', async () => {
    const id = await addShop();
    await addContainer(id);
    await run(['property', 'update', id, '--sender', 'server', '--unknown-consent', 'granted']);
    const session = buy();
    await run(['sweep', '--since', '1h'], later(60_000));
    expect((await run(['deliveries', id, '--all'])).stdout).toMatch(
      new RegExp(`^waiting {4}purchase {2}${session} {2}to dst_\\w+ {2}0 tries, next 20.* {2}not tried yet\n$`),
    );
    world().container.setFaults({ status: 503 });
    await run(['sweep'], later(600_000));
    const { code, stdout } = await run(['deliveries', id, '--all']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^waiting {4}purchase .* {2}1 try, next 20.* {2}the destination answered with the status 503; look into/,
    );
    const { waiting, deliveries } = await runJson(['deliveries', id, '--all']);
    expect(deliveries).toEqual([]);
    expect(waiting).toEqual([
      {
        entry: session,
        event: 'purchase',
        destination_id: expect.stringMatching(/^dst_/),
        state: 'waiting',
        reason: 'http_503',
        reason_in_words: expect.stringContaining('503'),
        attempts: 1,
        next_try: expect.stringMatching(/^20.*Z$/),
      },
    ]);
    expect((await run(['deliveries', id])).stderr).toMatch(/^Nothing waits for a person\. With --all you see/);
  });

  test('with --all a refund whose session is still searched for is listed, and where nothing waits it says so', async () => {
    const id = await addShop();
    expect((await run(['deliveries', id, '--all'])).stderr).toBe('Nothing waits, and nothing is dead or uncertain.\n');
    const session = buy();
    const { id: refund } = world().stripe.refund(session);
    permit('rak_event_read');
    const [refunded] = world().stripe.listEvents('refund.created');
    await run(['replay', refunded?.id ?? '', '--property', id]);
    const { waiting } = await runJson(['deliveries', id, '--all']);
    expect(waiting).toMatchObject([
      { entry: refund, event: null, destination_id: null, state: 'searching', reason: 'stripe_permission_missing' },
    ]);
    expect((await run(['deliveries', id, '--all'])).stdout).toMatch(new RegExp(`^searching {2}${refund} {2}\\d tr`));
  });

  test.each([
    ['a list and a decision', ['re_1', 'refund', '--all', '--settle'], '--all lists'],
    ['both decisions at once', ['re_1', 'refund', '--resend', '--settle'], 'not both'],
    ['no decision', ['re_1', 'refund'], '--resend or --settle'],
    ['no event', ['re_1', '--resend'], 'Name the entry and the event'],
  ])('calls %s a wrong use', async (_, args, words) => {
    const { code, stderr } = await run(['deliveries', 'tt_x', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  });

  test('an unknown property and an unknown entry are wrong uses', async () => {
    expect(await run(['deliveries', 'tt_unknown'])).toMatchObject({ code: 2 });
    const { code, stderr } = await run(['deliveries', await addShop(), '--resend', 're_unknown', 'refund']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('knows nothing of re_unknown') });
  });

  test('property show tells of them, and of nothing that is secret', async () => {
    const { id, refund } = await addUncertain();
    const { stdout } = await run(['property', 'show', id]);
    expect(stdout).toContain('Deliveries that wait for a person: 1\n');
    expect(stdout).toContain(`uncertain  refund  ${refund}`);
    expect(stdout).toContain(`npm run tilltag -- deliveries ${id}`);
    const json = await runJson(['property', 'show', id]);
    expect(json).toMatchObject({ deliveries_to_decide: [{ entry: refund, state: 'uncertain' }] });
    expect(stdout + JSON.stringify(json)).not.toMatch(/Secret|sealed1/);
  });
});
