// Connections to Stripe break, before or after Stripe did what was asked.
import type { Scenario } from '../scenario.ts';

export const stripeResets: Scenario = {
  name: 'stripe-resets',
  does: 'connections to Stripe are reset in place of every answer',
  holds: 'what needs Stripe waits and goes out afterwards',
  store: 'sqlite',
  minutes: 8,
  begin({ stripe }) {
    stripe.setFaults({ reset: true });
    return { end: () => stripe.setFaults({}) };
  },
};
