// Stripe answers every question with an error of its own.
import type { Scenario } from '../scenario.ts';

export const stripeErrors: Scenario = {
  name: 'stripe-500',
  does: 'Stripe answers 500 to every question',
  holds: 'what needs Stripe waits and goes out afterwards',
  store: 'sqlite',
  minutes: 15,
  begin({ stripe }) {
    stripe.setFaults({ status: 500 });
    return { end: () => stripe.setFaults({}) };
  },
};
