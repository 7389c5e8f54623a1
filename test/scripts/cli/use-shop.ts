// A shop at the Stripe stand-in, a server container and a Google that listen, and the command line among them, anew for each test.
import { afterEach, beforeEach } from 'vitest';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { CliRun } from './run-tilltag.ts';
import { type Cli, liveKey, type RunOptions, testKey, useCli } from './use-cli.ts';

/** What reads sessions, and what comes after the thank-you page. */
export const allRights = [
  'rak_checkout_session_read',
  'rak_promotion_code_read',
  'rak_event_read',
  'rak_charge_read',
  'rak_payment_intent_read',
  'rak_invoice_read',
  'rak_subscription_read',
];

/** The secrets of the test's destinations, whose middle must never be printed. */
export const containerSecret = 'SecretOfTheContainer0001';
export const apiSecret = 'SecretOfTheDataStream01';

/** The stand-ins of the running test. */
export interface World {
  stripe: StripeStandIn;
  container: ContainerStandIn;
  google: GoogleStandIn;
  accountId: string;
}

export interface Shop extends Omit<Cli, 'requests'> {
  world: () => World;
  /** Gives both keys these rights. */
  permit: (...permissions: string[]) => void;
  /** Makes a destination of the test mode: the container, or GA4. */
  addContainer: (id: string) => Promise<Record<string, unknown>>;
  addGa4: (id: string) => Promise<Record<string, unknown>>;
  /** The id of a test session that was paid by card. */
  buy: () => string;
}

/** Sets the surroundings up for the tests of a file. Commands ask the stand-ins, which have the keys of `useCli`. */
export function useShop(): Shop {
  const cli = useCli();
  let world: World;
  const permit = (...permissions: string[]): void => {
    const keys = [testKey, liveKey].map((key) => ({ key, permissions }));
    world.accountId = world.stripe.addAccount({ id: 'acct_shop', keys }).id;
  };
  beforeEach(async () => {
    const [stripe, container, google] = await Promise.all([
      startStripeStandIn(),
      startContainerStandIn({ secret: containerSecret }),
      startGoogleStandIn(),
    ]);
    world = { stripe, container, google, accountId: '' };
    permit(...allRights);
  });
  afterEach(async () => {
    await Promise.all([world.stripe.close(), world.container.close(), world.google.close()]);
  });

  const among = (options: RunOptions = {}): RunOptions => ({
    ...options,
    env: {
      STRIPE_API_BASE: world.stripe.url,
      GOOGLE_ANALYTICS_BASE: world.google.url,
      TILLTAG_ALLOW_LOCAL: '1',
      ...options.env,
    },
  });
  const run = (args: string[], options?: RunOptions): Promise<CliRun> => cli.run(args, among(options));
  const runJson: Cli['runJson'] = (args, options) => cli.runJson(args, among(options));
  const add = ['property', 'destination', 'add'];
  return {
    ...cli,
    world: () => world,
    permit,
    run,
    runJson,
    runProcess: (args, options) => cli.runProcess(args, among(options)),
    addShop: async (...options) => {
      const shop = ['property', 'add', '--name', 'My shop', '--hostname', 'shop.example.com', '--stripe-key', testKey];
      return String((await runJson([...shop, ...options]))['property_id']);
    },
    addContainer: (id) =>
      runJson([...add, id, '--kind', 'server_container', '--url', world.container.clientUrl, '--secret', '-'], {
        input: containerSecret,
      }),
    addGa4: (id) =>
      runJson([...add, id, '--kind', 'ga4', '--measurement-id', 'G-SHOP1234', '--secret', '-'], { input: apiSecret }),
    buy: () => {
      const { session } = world.stripe.createSession(world.accountId, { livemode: false });
      world.stripe.completeSession(session.id, 'card', { email: 'ada@example.com', name: 'Ada Byron' });
      return session.id;
    },
  };
}
