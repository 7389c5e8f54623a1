// Which events told of the sale that a refund or dispute takes back.
import type { ExpectedEvent } from './expected-event.ts';

const sales: readonly string[] = ['purchase', 'subscription_renewal', 'trial_converted'];

/** Whether the event takes money back. */
export function takesBack({ event }: Pick<ExpectedEvent, 'event'>): boolean {
  return event === 'refund' || event === 'subscription_refund' || event === 'dispute';
}

/** Under each name that the sale may have been told by; nothing for an event that takes nothing back. */
export function findSales(event: ExpectedEvent, expected: readonly ExpectedEvent[]): ExpectedEvent[] {
  if (!takesBack(event)) return [];
  return expected.filter((one) => sales.includes(one.event) && one.transactionId === event.transactionId);
}
