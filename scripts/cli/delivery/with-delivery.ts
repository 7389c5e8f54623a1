// Opens what sends and asks Stripe, for the time of one command and in its own process.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import { openDelivery } from '../../../functions/delivery/open-delivery.ts';
import type { CliContext } from '../cli-context.ts';
import { type OpenedStore, withStore } from '../with-store.ts';
import { type Progress, showProgress } from './show-progress.ts';

/** What a command works with. */
export interface OpenedDelivery extends OpenedStore {
  delivery: DeliveryContext;
  progress: Progress;
  /** Ended by Ctrl-C, after which what is under way is still finished. */
  signal: AbortSignal;
}

/** What `work` returns; everything is closed afterwards, whatever happens. */
export async function withDelivery<T>(context: CliContext, work: (opened: OpenedDelivery) => Promise<T>): Promise<T> {
  return await withStore(context, async (opened) => {
    const progress = showProgress(context);
    const clock = { now: context.now, sleep: (ms: number) => sleep(ms), random: Math.random };
    const { context: delivery, close } = openDelivery({ ...opened, log: progress.log, clock });
    const ending = new AbortController();
    const stopListening = context.onInterrupt(() => ending.abort());
    try {
      return await work({ ...opened, delivery, progress, signal: ending.signal });
    } finally {
      stopListening();
      progress.end();
      close();
    }
  });
}
