// Stripe takes questions and never answers them.
import type { Scenario } from '../scenario.ts';

export const stripeHangs: Scenario = {
  name: 'stripe-hangs',
  does: 'Stripe takes every question and answers none',
  holds: 'every request ends all the same, and what needs Stripe goes out afterwards',
  store: 'sqlite',
  // Each question takes seconds of the real clock to be given up.
  minutes: 4,
  begin({ stripe }) {
    stripe.setFaults({ hang: true });
    return { end: () => stripe.setFaults({}) };
  },
};
