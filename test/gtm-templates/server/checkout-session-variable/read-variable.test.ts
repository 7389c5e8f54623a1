// The built variable, read by several tags of one event, each in a run of its own: what they cost, and how long they wait.
import { describe, expect, test } from 'vitest';
import { compileTemplate } from '../../../../scripts/simulator/code/compile-template.ts';
import { SandboxPromise } from '../../../../scripts/simulator/sandbox/sandbox-promise.ts';
import {
  createFakeServer,
  type FakeServer,
  type FakeServerOptions,
} from '../../../../scripts/simulator/server/fake-server.ts';
import { createServerRequire } from '../../../../scripts/simulator/server/server-apis.ts';
import { createServerContext, createServerEvent } from '../../../../scripts/simulator/server/server-context.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { endpoint, readBuiltTpl } from '../../web/built-tpl.ts';

const template = compileTemplate(parseTpl(await readBuiltTpl('checkout-session-variable')));

const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

const session = { event_id: `purchase:${sessionId}`, status: 'paid', ecommerce: { value: 49.5 } };

const event = createServerEvent({
  checkout_session_id: sessionId,
  consent: { ad_user_data: 'granted' },
  page_location: 'https://shop.example.com/',
});

function startServer(onRequest: NonNullable<FakeServerOptions['onRequest']>): FakeServer {
  return createFakeServer({ onRequest, request: { headers: { origin: 'https://shop.example.com' } } });
}

/** What a tag gets, once it gets it. */
function readFor(server: FakeServer, output: string): unknown[] {
  const values: unknown[] = [];
  const context = createServerContext({
    host: server,
    templateName: template.name,
    permissions: template.permissions,
    event,
    onError: (error) => values.push(error),
    onUnhandled: (reason) => values.push(reason),
  });
  const fields = { propertyId: 'prop_12345678', functionEndpoint: endpoint, secret: 'secret', output };
  const returned = template.execute({ ...template.defaults, ...fields }, createServerRequire(context));
  if (returned instanceof SandboxPromise) returned.then((value: unknown) => values.push(value));
  else values.push(returned);
  return values;
}

describe('the Checkout session variable', () => {
  test('ten tags at once cost one request, and each gets what it wants', async () => {
    const server = startServer(() => ({ statusCode: 200, body: JSON.stringify(session) }));
    const read = Array.from({ length: 10 }, (_, at) => readFor(server, at % 2 === 0 ? 'ecommerce.value' : 'status'));
    await server.settle();
    expect(read).toEqual(Array.from({ length: 10 }, (_, at) => [at % 2 === 0 ? 49.5 : 'paid']));
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]?.url).toBe(
      `${endpoint}/checkout/sessions.json?property_id=prop_12345678&checkout_session_id=${sessionId}`,
    );
  });

  test('a tag that comes a moment later costs nothing more, and one after a minute asks anew', async () => {
    const server = startServer(() => ({ statusCode: 200, body: JSON.stringify(session) }));
    readFor(server, 'status');
    await server.advance(59_999);
    readFor(server, 'status');
    await server.settle();
    expect(server.sent).toHaveLength(1);
    await server.advance(1);
    readFor(server, 'status');
    await server.settle();
    expect(server.sent).toHaveLength(2);
  });

  test('a function that does not answer costs every tag the time-out, and no more', async () => {
    const server = startServer(() => new Promise<never>(() => undefined));
    const read = [readFor(server, 'status'), readFor(server, 'session')];
    await server.advance(2_999);
    expect(read).toEqual([[], []]);
    await server.advance(1);
    expect(read).toEqual([[undefined], [undefined]]);
    expect(server.sent).toHaveLength(1);
  });
});
