// A property, its Stripe account and the public function on this machine, over real HTTP with the real SDK and SQLite.
//
// What it proves: what a page, a server container or a stranger gets over the wire, from the function's own server or from
// the framework's. Stripe is the stand-in, so its limits hold here too; time stands still unless a test moves it.
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxBodyBytes } from '../../../functions/http/guard-bodies.ts';
import { createLog } from '../../../functions/http/log.ts';
import { createPublicFunction, type PublicFunction } from '../../../functions/public/create-public-function.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { type Limits, readSettings } from '../../../functions/settings.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import type { BuyerDraft, PaymentWay, SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type Answer, toAnswer } from '../http/answer.ts';
import { listen } from '../http/listen.ts';
import { newProperty } from '../store/records.ts';

export const shopOrigin = 'https://shop.example.test';
export const testKey = 'rk_test_shopKey0123456789';

/** Each differs from the defaults only in what it names. */
export interface ShopOptions {
  property?: Partial<Property>;
  limits?: Partial<Limits>;
  env?: Record<string, string>;
  permissions?: string[];
  lookupBudgetMs?: number;
  stripeRequestTimeoutMs?: number;
  /** Stands in front of the store, to break it or to count. */
  wrapStore?: (store: Store) => Store;
  /** Another server around the same function, such as the framework's. */
  toServer?: (publicFunction: PublicFunction) => Server;
}

export interface Shop {
  url: string;
  property: Property;
  stripe: StripeStandIn;
  store: Store;
  accountId: string;
  /** Parsed log lines, oldest first. */
  logs: Record<string, unknown>[];
  clock: { nowMs: number };
  /** The id of a session that was completed; a card payment unless told otherwise. */
  buy(draft?: SessionDraft, way?: PaymentWay, buyer?: BuyerDraft): string;
  /** A lookup as a page of the shop sends it. */
  look(sessionId: string, more?: { claim?: string; query?: string; headers?: Record<string, string> }): Promise<Answer>;
  report(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A click as a page of the shop tells it; text is sent as it stands. */
  tellClick(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  /** Another instance of the function over the same store and Stripe, with a memory of its own. */
  startSecondInstance(): Promise<Shop>;
  close(): Promise<void>;
}

const keys = `main:${Buffer.alloc(32, 7).toString('base64')}`;
const buyer: BuyerDraft = { email: 'ada@example.com', name: 'Ada Lovelace', phone: '+493012345678' };

/** A running shop; close it when the test is done. */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-public-'));
  const clock = { nowMs: Date.UTC(2026, 10, 21, 12) };
  const stripe = await startStripeStandIn({ now: () => clock.nowMs });
  const permissions = options.permissions ?? ['rak_checkout_session_read', 'rak_promotion_code_read'];
  const account = stripe.addAccount({ keys: [{ key: testKey, permissions }] });
  const settings = readSettings({
    TILLTAG_STORE: `sqlite:${join(folder, 'test.db')}`,
    TILLTAG_KEYS: keys,
    STRIPE_API_BASE: stripe.url,
    TILLTAG_ASSETS: folder,
    ...options.env,
  });
  const store = await openStore(settings.store, settings);
  const draft = newProperty(options.property);
  const sealed = seal(settings.keyRing, testKey, stripeKeyPlace(draft.id, 'test'));
  const property: Property = { ...draft, stripeKeys: options.property?.stripeKeys ?? { live: null, test: sealed } };
  await store.createProperty(property);
  const shared = { clock, stripe, store, property, accountId: account.id, options, settings };
  const shop = await startInstance(shared);
  return {
    ...shop,
    async close() {
      await shop.close();
      await stripe.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Shared {
  clock: { nowMs: number };
  stripe: StripeStandIn;
  store: Store;
  property: Property;
  accountId: string;
  options: ShopOptions;
  settings: ReturnType<typeof readSettings>;
}

async function startInstance(shared: Shared): Promise<Shop> {
  const { clock, stripe, store, property, accountId, options, settings } = shared;
  const logs: Record<string, unknown>[] = [];
  const now = () => clock.nowMs;
  const publicFunction = createPublicFunction({
    settings: { ...settings, limits: { ...settings.limits, ...options.limits } },
    store: options.wrapStore?.(store) ?? store,
    log: createLog((line) => logs.push(JSON.parse(line)), now),
    clock: {
      now,
      random: () => 0.5,
      // Waiting takes no time, but the clock moves as if it had.
      sleep: async (ms) => {
        clock.nowMs += ms;
      },
    },
    ...(options.lookupBudgetMs !== undefined && { lookupBudgetMs: options.lookupBudgetMs }),
    ...(options.stripeRequestTimeoutMs !== undefined && { stripeRequestTimeoutMs: options.stripeRequestTimeoutMs }),
  });
  const { url, close } = await listen(publicFunction, { maxBodyBytes, toServer: options.toServer });
  const ask = (path: string, init?: RequestInit) => toAnswer(fetch(`${url}${settings.basePath}${path}`, init));
  return {
    url,
    property,
    stripe,
    store,
    accountId,
    logs,
    clock,
    ask,
    buy(draft = {}, way = 'card', who = buyer) {
      const { id } = stripe.createSession(accountId, draft).session;
      stripe.completeSession(id, way, who);
      return id;
    },
    look: (sessionId, { claim, query = '', headers = { origin: shopOrigin } } = {}) =>
      ask(
        `/checkout/sessions.json?property_id=${property.id}&checkout_session_id=${sessionId}${
          claim === undefined ? '' : `&claim=${claim}`
        }${query}`,
        { headers },
      ),
    report: (body, headers) => ask('/checkout/reports', toBeacon(body, headers)),
    tellClick: (body, headers) => ask('/checkout/clicks', toBeacon(body, headers)),
    startSecondInstance: () => startInstance(shared),
    async close() {
      await close();
      await publicFunction.close();
    },
  };
}

function toBeacon(
  body: unknown,
  headers: Record<string, string> = { origin: shopOrigin, 'content-type': 'text/plain' },
): RequestInit {
  return { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers };
}
