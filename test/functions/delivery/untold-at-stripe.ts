// What happened at Stripe and no webhook told of, and what was asked about it.
import { toReadEvent } from './fake-stripe.ts';
import { type Shop, toChange, toTold } from './start-shop.ts';

/** The questions about events, in order, each with its period in seconds. */
export function questions(shop: Shop): string[] {
  return shop.stripe.asked.filter((question) => question.startsWith('events'));
}

/** A paid session at Stripe, and the event of it that no webhook brought. */
export function sellUntold(shop: Shop): string {
  const session = shop.newSession();
  shop.stripe.events.push(toReadEvent(toChange(shop.clock.nowMs, toTold(session))));
  return session.id;
}
