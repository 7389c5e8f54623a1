// Something that is no Stripe answers in its place.
import type { Scenario } from '../scenario.ts';

export const stripeGarbage: Scenario = {
  name: 'stripe-garbage',
  does: 'every question to Stripe is answered 200 with something that is no JSON',
  holds: 'nothing of it is believed or stored, and what needs Stripe goes out afterwards',
  store: 'sqlite',
  minutes: 15,
  begin({ stripe }) {
    stripe.setFaults({ garbage: true });
    return { end: () => stripe.setFaults({}) };
  },
};
