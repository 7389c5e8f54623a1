// Brings the numbers of a property up to date at once, for whoever looks at them; Stripe is not asked.
import { refreshDays } from '../../coverage/refresh-days.ts';
import { beginRun } from '../../delivery/delivery-run.ts';
import { createTokenBuckets, type TokenBuckets } from '../../http/token-buckets.ts';
import type { Answer } from '../answer.ts';
import { withDelivery } from '../conversions/actions/with-delivery.ts';
import type { PropertyRequest } from '../route.ts';
import { readPeriod, toQuery } from './read-period.ts';

/** A page waits for it. */
const maxMs = 10_000;

/** How often a property's numbers are brought up to date: each time reads what changed, and the whole of its days. */
const limit = { burst: 3, perSecond: 1 / 30 } as const;

/** Full buckets, one for each property that somebody looks at. */
export function createRefreshes(now: () => number): TokenBuckets {
  return createTokenBuckets({ ...limit, maxKeys: 10_000, now });
}

/** Back to the page, which says whether it was done. Everybody who may look may have it done. Rejects as the store does. */
export async function refreshNow(request: PropertyRequest, section: 'coverage' | 'campaigns'): Promise<Answer> {
  const { context, property, query, to } = request;
  const { period } = readPeriod(query, property, context.now());
  const kept = ['touch', 'by'].map((name) => [name, query.get(name) ?? ''] as const);
  const chosen = Object.fromEntries(kept.filter(([, value]) => value !== ''));
  const notice = await refresh(request);
  const path = to(`/properties/${property.id}/${section}`);
  return { kind: 'redirect', to: `${path}?${toQuery(period, { ...chosen, notice })}` };
}

async function refresh({ context, property }: PropertyRequest): Promise<string> {
  if (context.refreshes.take(property.id) > 0) return 'refreshed_lately';
  const outcome = await withDelivery(context, (delivery) =>
    refreshDays(beginRun(delivery, context.now() + maxMs), property),
  );
  return outcome === 'done' ? 'refreshed' : 'refreshed_partly';
}
