// The registered functions in a process of Google's functions framework, as a platform starts them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Stripe from 'stripe';
import { describe, expect, it, vi } from 'vitest';
import { webhookPath } from '../../functions/http/webhook-path.ts';
import { openStore } from '../../functions/store/open-store.ts';
import { entryId } from '../../functions/store/store.ts';
import { startStripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { untilHealthy } from './http/until-healthy.ts';
import { buildEvent, refund } from './stripe/events.ts';
import { apiKey, framework, root, useFramework, webhookSecret } from './use-framework.ts';

const functions = useFramework();

describe('functions/index.ts in the functions framework', () => {
  it.each(['public', 'tilltag'])('answers as %s, bad bodies and paths included, and ends with 0', async (target) => {
    const served = await functions.start(target);
    expect((await untilHealthy(served.url)).status).toBe(200);
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${served.url}${path}`, init);
      return [response.status, await response.json()];
    };
    expect(await ask('/checkout/sessions.json')).toMatchObject([400, { error: { code: 'invalid_request' } }]);
    const headers = { 'content-type': 'application/json' };
    expect(await ask('/checkout/reports', { method: 'POST', body: '{', headers })).toMatchObject([
      400,
      { error: { code: 'invalid_request' } },
    ]);
    expect(await ask('/checkout/reports', { method: 'POST', body: 'x'.repeat(20_000), headers })).toMatchObject([
      413,
      { error: { code: 'body_too_large' } },
    ]);
    served.process.kill('SIGTERM');
    expect(await served.ended).toBe(0);
  });

  it.each(['webhook', 'tilltag'])(
    'records an event as %s, and writes down what it counted when it ends',
    async (target) => {
      const property = await functions.addProperty();
      const served = await functions.start(target);
      await untilHealthy(served.url);
      const body = JSON.stringify({ ...buildEvent('refund.created', refund), padding: 'x'.repeat(500_000) });
      const post = async (text: string) => {
        const response = await fetch(`${served.url}${webhookPath(property.id)}`, {
          method: 'POST',
          body: text,
          headers: {
            'content-type': 'application/json',
            'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret }),
          },
        });
        return [response.status, await response.json()];
      };
      expect(await post(body)).toEqual([200, { received: true }]);
      expect(await post(body)).toEqual([200, { received: true }]);
      expect(await post('x'.repeat(1_048_577))).toMatchObject([413, { error: { code: 'body_too_large' } }]);
      served.process.kill('SIGTERM');
      expect(await served.ended).toBe(0);
      expect(readdirSync(functions.folder())).toEqual(['a.db']);
      const store = await openStore(`sqlite:${join(functions.folder(), 'a.db')}`);
      expect(await store.findEntry(entryId(property.id, refund.id))).toMatchObject({ kind: 'refund' });
      const counts = { accepted: 1, repeated: 1, body_too_large: 1 };
      expect(await store.listTallies(property.id, Date.now())).toMatchObject([{ counts }]);
      await store.close();
    },
  );

  it('sweeps for whoever the platform lets in, and elsewhere for whoever brings the token', async () => {
    const token = '0123456789abcdef0123456789abcdef';
    const ask = async (url: string, headers: Record<string, string> = {}) =>
      (await fetch(`${url}/sweep`, { method: 'POST', headers })).status;
    const deployed = await functions.start('sweep', { K_SERVICE: 'sweep' });
    await untilHealthy(deployed.url);
    expect(await ask(deployed.url)).toBe(200);
    deployed.process.kill('SIGTERM');
    expect(await deployed.ended).toBe(0);
    const elsewhere = await functions.start('tilltag', { K_SERVICE: 'tilltag', TILLTAG_SWEEP_TOKEN: token });
    await untilHealthy(elsewhere.url);
    expect(await ask(elsewhere.url)).toBe(401);
    expect(await ask(elsewhere.url, { authorization: `Bearer ${token}` })).toBe(200);
  });

  it.each([
    {
      target: 'public',
      needed: /functions\/public\//,
      unneeded: /functions\/(webhook|sweep|delivery|destinations|console|doctor|coverage)\//,
    },
    {
      target: 'webhook',
      needed: /functions\/webhook\//,
      unneeded: /functions\/(public|sweep|delivery|destinations|console|doctor|coverage)\//,
    },
    {
      target: 'sweep',
      needed: /functions\/delivery\//,
      unneeded: /functions\/(public|webhook|tally|console|doctor)\//,
    },
  ])('loads for $target nothing that only another function needs', async ({ target, needed, unneeded }) => {
    const record = join(functions.folder(), 'loaded.txt');
    const hook = join(functions.folder(), 'hook.mjs');
    writeFileSync(
      hook,
      `import { registerHooks } from 'node:module';
       import { appendFileSync } from 'node:fs';
       registerHooks({
         load(url, context, next) {
           appendFileSync(${JSON.stringify(record)}, url + '\\n');
           return next(url, context);
         },
       });`,
    );
    const served = await functions.start(target, {
      NODE_OPTIONS: `--import=${pathToFileURL(hook)}`,
      K_SERVICE: target,
    });
    expect((await untilHealthy(served.url)).status).toBe(200);
    const loaded = readFileSync(record, 'utf8').split('\n');
    expect(loaded.some((url) => needed.test(url))).toBe(true);
    expect(loaded.filter((url) => unneeded.test(url))).toEqual([]);
  });

  it.each([
    { chosen: 'the environment', target: 'public', args: [framework] },
    { chosen: 'the command', target: '', args: [framework, '--target=public'] },
  ])('fails its start as $chosen chose it, with every wrong setting in words', async ({ target, args }) => {
    const served = await functions.start(target, { TILLTAG_KEYS: '', TILLTAG_STORE: 'x' }, args);
    expect(await served.ended).toBe(1);
    expect(JSON.parse(served.output())).toMatchObject({ severity: 'ERROR', event: 'start_failed' });
    expect(served.output()).toContain('TILLTAG_KEYS is missing');
    expect(served.output()).toContain('TILLTAG_STORE is not valid');
  });

  it('answers internal to every request where nobody chose it and its settings are wrong', async () => {
    const server = `const { getTestServer } = await import('@google-cloud/functions-framework/testing');
      await import(${JSON.stringify(join(root, 'functions/index.ts'))});
      getTestServer('public').listen(Number(process.env.PORT), '127.0.0.1');`;
    const served = await functions.start('', { TILLTAG_KEYS: '' }, ['--input-type=module', '--eval', server]);
    for (const response of [await untilHealthy(served.url), await fetch(`${served.url}/health`)]) {
      expect([response.status, await response.json()]).toMatchObject([500, { error: { code: 'internal' } }]);
    }
    served.process.kill('SIGTERM');
    expect(await served.ended).toBe(0);
    const lines = served.output().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { severity: 'ERROR', event: 'internal', message: expect.stringContaining('TILLTAG_KEYS is missing') },
      { severity: 'ERROR', event: 'internal' },
    ]);
  });

  it('answers and logs what is no HTTP', async () => {
    const served = await functions.start('public');
    await untilHealthy(served.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write('hello\r\n\r\n'));
      socket.setEncoding('utf8').once('data', resolve);
    });
    expect(answer).toContain('It is not HTTP.');
    await vi.waitFor(() => expect(served.output()).toContain('"event":"invalid_request"'));
  });

  it('finishes a lookup that waits for Stripe when it is told to end, closes its store and exits with 0', async () => {
    const stripe = await startStripeStandIn();
    const { id: accountId } = stripe.addAccount({
      keys: [{ key: apiKey, permissions: ['rak_checkout_session_read'] }],
    });
    const { id } = stripe.createSession(accountId).session;
    stripe.completeSession(id, 'card');
    const property = await functions.addProperty();
    const served = await functions.start('public', { STRIPE_API_BASE: stripe.url });
    await untilHealthy(served.url);
    stripe.setFaults({ latencyMs: 500 });
    const lookup = fetch(`${served.url}/checkout/sessions.json?property_id=${property.id}&checkout_session_id=${id}`, {
      headers: { origin: 'https://shop.example.test' },
    });
    await vi.waitFor(() => expect(stripe.requests).toHaveLength(1), { timeout: 10_000 });
    served.process.kill('SIGTERM');
    expect((await lookup).status).toBe(200);
    expect(await served.ended).toBe(0);
    // SQLite removes its journal when the last connection closes properly.
    expect(readdirSync(functions.folder())).toEqual(['a.db']);
    await stripe.close();
  });
});
