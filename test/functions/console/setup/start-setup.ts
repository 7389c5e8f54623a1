// A console with a Stripe and a Google that answer on this machine, and the functions that pages and Stripe ask, over one store.
//
// What it proves: what a person's clicks in the set-up come to, from an empty account to a payment that arrived. What only the
// real services can prove, their stand-ins say.

import { createPublicFunction } from '../../../../functions/public/create-public-function.ts';
import { createWebhookFunction } from '../../../../functions/webhook/create-webhook-function.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { type ConsoleOptions, type RunningConsole, startConsole } from '../start-console.ts';

export const testKey = 'rk_test_setupKey0123456789';
export const liveKey = 'rk_live_setupKey0123456789';

/** What a key needs for everything but setting things up from here. */
export const neededRights = [
  'rak_checkout_session_read',
  'rak_promotion_code_read',
  'rak_event_read',
  'rak_charge_read',
  'rak_payment_intent_read',
  'rak_invoice_read',
  'rak_subscription_read',
];

/** What lets webhook and payment links be made from the console. */
export const setUpRights = ['rak_webhook_write', 'rak_payment_links_read', 'rak_payment_links_write'];

export interface SetupWorld {
  app: RunningConsole;
  stripe: StripeStandIn;
  google: GoogleStandIn;
  stripeAccountId: string;
  /** Gives both keys these rights. */
  permit(...permissions: string[]): void;
  /** Pays a test session by card and has Stripe tell the webhooks of it; the session's id. */
  buy(draft?: Parameters<StripeStandIn['createSession']>[1]): Promise<string>;
  /** Asks about a session as a page of this origin would; the status of the answer. */
  lookFrom(origin: string, propertyId: string, sessionId: string): Promise<number>;
  /** Asks about a session as the tag on a page of this origin would, and says that the event was processed; the status of the report. */
  reportFrom(origin: string, propertyId: string, sessionId: string): Promise<number>;
  close(): Promise<void>;
}

/** Everything running; close it when the test is done. `moment` is where the clock begins. */
export async function startSetup(options: Pick<ConsoleOptions, 'assets'> = {}): Promise<SetupWorld> {
  const time = { now: Date.now };
  const stripe = await startStripeStandIn({ now: () => time.now() });
  const google = await startGoogleStandIn({ now: () => time.now() });
  const environment = { STRIPE_API_BASE: stripe.url, GOOGLE_ANALYTICS_BASE: google.url, TILLTAG_ALLOW_LOCAL: '1' };
  const app = await startConsole(environment, {
    ...options,
    beside({ settings, store, now }) {
      const log = () => undefined;
      const clock = { now, sleep: async () => undefined, random: () => 0 };
      const pages = createPublicFunction({ settings, store, log, clock });
      const webhook = createWebhookFunction({ settings, store, log, now, newInstanceId: () => 'webhook' });
      return (request, response) => {
        const chosen = request.url?.startsWith('/webhooks/') ? webhook : pages;
        void chosen.handle(request, response);
      };
    },
  });
  time.now = () => app.clock.nowMs;
  const origin = new URL(app.url).origin;
  let stripeAccountId = '';
  const permit = (...permissions: string[]): void => {
    const keys = [testKey, liveKey].map((key) => ({ key, permissions }));
    stripeAccountId = stripe.addAccount({ id: 'acct_setup', keys }).id;
  };
  permit(...neededRights, ...setUpRights);
  return {
    app,
    stripe,
    google,
    stripeAccountId,
    permit,
    async buy(draft = {}) {
      const { session } = stripe.createSession(stripeAccountId, { currency: 'eur', ...draft });
      stripe.completeSession(session.id, 'card', { email: 'ada@example.com' });
      for (const { id } of stripe.listEvents()) await stripe.deliver(id);
      return session.id;
    },
    async lookFrom(from, propertyId, sessionId) {
      const query = new URLSearchParams({ property_id: propertyId, checkout_session_id: sessionId });
      const answer = await fetch(`${origin}/checkout/sessions.json?${query}`, { headers: { origin: from } });
      await answer.body?.cancel();
      return answer.status;
    },
    async reportFrom(from, propertyId, sessionId) {
      const claim = 'claimOfTheTestPage0001';
      const asked = { property_id: propertyId, checkout_session_id: sessionId, claim };
      const url = `${origin}/checkout/sessions.json?${new URLSearchParams(asked)}`;
      const answer = await fetch(url, { headers: { origin: from } });
      const told: unknown = await answer.json();
      if (typeof told !== 'object' || told === null || !('event_id' in told))
        throw new Error('The lookup was refused.');
      const body = JSON.stringify({ ...asked, event_id: told.event_id });
      const headers = { origin: from, 'content-type': 'text/plain' };
      const report = await fetch(`${origin}/checkout/reports`, { method: 'POST', headers, body });
      await report.body?.cancel();
      return report.status;
    },
    async close() {
      await app.close();
      await Promise.all([stripe.close(), google.close()]);
    },
  };
}
