// Stripe refuses every question with 429, and does not say for how long.
import type { Scenario } from '../scenario.ts';

export const stripeRateLimited: Scenario = {
  name: 'stripe-429',
  does: 'Stripe answers 429 without Retry-After to every question',
  holds: 'every request ends all the same, and what needs Stripe waits and goes out afterwards',
  store: 'sqlite',
  minutes: 10,
  begin({ stripe }) {
    stripe.setFaults({ rateLimit: { perSecond: 0 } });
    return { end: () => stripe.setFaults({}) };
  },
};
