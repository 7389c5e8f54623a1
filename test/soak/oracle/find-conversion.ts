// Which renewal made a subscription that began free a paid one: the first, unless another was told of before it was heard of.
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { SessionTruth } from '../world/truth.ts';

/** The same for a session whose first renewals may have been out of scope: the one that was told as that, else the first. */
export function findToldConversion({ entries }: RunRecord, { spec }: ShopProperty, { renewals }: SessionTruth): number {
  const told = renewals.findIndex(({ invoice }) => {
    const deliveries = Object.values(entries.get(`${spec.id}:${invoice.object.id}`)?.deliveries ?? {});
    return deliveries.some(({ event, state }) => event === 'trial_converted' && state !== 'overtaken');
  });
  return Math.max(0, told);
}

/** Its place among the session's renewals. */
export function findConversion({ entries }: RunRecord, { spec }: ShopProperty, { renewals }: SessionTruth): number {
  const known = renewals.map(({ invoice }) => entries.get(`${spec.id}:${invoice.object.id}`));
  const [first] = known;
  if (first === undefined) return 0;
  // Whoever was sent the wrong one cannot be told otherwise.
  const earlier = known.findIndex((entry) => {
    const isHeardBefore = entry !== undefined && entry.firstSeenAtMs < first.firstSeenAtMs;
    const deliveries = Object.values(entry?.deliveries ?? {});
    return isHeardBefore && deliveries.some(({ event, state }) => event === 'trial_converted' && state !== 'overtaken');
  });
  return Math.max(0, earlier);
}
