// From the command that makes a webhook endpoint to the event that a destination gets, with the real webhook function between.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limitBodies } from '../../../../functions/http/limit-bodies.ts';
import { type RunningServer, startServer } from '../../../../functions/http/start-server.ts';
import type { OpenFunction } from '../../../../functions/open-function.ts';
import { openWebhookFunction } from '../../../../functions/open-webhook-function.ts';
import { readSettings } from '../../../../functions/settings.ts';
import { allRights, useShop } from '../use-shop.ts';

const { folder, run, runJson, addShop, addContainer, buy, permit, world } = useShop();

let webhook: OpenFunction;
let server: RunningServer;

/** The function over the store and the key ring of the commands, which made both. */
async function startFunction(): Promise<void> {
  const settings = readSettings({
    TILLTAG_STORE: `sqlite:${join(folder(), '.tilltag/tilltag.db')}`,
    TILLTAG_KEYS: readFileSync(join(folder(), '.tilltag/keys'), 'utf8').trim(),
  });
  webhook = await openWebhookFunction({ settings, log: () => {} });
  server = await startServer({
    handle: (request, response) => webhook.handle(request, response),
    host: '127.0.0.1',
    port: 0,
    maxBodyBytes: limitBodies(''),
    onRefused: () => {},
  });
}

let id: string;

beforeEach(async () => {
  permit(...allRights, 'rak_webhook_write');
  id = await addShop('--unknown-consent', 'granted');
  await startFunction();
});

afterEach(async () => {
  await server.close();
  await webhook.close();
});

describe('property connect, on the whole way', () => {
  test('a payment whose buyer closed the tab reaches the destination, and the counts say what came in', async () => {
    await addContainer(id);
    await runJson(['property', 'connect', id, '--endpoint', server.url]);
    const session = buy();
    const [event] = world().stripe.listEvents('checkout.session.completed');
    const attempts = await world().stripe.deliver(event?.id ?? '', { times: 2 });
    expect(attempts.map(({ outcome }) => outcome)).toEqual([
      { kind: 'answered', status: 200 },
      { kind: 'answered', status: 200 },
    ]);
    expect(await runJson(['sweep'], { now: () => Date.now() + 20 * 60_000 })).toMatchObject({ counts: { sent: 1 } });
    expect(world().container.taken.map(({ event: { event_id } }) => event_id)).toEqual([`purchase:${session}`]);
    await webhook.close();
    expect(await runJson(['property', 'show', id])).toMatchObject({ last_7_days: { accepted: 1, repeated: 1 } });
  });

  test('while a secret is exchanged, events count with the old one and the new one', async () => {
    const { endpoint_id } = await runJson(['property', 'connect', id, '--endpoint', server.url]);
    const rolled = world().stripe.rollWebhookSecret(String(endpoint_id));
    await runJson(['property', 'connect', id, '--secret', '-'], { input: rolled });
    buy();
    const [event] = world().stripe.listEvents('checkout.session.completed');
    for (const secret of [undefined, rolled]) {
      const [attempt] = await world().stripe.deliver(event?.id ?? '', secret === undefined ? {} : { secret });
      expect(attempt?.outcome).toEqual({ kind: 'answered', status: 200 });
    }
    expect((await run(['property', 'show', id])).stdout).toMatch(/Webhook, test +whsec_…\w{4}, whsec_…\w{4}\n/);
  });
});
