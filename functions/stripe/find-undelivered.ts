// Events that some webhook endpoint of the account did not take, as far as Stripe tells.
import { askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';
import type { EventPeriod } from './payment-reader.ts';
import { webhookEventTypes } from './webhook-event-types.ts';
import { toWireRecord } from './wire-record.ts';

/** How many there are, `hasMore` where only the newest were counted; `newestSeconds` is when the newest came about. */
export type Undelivered =
  | { kind: 'counted'; count: number; hasMore: boolean; newestSeconds: number | null }
  | StripeRefusal;

/** Enough to say that it is many. */
const pageSize = 100;

/**
 * Events of the types that a property needs which an endpoint failed to take, or is still to take. Stripe does not say which of
 * the account's endpoints it was. Never rejects.
 */
export async function findUndelivered(
  errand: KeyErrand,
  { fromSeconds, untilSeconds }: EventPeriod,
): Promise<Undelivered> {
  return await askWithKey<Undelivered>(errand, async (client, ask) => {
    const page = await ask(() =>
      client.events.list({
        types: [...webhookEventTypes],
        delivery_success: false,
        created: { gte: fromSeconds, lt: untilSeconds },
        limit: pageSize,
      }),
    );
    if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
    const newestSeconds = toWireRecord(page.data[0])?.seconds('created') ?? null;
    return { kind: 'counted', count: page.data.length, hasMore: page.has_more === true, newestSeconds };
  });
}
