// The whole main job on this machine: a shop with its container, the function, Stripe, Google, and real browsers.
//
// What it proves: that the built templates, the built loader and the function fit together over real HTTPS between real
// origins, with the real Stripe SDK and a real store. The container, Stripe and Google are stand-ins; that theirs behave
// so, only they can prove.
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import type { CheckoutEvent } from '../../../functions/contract/checkout-answer.ts';
import { knownFields } from '../../../functions/rules/known-fields.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId } from '../../../functions/store/store.ts';
import { type BuiltTemplate, buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import type { Hit } from '../../../scripts/stand-ins/google/parse-hits.ts';
import type { PaymentLinkDraft } from '../../../scripts/stand-ins/stripe/payment-links.ts';
import type { PaymentWay, SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import { launchChromium } from '../chromium.ts';
import { type FrontEnd, startFrontEnd } from '../front-end.ts';
import { buyer, findPersonal } from './buyer.ts';
import { connectServer, type ServerSide } from './server-sends/connect-server.ts';
import { type ContainerOptions, prepareShopContainers } from './shop-container.ts';
import { createShopHost, type ShopPage } from './shop-host.ts';
import { type BackEnd, startBackEnd, stripeKeys } from './start-back-end.ts';
import { createTagsHost, type TagsHost } from './tags-host.ts';
import { openTab, type Visit } from './visit.ts';

export const shopUrl = 'https://shop.example.test';
export const tagsUrl = 'https://tags.example.test';

/** A page of the shop, and what its container is built for; all of it as a marketer leaves it unless given. */
export interface PublishOptions extends Omit<ShopPage, 'container'>, Partial<ContainerOptions> {}

/** A browser profile whose tabs share storages and cookies with each other and nobody else. */
export interface Visitor {
  readonly context: BrowserContext;
  open(url: string): Promise<Visit>;
}

export interface Journey extends BackEnd {
  /** The origin of the function behind the host of the endpoint. */
  functionUrl: string;
  /** All templates, built from their TypeScript. */
  templates: readonly BuiltTemplate[];
  frontEnd: FrontEnd;
  tags: TagsHost;
  /** The one that published containers are built for; it knows `shop.example.test`. */
  property: Property;
  /** Puts a container on the thank-you page. */
  publish(options?: PublishOptions): Promise<void>;
  /** The same with a script that is bundled already. */
  publishPage(page: ShopPage): void;
  /** The id of a live session that nobody has completed. */
  openSession(draft?: SessionDraft): string;
  /** Sells through `https://buy.stripe.com/<slug>`, in live mode, and leads back to the thank-you page. */
  putPaymentLink(draft: Pick<PaymentLinkDraft, 'slug'> & Partial<PaymentLinkDraft>): void;
  /** A session that no test's log may name, besides those that were opened here. */
  keepSecret(sessionId: string): void;
  /** The id of a completed live session; by card unless told otherwise. */
  buy(draft?: SessionDraft, way?: PaymentWay): string;
  /** Lets Stripe tell the property's webhook, and the property send to GA4 what no page did; once, before any page asks. */
  connectServer(): Promise<ServerSide>;
  newVisitor(): Promise<Visitor>;
  /** A tab of a new visitor. */
  visit(url: string): Promise<Visit>;
  /** What the collector got about a session so far. */
  hitsOf(sessionId: string): Hit[];
  /** The same, once there is something. */
  collected(sessionId: string): Promise<Hit[]>;
  /** Resolves when the ledger holds a page's report of this event of the session, of any event unless told. */
  reported(sessionId: string, event?: CheckoutEvent): Promise<void>;
  /** After each test: ends its visits and faults, and checks what must hold whatever happened. */
  endTest(): Promise<void>;
}

/** Stripe's own, and one that the shop has made its own at Stripe. */
const stripeHosts = ['buy.stripe.com', 'book.stripe.com', 'donate.stripe.com', 'js.stripe.com', 'pay.example.test'];

const pollOptions = { timeout: 20_000 };

/** Where Stripe sends the buyer after the payment. */
export function thanksUrl(sessionId: string, more = ''): string {
  return `${shopUrl}/thanks?session_id=${sessionId}${more}`;
}

/** Everything, running, with one property that knows `shop.example.test`; close it after the last test. */
export async function startJourney(): Promise<Journey> {
  const [backEnd, templates] = await Promise.all([startBackEnd(), buildTemplates({ types: 'none' })]);
  const { stripe, google, store, logLines, accountId } = backEnd;
  const bundle = prepareShopContainers(templates);
  const property = await backEnd.addProperty();
  const shop = createShopHost();
  const functionUrl = await backEnd.startFunction();
  const tags = createTagsHost(functionUrl);
  const frontEnd = await startFrontEnd({
    'shop.example.test': shop.listener,
    'elsewhere.example.test': shop.listener,
    'tags.example.test': tags.listener,
    'collector.example.test': { forwardTo: google.url },
    ...Object.fromEntries(stripeHosts.map((host) => [host, { forwardTo: stripe.url }])),
  });
  const browser = await launchChromium({ hostRules: frontEnd.hostRules });
  const containers = new Map<string, Promise<string>>();
  const sessionIds: string[] = [];
  let contexts: BrowserContext[] = [];
  let visits: Visit[] = [];

  const openSession = (draft: SessionDraft = {}): string => {
    const { id } = stripe.createSession(accountId, { livemode: true, currency: 'eur', ...draft }).session;
    sessionIds.push(id);
    return id;
  };
  const newVisitor = async (): Promise<Visitor> => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    contexts.push(context);
    return {
      context,
      async open(url) {
        const visit = await openTab(context, url);
        visits.push(visit);
        return visit;
      },
    };
  };
  const hitsOf = (sessionId: string): Hit[] =>
    google.hits.filter(
      ({ parameters, pageLocation }) =>
        parameters['transaction_id'] === sessionId || pageLocation?.includes(sessionId) === true,
    );

  return {
    ...backEnd,
    functionUrl,
    templates,
    publishPage: shop.publish,
    frontEnd,
    tags,
    property,
    openSession,
    newVisitor,
    connectServer: () => connectServer(backEnd, property.id, functionUrl),
    hitsOf,
    async publish({ head, pages, policy, baking = {}, ...others } = {}) {
      const options = { ...others, baking: { endpoint: tagsUrl, propertyId: property.id, ...baking } };
      const key = JSON.stringify(options);
      const container = containers.get(key) ?? bundle(options);
      containers.set(key, container);
      const page = knownFields({ head, pages, policy });
      shop.publish({ container: await container, ...page });
    },
    putPaymentLink(draft) {
      const afterCompletion = { redirectUrl: `${shopUrl}/thanks?session_id={CHECKOUT_SESSION_ID}` };
      stripe.putPaymentLink(accountId, { livemode: true, currency: 'eur', afterCompletion, ...draft });
    },
    keepSecret(sessionId) {
      sessionIds.push(sessionId);
    },
    buy(draft, way = 'card') {
      const id = openSession(draft);
      stripe.completeSession(id, way, buyer);
      return id;
    },
    visit: async (url) => (await newVisitor()).open(url),
    async collected(sessionId) {
      await expect.poll(() => hitsOf(sessionId).length, pollOptions).toBeGreaterThan(0);
      return hitsOf(sessionId);
    },
    async reported(sessionId, event) {
      const isReported = async () => {
        const entry = await store.findEntry(entryId(property.id, sessionId));
        return Object.entries(entry?.kind === 'session' ? entry.events : {}).some(
          ([name, { reportedAtMs }]) => (event ?? name) === name && reportedAtMs !== null,
        );
      };
      await expect.poll(isReported, pollOptions).toBe(true);
    },
    async endTest() {
      const [endedVisits, endedContexts, log] = [visits, contexts, logLines.join('\n')];
      [visits, contexts] = [[], []];
      logLines.length = 0;
      tags.reset();
      stripe.setFaults({});
      frontEnd.setHost('tags.example.test', tags.listener);
      await Promise.all(endedVisits.filter(({ page }) => !page.isClosed()).map(({ check }) => check()));
      await Promise.all(endedContexts.map((context) => context.close()));
      expect(findPersonal(log)).toEqual([]);
      expect([...Object.values(stripeKeys), ...sessionIds].filter((secret) => log.includes(secret))).toEqual([]);
    },
    async close() {
      await browser.close();
      await frontEnd.close();
      await backEnd.close();
    },
  };
}
