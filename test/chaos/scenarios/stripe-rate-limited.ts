// Stripe refuses most questions with 429, and does not say for how long.
import type { Scenario } from '../scenario.ts';

export const stripeRateLimited: Scenario = {
  name: 'stripe-429',
  does: 'Stripe answers 429 without Retry-After to all but one question a second and account',
  holds: 'pages are told to ask again, and what needs Stripe waits and goes out afterwards',
  store: 'sqlite',
  minutes: 10,
  begin({ stripe }) {
    stripe.setFaults({ rateLimit: { perSecond: 1 } });
    return { end: () => stripe.setFaults({}) };
  },
};
