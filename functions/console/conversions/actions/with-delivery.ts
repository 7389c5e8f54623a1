// Opens what sends and asks Stripe, for the time of one request.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryContext } from '../../../delivery/delivery-context.ts';
import { openDelivery } from '../../../delivery/open-delivery.ts';
import type { ConsoleContext } from '../../console-context.ts';

const resolution = 2 ** 32;

/** What `work` comes to; the connections are closed afterwards, whatever happens. */
export async function withDelivery<T>(
  { settings, store, log, now, randomBytes, stripeTurns }: ConsoleContext,
  work: (delivery: DeliveryContext) => Promise<T>,
): Promise<T> {
  const random = (): number => Buffer.from(randomBytes(4)).readUInt32BE() / resolution;
  const clock = { now, sleep: (ms: number) => sleep(ms), random };
  const { context, close } = openDelivery({ settings, store, log, clock, stripeTurns });
  try {
    return await work(context);
  } finally {
    close();
  }
}
