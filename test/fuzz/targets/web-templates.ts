// The web templates as they are built, on pages that somebody else has filled: address, referrer, cookies, storage, globals, answers.
//
// It proves what the built code does over the simulator's APIs, which hold it to its permissions; that GTM's own behave alike,
// only a live container proves.
import type { LinkRequest } from '../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../gtm-templates/loader/create-tilltag.ts';
import { compileWebTemplate } from '../../../scripts/simulator/code/compile-web-template.ts';
import type { CompiledTemplate } from '../../../scripts/simulator/code/compiled-template.ts';
import { createContainerServices } from '../../../scripts/simulator/container/container-services.ts';
import { runTemplate, type TemplateRun } from '../../../scripts/simulator/run-template.ts';
import { createFakePage, type FakePage } from '../../../scripts/simulator/web/fake-page.ts';
import { sessionId } from '../../gtm-templates/loader/answers.ts';
import { createFakeWindow, type FakeWindow } from '../../gtm-templates/loader/fake-window.ts';
import { endpoint, readBuiltTpl } from '../../gtm-templates/web/built-tpl.ts';
import { buyer, type PageState, pageStates } from '../arbitraries/page-states.ts';
import { ensure, ensureNoAddress } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const propertyId = 'prop_12345678';
const clickId = 'AbCdEfGhIjKlMnOpQrStUg';
const loaderUrl = `${endpoint}/checkout/tilltag.v1.js`;

const tags = ['checkout-conversion-tag', 'payment-link-tag'] as const;

/** Each with the fields that decide what it reads. */
const variables = [
  ['checkout-session-id-variable', {}],
  ['click-attribution-variable', { part: 'landing_page', touch: 'last' }],
  ['click-attribution-variable', { part: 'gclid', touch: 'first' }],
  ['page-address-variable', { part: 'page_location' }],
  ['page-address-variable', { part: 'ignore_referrer' }],
] as const;

/** The text of the built file of the template in this folder. */
type ReadTpl = (folder: string) => Promise<string>;

/** The built templates; `readTpl` gives the texts of their files. */
export function webTemplatesTarget(readTpl: ReadTpl = readBuiltTpl): Target {
  return toTarget({
    name: 'web-templates',
    reads: 'pages and answers at the built web templates, from anybody',
    inputs: pageStates,
    async open() {
      const folders = [...tags, ...new Set(variables.map(([folder]) => folder))];
      const compiled = new Map<string, CompiledTemplate>();
      for (const folder of folders) compiled.set(folder, compileWebTemplate(await readTpl(folder)));
      return {
        async examine(state) {
          for (const [folder, fields] of variables) examineVariable(find(compiled, folder), fields, state);
          await examineConversion(find(compiled, 'checkout-conversion-tag'), state);
          examineLinks(find(compiled, 'payment-link-tag'), state);
        },
      };
    },
  });
}

/** A page in this state, and the window behind it that the loader uses. */
function openPage(state: PageState): { page: FakePage; window: FakeWindow } {
  const url = new URL('https://shop.example.com');
  url.pathname = state.path;
  url.search = state.query;
  url.hash = state.fragment;
  const replies = [{ status: state.answer.status, body: state.answer.body }];
  const key = `tilltag:${propertyId}:${sessionId}`;
  const window = createFakeWindow(replies, url.href, new Map([[key, state.remembered]]));
  window.forbidsStorage = state.forbidsStorage;
  window.dataLayer = structuredClone(state.dataLayer);
  const referrer = URL.canParse(state.referrer) ? state.referrer : '';
  const page = createFakePage({
    ...{ href: url.href, referrer, cookies: state.cookies },
    onScript: (script) => (state.loader === 'fails' ? script.fail() : script.load()),
  });
  page.window['google_tag_data'] = structuredClone(state.consentData);
  if (state.loader === 'other') page.window['tilltag'] = structuredClone(state.otherLoader);
  return { page, window };
}

/** One run, and what it printed. */
interface PageRun extends TemplateRun {
  readonly texts: () => string;
}

function runOn(page: FakePage, template: CompiledTemplate, fields: Record<string, unknown>, state: PageState): PageRun {
  const container = createContainerServices({ publicId: 'GTM-FUZZ', isPreview: true });
  const told = Object.entries(state.consent).filter(([, value]) => value !== 'unset');
  container.consent.apply('default', Object.fromEntries(told));
  const run = runTemplate(template, fields, { page, container });
  page.settle();
  return Object.assign(run, { texts: () => container.consoleLines.map(({ text }) => text).join('\n') });
}

function find(compiled: ReadonlyMap<string, CompiledTemplate>, folder: string): CompiledTemplate {
  const template = compiled.get(folder);
  if (template === undefined) throw new RangeError(`There is no template ${folder}.`);
  return template;
}

function examineVariable(template: CompiledTemplate, fields: Record<string, unknown>, state: PageState): void {
  const { page } = openPage(state);
  const run = runOn(page, template, fields, state);
  ensureForgivable(run, page);
  const kind = typeof run.returned;
  ensure(kind === 'undefined' || kind === 'string', `${run.template} is a ${kind}.`);
}

async function examineConversion(template: CompiledTemplate, state: PageState): Promise<void> {
  const { page, window } = openPage(state);
  if (state.loader === 'loads') page.window['tilltag'] = createTilltag(window);
  const { sessionId: checkoutSessionId, eventName, personalData } = state;
  const fields = { propertyId, endpoint, measurementId: 'G-SHOP', checkoutSessionId, eventName, personalData };
  const run = runOn(page, template, fields, state);
  // Its own waiting for consent first, then the loader's for the answer, and once more for what follows.
  for (let turns = 0; turns < 2; turns += 1) {
    page.advance(30_000);
    await window.pass(30_000);
  }
  page.advance(30_000);
  ensureForgivable(run, page);
  ensureCalledBack(run);
  ensure(page.cookieLines.length === 0, `${run.template} set a cookie.`);
  ensureNoBuyer(run.texts(), 'The console');
  ensure(!run.texts().includes(sessionId), 'The console shows a whole session id.');
  for (const { url } of window.requests) ensureOfFunction(url.href);
  for (const { url } of window.beacons) ensureOfFunction(url);
  const sent = [
    ...window.requests.map(({ url }) => url.href),
    JSON.stringify(window.beacons),
    ...window.stored.values(),
  ];
  ensureNoBuyer(sent.join('\n'), 'What is sent and stored');
  const mayBePlain = personalData === 'plain' && state.consent.ad_user_data !== 'denied';
  const pushed = JSON.stringify(window.dataLayer, (name, value) =>
    mayBePlain && (name === 'customer_email' || name === 'user_data') ? undefined : value,
  );
  ensureNoBuyer(pushed ?? '', 'The data layer');
}

function examineLinks(template: CompiledTemplate, state: PageState): void {
  const { page } = openPage(state);
  let describe: ((clickId: string, how: string) => unknown) | undefined;
  if (state.loader === 'loads') {
    page.window['tilltag'] = {
      links: (_request: LinkRequest, callback: typeof describe) => {
        describe = callback;
        return true;
      },
      after: (delayMs: number, callback: () => void) => {
        page.schedule(callback, delayMs);
        return true;
      },
    };
  }
  const run = runOn(page, template, { propertyId, endpoint, measurementId: 'G-SHOP' }, state);
  const described = [describe?.(clickId, 'click'), describe?.(state.sessionId, 'element')];
  page.advance(30_000);
  described.push(describe?.(clickId, 'click'));
  ensureForgivable(run, page);
  ensureCalledBack(run);
  ensureNoAddress(decode(page.cookieLines.join('\n')), 'The cookie');
  ensureNoAddress(decode(JSON.stringify(described)), 'What is told of a click');
  ensureNoAddress(run.texts(), 'The console');
}

/** GTM would have nothing to forgive: no error, no permission that is missing, no second callback, and nothing loaded but the loader. */
function ensureForgivable(run: TemplateRun, page: FakePage): void {
  ensure(run.problems.length === 0, run.problems.join(' '));
  const loaded = [...page.scripts, ...page.pixels, ...page.frames].map(({ url }) => url);
  ensure(
    loaded.every((url) => url === loaderUrl) && page.beacons.length === 0 && page.insertedHtml.length === 0,
    `${run.template} loaded ${loaded.join(', ')}.`,
  );
  ensure(page.storage.size === 0, `${run.template} stored something.`);
}

function ensureCalledBack({ template, calls }: TemplateRun): void {
  const count = calls.gtmOnSuccess + calls.gtmOnFailure;
  ensure(count === 1, `${template} called back ${count} times.`);
}

function ensureOfFunction(url: string): void {
  ensure(url.startsWith(`${endpoint}/`), 'Something was sent to another place than the function.');
}

function ensureNoBuyer(text: string, what: string): void {
  ensure(!text.includes(buyer.customer_email), `${what} shows the buyer's address.`);
}

/** As it was before it was written for a URL or a cookie, where it was. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
