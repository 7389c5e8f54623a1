// Stripe refuses every question with 429, and says for how long.
import type { Scenario } from '../scenario.ts';

export const stripeRetryAfter: Scenario = {
  name: 'stripe-429-retry-after',
  does: 'Stripe answers 429 with Retry-After: 20 to every question',
  holds: 'every request ends all the same, and what needs Stripe waits and goes out afterwards',
  store: 'sqlite',
  minutes: 10,
  begin({ stripe }) {
    stripe.setFaults({ rateLimit: { perSecond: 0, retryAfterSeconds: 20 } });
    return { end: () => stripe.setFaults({}) };
  },
};
