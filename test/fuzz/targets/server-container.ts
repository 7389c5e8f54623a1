// The Checkout client in a server container: requests of pages, their cookies, forwarded events, and answers of the function.
//
// It proves what the built code does over the simulator's APIs; that GTM's own behave alike, only a live container proves.
import fc from 'fast-check';
import { compileTemplate } from '../../../scripts/simulator/code/compile-template.ts';
import { createFakeClock } from '../../../scripts/simulator/sandbox/fake-clock.ts';
import { createFakeServer, type FakeRequest } from '../../../scripts/simulator/server/fake-server.ts';
import { createServerRequire } from '../../../scripts/simulator/server/server-apis.ts';
import { createServerContext } from '../../../scripts/simulator/server/server-context.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { endpoint, readBuiltTpl } from '../../gtm-templates/web/built-tpl.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureNoAddress } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const propertyId = 'prop_12345678';
const secret = 'secret of the container';
const nowMs = 1_767_225_600_000;
const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';
const states = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
};

const event: Json = {
  ...{
    version: 1,
    property_id: propertyId,
    event: 'purchase',
    event_id: `purchase:${sessionId}`,
    event_time: nowMs / 1_000,
  },
  ...{
    livemode: true,
    mode: 'payment',
    checkout_session_id: sessionId,
    transaction_id: sessionId,
    customer_id: 'cus_1',
  },
  ...{ utm_source: 'news', click: { gclid: 'a', ga_client_id: '1.2', fbp: 'fb.1.1.1' }, consent: states },
  ecommerce: { value: 49.5, currency: 'EUR', items: [{ item_id: 'a', item_name: 'A', price: 1, quantity: 1 }] },
};
const answer: Json = {
  sender: 'server',
  status: 'paid',
  event_id: `purchase:${sessionId}`,
  livemode: true,
  forwarded: event,
};
const click: Json = { property_id: propertyId, click_id: 'AAECAwQFBgcICQoLDA0ODw', consent: states };

const cookie = `1|${nowMs / 1_000}|AAECAwQFBgcICQoLDA0ODw|000|1767225600&s=news`;

const bodies = mutatedJson(fc.constantFrom(event, answer, click)).map((value) => JSON.stringify(value));

const inputs = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'PUT'),
  path: mutatedText(
    fc.constantFrom(
      ...[
        '/checkout/events',
        '/checkout/events',
        '/checkout/reports',
        '/checkout/clicks',
        '/checkout/tilltag.v1.js',
        '/other',
      ],
      `/checkout/sessions.json?property_id=${propertyId}&checkout_session_id=${sessionId}&claim=AAAAAAAAAAAAAAAAAAAA`,
    ),
  ),
  bearer: fc.constantFrom(secret, secret, secret, 'another', ''),
  cookie: mutatedText(
    fc.constantFrom(`_tilltag=${cookie}`, `_tilltag=${cookie}; _ga=GA1.1.1.2; _fbp=fb.1.1.1`, '_ga=GA1.1.x'),
  ),
  origin: fc.oneof(fc.constant('https://www.shop.example.co.uk'), hostileText),
  body: fc.oneof({ weight: 5, arbitrary: bodies }, { weight: 1, arbitrary: mutatedText(bodies) }),
  status: fc.constantFrom(200, 200, 200, 204, 400, 500, 0),
  answer: fc.oneof({ weight: 5, arbitrary: bodies }, { weight: 1, arbitrary: mutatedText(bodies) }),
});

/** The built client; `readTpl` gives the text of its file. */
export function serverContainerTarget(readTpl: () => Promise<string> = () => readBuiltTpl('checkout-client')): Target {
  return toTarget({
    name: 'server-container',
    reads: 'requests, cookies and events at a server container',
    inputs,
    async open() {
      const template = compileTemplate(parseTpl(await readTpl()));
      const fields = { propertyId, functionEndpoint: endpoint, secret, keepsCookie: true };
      return {
        async examine(input) {
          const { status, answer: body } = input;
          const onRequest = () => (status === 0 ? undefined : { statusCode: status, headers: {}, body });
          const server = createFakeServer({ request: toRequest(input), clock: createFakeClock(nowMs), onRequest });
          const errors: unknown[] = [];
          const client = { isRunning: true, hasClaimed: false };
          const context = createServerContext({
            ...{ host: server, templateName: template.name, permissions: template.permissions, client },
            onError: (error) => errors.push(error),
            onUnhandled: (reason) => errors.push(reason),
          });
          template.execute({ ...template.defaults, ...fields }, createServerRequire(context));
          client.isRunning = false;
          await server.settle();
          ensure(errors.length === 0, `It failed: ${String(errors[0])}`);
          ensure(
            !JSON.stringify(server.sent.map(({ url }) => url)).includes(secret),
            'It told the secret in an address.',
          );
          ensureNoAddress(JSON.stringify(server.events.map(withoutBuyer)), 'An event');
        },
      };
    },
  });
}

type Input = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

function toRequest({ method, path, bearer, cookie: line, origin, body }: Input): FakeRequest {
  const headers = { host: 'tags.shop.example.co.uk', origin, authorization: `Bearer ${bearer}`, cookie: line };
  return { method, path: `/${path.replace(/^\/+/, '')}`, headers, ...(method === 'POST' && { body }) };
}

/** An address has its own place in an event, and no other. */
function withoutBuyer(ran: unknown): unknown {
  return JSON.parse(JSON.stringify(ran), (key, value) => (key === 'user_data' ? undefined : value));
}
