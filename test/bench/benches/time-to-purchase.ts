// (k) How soon the purchase is in the data layer, against a plain XMLHttpRequest in a Custom HTML tag of the same container.
import type { IncomingMessage, RequestListener } from 'node:http';
import type { BrowserContext } from 'playwright-core';
import { bakeTemplate } from '../../../functions/downloads/bake-template.ts';
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { bundleExportedContainer } from '../../../scripts/simulator/container/bundle-container.ts';
import type { DescribedTrigger } from '../../../scripts/simulator/container/container-description.ts';
import { describeExport } from '../../../scripts/simulator/container/describe-export.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { forward, startFrontEnd } from '../../browser/front-end.ts';
import { buyer } from '../../browser/journey/buyer.ts';
import { startBackEnd } from '../../browser/journey/start-back-end.ts';
import { makeTpl } from '../../scripts/simulator/make-tpl.ts';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';

export const timeToPurchase: Bench = {
  letter: 'k',
  title: 'from navigation to the purchase in the data layer, against a plain XMLHttpRequest in a Custom HTML tag',
  run: measureTimeToPurchase,
};

/** `injected` is the plain snippet behind a script of the function's host: the least that whoever may not fetch himself can do. */
const sides = ['ours', 'plain', 'injected'] as const;
type Side = (typeof sides)[number];

/** One visit of the thank-you page of a session that nobody asked for before. */
interface Arrival {
  /** From the navigation to the push. */
  ms: number;
  /** What was asked of the function's host until then, and over how many connections. */
  requests: number;
  connections: number;
}

async function* measureTimeToPurchase(context: BenchContext): AsyncGenerator<Measurement> {
  const shop = await startShop(context);
  const cached = await shop.newVisitor();
  context.progress('warming up');
  for (let visit = 1; visit <= 3; visit += 1) {
    for (const side of sides) await shop.visit(cached, side);
  }
  const repetitions = context.isQuick ? 10 : 60;
  const visitCached = async (side: Side): Promise<number> => {
    const { ms, requests } = await shop.visit(cached, side);
    if (requests > 1) throw new Error('The browser fetched the loader although it had it.');
    return ms;
  };
  const against = (side: Side) =>
    alternate(context, repetitions, { ours: () => visitCached('ours'), baseline: () => visitCached(side) });
  const conditions = [
    'container by the simulator, the same for both but for which of its tags fires',
    'each visit with a session of its own, which the function reads from the Stripe stand-in',
    `Stripe answers in ${stripeLatencyMs} ms, and nothing else takes time: no latency between browser, function and Stripe`,
  ];
  yield {
    bench: 'k',
    name: 'time to the purchase, loader cached : with the plain snippet',
    unit: 'ms',
    goal: { atMost: 1.1 },
    pairs: await against('plain'),
    conditions: [...conditions, `one visitor, ${repetitions} visits each`],
  };
  yield {
    bench: 'k',
    name: 'time to the purchase, loader cached : with the plain snippet behind the same cached script',
    unit: 'ms',
    goal: { atMost: 1.1 },
    pairs: await against('injected'),
    conditions: [
      ...conditions,
      'a template may not fetch: the hop through an injected script is the limit, and this is the distance from it',
    ],
  };
  yield await compareUncached(context, shop);
}

/** Requests, not milliseconds: on one machine a round trip costs next to nothing. */
async function compareUncached(context: BenchContext, shop: BenchShop): Promise<Measurement> {
  const connections: Record<'ours' | 'plain', number[]> = { ours: [], plain: [] };
  const visitAnew = async (side: 'ours' | 'plain'): Promise<number> => {
    const visitor = await shop.newVisitor();
    try {
      const arrival = await shop.visit(visitor, side);
      connections[side].push(arrival.connections);
      return arrival.requests;
    } finally {
      await visitor.close();
    }
  };
  const pairs = await alternate(context, context.isQuick ? 3 : 10, {
    ours: () => visitAnew('ours'),
    baseline: async () => (await visitAnew('plain')) + 1,
  });
  const atMost = (side: 'ours' | 'plain') => Math.max(...connections[side]);
  return {
    bench: 'k',
    name: 'requests to the function until the purchase, nothing cached : those of the plain snippet and one more',
    unit: 'requests',
    goal: { atMost: 1 },
    pairs,
    conditions: [
      'each visit by a new visitor',
      `connections to the function until then: ours at most ${atMost('ours')}, the plain snippet at most ${atMost('plain')}`,
    ],
  };
}

interface BenchShop {
  newVisitor(): Promise<BrowserContext>;
  visit(visitor: BrowserContext, side: Side): Promise<Arrival>;
}

/** As in the other benches. */
const stripeLatencyMs = 100;

const shopUrl = 'https://shop.example.test';
const tagsUrl = 'https://tags.example.test';

/** No visitor is too many, all of them from this machine. */
const liftedLimits = {
  TILLTAG_LIMIT_ADDRESS_PER_SECOND: '1000',
  TILLTAG_LIMIT_ADDRESS_BURST: '100000',
  TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND: '1000',
  TILLTAG_LIMIT_STRIPE_KEY_BURST: '1000',
};

async function startShop(context: BenchContext): Promise<BenchShop> {
  const backEnd = await startBackEnd();
  context.onEnd(() => backEnd.close());
  const { stripe, accountId } = backEnd;
  stripe.setFaults({ latencyMs: stripeLatencyMs });
  const property = await backEnd.addProperty();
  const functionUrl = await backEnd.startFunction(liftedLimits);
  const containers = await bundleContainers(property.id);
  const asked: IncomingMessage[] = [];
  const tags: RequestListener = (request, response) => {
    asked.push(request);
    forward(request, response, functionUrl);
  };
  const shop: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', shopUrl);
    const side = sides.find((one) => pathname.startsWith(`/${one}`)) ?? 'plain';
    const [type, text] = pathname.endsWith('.js') ? ['javascript', containers[side]] : ['html', toPage(side)];
    response.setHeader('content-type', `text/${type}; charset=utf-8`).end(text);
  };
  const frontEnd = await startFrontEnd({ 'shop.example.test': shop, 'tags.example.test': tags });
  context.onEnd(() => frontEnd.close());
  const browser = await launchChromium(frontEnd);
  context.onEnd(() => browser.close());
  return {
    newVisitor: () => browser.newContext({ ignoreHTTPSErrors: true }),
    async visit(visitor, side) {
      const { id } = stripe.createSession(accountId, { livemode: true, currency: 'eur' }).session;
      stripe.completeSession(id, 'card', buyer);
      asked.length = 0;
      const tab = await visitor.newPage();
      try {
        await tab.goto(`${shopUrl}/${side}?session_id=${id}`, { waitUntil: 'load' });
        await tab.waitForFunction('window.purchaseAtMs !== undefined', undefined, { timeout: 20_000 });
        const ms = Number(await tab.evaluate('window.purchaseAtMs'));
        // Reports come after the push.
        const before = asked.filter(({ method }) => method !== 'POST');
        return { ms, requests: before.length, connections: new Set(before.map(({ socket }) => socket)).size };
      } finally {
        await tab.close();
      }
    },
  };
}

/** The page looks whether a purchase was pushed, in the same way for both. */
function toPage(side: Side): string {
  return `<!doctype html><meta charset="utf-8"><title>Thank you</title><script src="/${side}.js"></script><script>
  var push = dataLayer.push;
  dataLayer.push = function (message) {
    if (message.event === 'purchase' && window.purchaseAtMs === undefined) window.purchaseAtMs = performance.now();
    return push.apply(this, arguments);
  };
</script><p>Thank you.</p>`;
}

const request = `
  var request = new XMLHttpRequest();
  request.open('GET', '${tagsUrl}/checkout/sessions.json?property_id={{Property ID}}&checkout_session_id={{Checkout Session ID}}');
  request.onload = function () {
    var json = JSON.parse(request.responseText);
    dataLayer.push({ ecommerce: null });
    dataLayer.push({ event: 'purchase', ecommerce: json.ecommerce, user_data: json.user_data });
  };
  request.send();`;

const snippets = {
  plain: `<script>(function () {${request}\n})();</script>`,
  injected: `<script>(function () {
  var script = document.createElement('script');
  script.async = true;
  script.src = '${tagsUrl}/checkout/tilltag.v1.js';
  script.onload = function () {${request}\n};
  document.head.appendChild(script);
})();</script>`,
} as const;

const snippetTag = 'Plain snippet';

async function bundleContainers(propertyId: string): Promise<Record<Side, string>> {
  const built = await buildTemplates({ types: 'none' });
  const read = (name: string): string => {
    const text = built.find((template) => template.name === name)?.tpl;
    if (text === undefined) throw new Error(`There is no template ${name}.`);
    return bakeTemplate(text, { endpoint: tagsUrl, propertyId });
  };
  const templates = {
    variable: read('checkout-session-id-variable'),
    tag: read('checkout-conversion-tag'),
    placeholder: makeTpl({ name: 'Empty', code: 'data.gtmOnSuccess();', permissions: {} }),
  };
  const bundle = (side: Side) => {
    const fires = (isOurs: boolean): DescribedTrigger =>
      isOurs === (side === 'ours') ? { on: 'page_view' } : { on: 'custom_event', event: 'never' };
    const { exported, options } = describeExport({
      publicId: 'GTM-BENCH',
      isPreview: false,
      variables: [
        { name: 'Checkout Session ID', template: templates.variable, fields: {} },
        { name: 'Property ID', constant: propertyId },
      ],
      tags: [
        { name: 'Tilltag', template: templates.tag, fields: {}, trigger: fires(true) },
        { name: snippetTag, template: templates.placeholder, fields: {}, trigger: fires(false) },
      ],
    });
    return bundleExportedContainer(side === 'ours' ? exported : withSnippet(exported, snippets[side]), options);
  };
  return { ours: await bundle('ours'), plain: await bundle('plain'), injected: await bundle('injected') };
}

/** The same container, with the snippet in the place of the tag that only holds its trigger. */
function withSnippet(exported: ContainerExport, html: string): ContainerExport {
  const { containerVersion } = exported;
  const tag = containerVersion.tag?.map((one) =>
    one.name === snippetTag
      ? { ...one, type: 'html', parameter: [{ type: 'TEMPLATE' as const, key: 'html', value: html }] }
      : one,
  );
  return { ...exported, containerVersion: { ...containerVersion, ...(tag && { tag }) } };
}
