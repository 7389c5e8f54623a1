// Lists the Checkout Sessions of a period that buyers completed, without their lines: what a day brought by Stripe's own count.
import type Stripe from 'stripe';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import { StripeUnavailableError } from './errors.ts';
import { isWholeSession } from './is-whole-session.ts';
import type { EventPeriod } from './payment-reader.ts';
import { requireList, requireObject } from './require-answer.ts';
import { toCheckoutSession, type UnknownValueListener } from './to-checkout-session.ts';

/** Sends one request, with its turn, time-out and retries. */
type Ask = <T>(send: (client: Stripe, options: Stripe.RequestOptions) => Promise<T>) => Promise<T>;

const pageSize = 100;

/** Newest first as Stripe lists them, a page at a time; each page is asked for with an `Ask` of its own. */
export async function* listCompletedSessions(
  newAsk: () => Ask,
  { fromSeconds, untilSeconds }: EventPeriod,
  onUnknownValue: UnknownValueListener = () => undefined,
): AsyncGenerator<CheckoutSession[]> {
  let after: string | undefined;
  let hasMore = fromSeconds < untilSeconds;
  while (hasMore) {
    const params: Stripe.Checkout.SessionListParams = {
      created: { gte: fromSeconds, lt: untilSeconds },
      status: 'complete',
      limit: pageSize,
      ...(after !== undefined && { starting_after: after }),
    };
    const ask = newAsk();
    const page = requireList(await ask((client, request) => client.checkout.sessions.list(params, request)));
    after = page.data.at(-1)?.id;
    hasMore = page.has_more && after !== undefined;
    if (page.data.length > 0) yield page.data.map((session) => translate(session, onUnknownValue));
  }
}

function translate(session: Stripe.Checkout.Session, onUnknownValue: UnknownValueListener): CheckoutSession {
  if (!isWholeSession(requireObject(session, 'checkout.session'))) throw new StripeUnavailableError('malformed_answer');
  return toCheckoutSession(session, [], onUnknownValue);
}
