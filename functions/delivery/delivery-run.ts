// One run of the sweep, or one thing done outside of it: the context with what is counted, what is out of order, and until when.
import type { DeliveryContext } from './delivery-context.ts';
import { createDeliveryLogs, type DeliveryLogs } from './logs.ts';
import { createSweepBook, type SweepBook } from './sweep-report.ts';
import { createTroubles, type Troubles } from './troubles.ts';

export interface DeliveryRun {
  context: DeliveryContext;
  book: SweepBook;
  troubles: Troubles;
  logs: DeliveryLogs;
  /** Nothing new is begun from then on. */
  deadlineAtMs: number;
  /** Ends the run earlier. */
  signal?: AbortSignal | undefined;
  /** Between the steps of long work: lets what fell due meanwhile go first. Rejects with StoreUnavailableError. */
  giveWay?: (() => Promise<void>) | undefined;
}

/** A run that has done nothing yet. */
export function beginRun(context: DeliveryContext, deadlineAtMs: number, signal?: AbortSignal): DeliveryRun {
  return {
    context,
    signal,
    book: createSweepBook(),
    troubles: createTroubles(),
    logs: createDeliveryLogs(context.log),
    deadlineAtMs,
  };
}

/** Whether the run's time is over. */
export function isOver({ context, deadlineAtMs, signal }: DeliveryRun): boolean {
  return signal?.aborted === true || context.now() >= deadlineAtMs;
}
