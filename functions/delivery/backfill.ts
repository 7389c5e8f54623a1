// Brings in everything that Stripe still knows since a moment, and sends what was never planned or was given up.
import type { DeliveryContext } from './delivery-context.ts';
import { runSweep, type SweepWish } from './run-sweep.ts';
import type { SweepReport } from './sweep-report.ts';

export interface BackfillWish extends Omit<SweepWish, 'replan' | 'sinceSeconds' | 'propertyId'> {
  propertyId: string;
  /** By Stripe's clock; at most 30 days back, which is as far as Stripe's memory goes. */
  sinceSeconds: number;
}

/** One bounded run over one property; what was sent already is not sent again. Rejects with StoreUnavailableError. */
export async function backfill(context: DeliveryContext, wish: BackfillWish): Promise<SweepReport> {
  return await runSweep(context, { ...wish, replan: true });
}
