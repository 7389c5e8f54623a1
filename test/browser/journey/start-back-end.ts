// What answers behind the web hosts: the function with a store, Stripe and Google, all on this machine and one clock.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../functions/http/log.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { type Environment, readSettings, type Settings } from '../../../functions/settings.ts';
import { startFunctions } from '../../../functions/start-functions.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { buildLoader } from '../../../scripts/compiler/build-loader.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { newProperty } from '../../functions/store/records.ts';

/** The restricted keys that Stripe knows, by mode. */
export const stripeKeys = { live: 'rk_live_journeyKey0123456789', test: 'rk_test_journeyKey0123456789' } as const;

/** The key that a shop's pages hold; it opens nothing but the payment page. */
export const publishableKey = 'pk_live_journeyShop';

/** Who brings it may ask the functions for a sweep, which they do not begin by themselves. */
export const sweepToken = 'sweepTokenOfTheJourneys0123456789';

type Mode = keyof typeof stripeKeys;

export interface BackEnd {
  stripe: StripeStandIn;
  google: GoogleStandIn;
  store: Store;
  /** Those that all functions share. */
  settings: Settings;
  /** The shop's account at Stripe. */
  accountId: string;
  /** Every line that any function has logged; emptied by whoever has read it. */
  logLines: string[];
  /** The clock of functions, Stripe and Google, milliseconds since 1970. */
  now(): number;
  /** Moves that clock, which else goes as the real one does. */
  advance(ms: number): void;
  /** A property in the store, with the keys of these modes; of both unless told. */
  addProperty(changes?: Partial<Property>, modes?: readonly Mode[]): Promise<Property>;
  /** The origin of a new instance of the functions over the same store. */
  startFunction(env?: Environment): Promise<string>;
  close(): Promise<void>;
}

/** Everything but a function, which the caller starts with the settings that it wants. */
export async function startBackEnd(): Promise<BackEnd> {
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-journey-'));
  const [stripe, google, loader] = await Promise.all([
    startStripeStandIn({ now }),
    startGoogleStandIn({ now }),
    buildLoader(),
  ]);
  writeFileSync(join(folder, loader.fileName), loader.code);
  const objects = [
    'checkout_session',
    'promotion_code',
    'event',
    'charge',
    'payment_intent',
    'invoice',
    'subscription',
  ];
  const permissions = objects.map((object) => `rak_${object}_read`);
  const account = stripe.addAccount({
    keys: Object.values(stripeKeys).map((key) => ({ key, permissions })),
    publishableKeys: [publishableKey],
  });
  const common: Environment = {
    TILLTAG_STORE: `sqlite:${join(folder, 'journey.db')}`,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    STRIPE_API_BASE: stripe.url,
    GOOGLE_ANALYTICS_BASE: google.url,
    TILLTAG_ALLOW_LOCAL: '1',
    TILLTAG_SWEEP_TOKEN: sweepToken,
    TILLTAG_ASSETS: folder,
    TRUSTED_HOPS: '1',
  };
  const settings = readSettings(common);
  const store = await openStore(settings.store, settings);
  const logLines: string[] = [];
  const log = createLog((line) => logLines.push(line), now);
  const running: { close(): Promise<void> }[] = [];
  return {
    stripe,
    google,
    store,
    settings,
    accountId: account.id,
    logLines,
    now,
    advance(ms) {
      clock.aheadMs += ms;
    },
    async addProperty(changes = {}, modes = ['live', 'test']) {
      const property = withKeys(newProperty(changes), modes, settings);
      await store.createProperty(property);
      return property;
    },
    async startFunction(env = {}) {
      const own = readSettings({ ...common, ...env });
      const started = await startFunctions({ settings: own, log, port: 0, now, sweepEveryMs: 0 });
      running.push(started);
      return started.url;
    },
    async close() {
      await Promise.all(running.map((one) => one.close()));
      await Promise.all([stripe.close(), google.close(), store.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function withKeys(property: Property, modes: readonly Mode[], { keyRing }: Settings): Property {
  const sealKey = (mode: Mode) =>
    modes.includes(mode) ? seal(keyRing, stripeKeys[mode], stripeKeyPlace(property.id, mode)) : null;
  return {
    ...property,
    stripeKeys: { live: sealKey('live'), test: sealKey('test') },
    readsPromotionCodes: { live: true, test: true },
  };
}
