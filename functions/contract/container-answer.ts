// What the lookup answers to a server container that would run for the page itself.
import type { CheckoutAnswer } from './checkout-answer.ts';
import type { ForwardedEvent } from './forwarded-event.ts';

/**
 * The answer of `GET /checkout/sessions.json` with the property's bearer secret and the header `Tilltag-Sends: 1`. Its
 * `first_view` says whether this container's own claim holds the event; the claims of pages are others.
 */
export interface ContainerAnswer extends CheckoutAnswer {
  /**
   * The event to run the container for, as it would be sent there; only under the sender `server`, and only for the claim that
   * holds it until it reports. Without a report it is sent there after two minutes.
   */
  forwarded?: ForwardedEvent;
}
