// (g) What the payment link tag costs a page with 2,000 links, against a tag that does nothing.
import type { RequestListener } from 'node:http';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { bakeTemplate } from '../../../functions/downloads/bake-template.ts';
import { buildLoader } from '../../../scripts/compiler/build-loader.ts';
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { bundleContainer } from '../../../scripts/simulator/container/bundle-container.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { startFrontEnd } from '../../browser/front-end.ts';
import { makeTpl } from '../../scripts/simulator/make-tpl.ts';
import { alternate, type Bench, type BenchContext } from '../bench.ts';
import type { Measurement } from '../figure.ts';
import type { Pair } from '../statistics.ts';

const links = 2_000;
const clicks = 20;
/** A task above this is one that a visitor notices: https://w3c.github.io/longtasks/ */
const longTaskMs = 50;

export const pageCost: Bench = {
  letter: 'g',
  title: `the payment link tag on a page with ${links.toLocaleString('en')} links, against an empty tag`,
  run: measurePageCost,
};

/** One visit: the main thread's time from the container's start on, and its longest task. */
interface Cost {
  busyMs: number;
  longestTaskMs: number;
}

async function* measurePageCost(context: BenchContext): AsyncGenerator<Measurement> {
  const visit = await startShop(context);
  context.progress('warming up');
  await visit('ours');
  await visit('empty');
  const longest: Pair[] = [];
  const pairs = await alternate(context, context.isQuick ? 5 : 15, {
    ours: async () => {
      const { busyMs, longestTaskMs } = await visit('ours');
      longest.push({ ours: longestTaskMs, baseline: longTaskMs });
      return busyMs;
    },
    baseline: async () => (await visit('empty')).busyMs,
  });
  const conditions = [
    `the container starts when the page with ${links.toLocaleString('en')} links has come to rest; then ${clicks} clicks on payment links, and 200 links more`,
    'container by the simulator, the same for both; a tag of GTM’s own costs less',
  ];
  yield { bench: 'g', name: 'main-thread time with the tag : with an empty one', unit: 'ms', pairs, conditions };
  yield {
    bench: 'g',
    name: `longest task with the tag : the ${longTaskMs} ms above which one is long`,
    unit: 'ms',
    goal: { atMost: 1 },
    pairs: longest,
    conditions: [
      ...conditions,
      `a visit without any long task counts as ${longTaskMs} ms, because browsers name no shorter ones`,
    ],
  };
}

type Tag = 'ours' | 'empty';

/** A shop with either container, and a browser that visits it. */
async function startShop(context: BenchContext): Promise<(tag: Tag) => Promise<Cost>> {
  const containers = await bundleContainers();
  const loader = await buildLoader();
  const shop: RequestListener = (request, response) => {
    const tag = /^\/(ours|empty)\.js$/.exec(request.url ?? '')?.[1];
    if (tag === 'ours' || tag === 'empty') {
      response.setHeader('content-type', 'text/javascript').end(containers[tag]);
    } else {
      response.setHeader('content-type', 'text/html').end(page);
    }
  };
  const tags: RequestListener = (request, response) => {
    if (request.method === 'POST') response.writeHead(204).end();
    else response.setHeader('content-type', 'text/javascript').end(loader.code);
  };
  const frontEnd = await startFrontEnd({ 'shop.example.test': shop, 'tags.example.test': tags });
  context.onEnd(() => frontEnd.close());
  const browser = await launchChromium({ hostRules: frontEnd.hostRules });
  context.onEnd(() => browser.close());
  return (tag) => measureVisit(browser, tag);
}

async function bundleContainers(): Promise<Record<Tag, string>> {
  const built = await buildTemplates({ types: 'none' });
  const text = built.find(({ name }) => name === 'payment-link-tag')?.tpl;
  if (text === undefined) throw new Error('There is no template payment-link-tag.');
  const templates = {
    ours: bakeTemplate(text, { endpoint: 'https://tags.example.test', propertyId: 'tt_benchbenchbench' }),
    empty: makeTpl({ name: 'Empty', code: 'data.gtmOnSuccess();', permissions: {} }),
  };
  const bundle = (template: string) =>
    bundleContainer({
      publicId: 'GTM-BENCH',
      isPreview: false,
      variables: [],
      tags: [{ name: 'Tag', template, fields: {}, trigger: { on: 'page_view' } }],
    });
  return { ours: await bundle(templates.ours), empty: await bundle(templates.empty) };
}

/** Every tenth link leads to a payment. */
const page = `<!doctype html><title>Shop</title><ul id="list">${Array.from(
  { length: links },
  (_, index) =>
    `<li><a href="${index % 10 === 0 ? `https://buy.stripe.com/item${index}` : `/item/${index}`}">Item ${index}</a></li>`,
).join('')}</ul>`;

async function measureVisit(browser: Browser, tag: Tag): Promise<Cost> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const tab = await context.newPage();
    const inspector = await context.newCDPSession(tab);
    await inspector.send('Performance.enable');
    await tab.goto('https://shop.example.test/?utm_source=newsletter&gclid=abc', { waitUntil: 'load' });
    await tab.waitForTimeout(300);
    await tab.evaluate(observe);
    const startSeconds = await readTaskSeconds(inspector);
    await useShop(tab, tag);
    const endSeconds = await readTaskSeconds(inspector);
    const longestTaskMs = Math.max(longTaskMs, Number(await tab.evaluate('Math.max(0, ...window.longTasks)')));
    return { busyMs: (endSeconds - startSeconds) * 1000, longestTaskMs };
  } finally {
    await context.close();
  }
}

const observe = `{
  window.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  addEventListener('click', (event) => event.preventDefault());
}`;

const addLinks = `list.insertAdjacentHTML('beforeend', '<li><a href="https://buy.stripe.com/more">More</a></li>'.repeat(200))`;

async function useShop(tab: Page, tag: Tag): Promise<void> {
  await tab.addScriptTag({ url: `/${tag}.js` });
  await tab.waitForFunction('simulatedContainer.tags.every(({ status }) => status === "succeeded")');
  for (let click = 0; click < clicks; click += 1) {
    // As a script clicks, so that finding and scrolling to a link costs neither side anything.
    await tab.evaluate(`document.querySelectorAll('a[href^="https://buy."]')[${click}].click()`);
  }
  await tab.evaluate(addLinks);
  // The tag still looks around then for a while.
  await tab.waitForTimeout(3_000);
}

async function readTaskSeconds(inspector: CDPSession): Promise<number> {
  const { metrics } = await inspector.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
