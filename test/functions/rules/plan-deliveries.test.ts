// When which destination gets which event, and what pages do about it.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import type { DeliveryState } from '../../../functions/rules/delivery.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import {
  type DeliveryPlan,
  holdDeliveries,
  isTaken,
  maxHoldMs,
  overtakeDeliveries,
  planDeliveries,
  reportDeliveries,
  visitDeliveries,
  visitWaitMs,
} from '../../../functions/rules/plan-deliveries.ts';
import { newDeliveries, newProperty } from '../store/records.ts';

const nowMs = 1_700_000_000_000;
const graceMs = 15 * 60_000;
const container: DestinationSettings = {
  kind: 'server_container',
  id: 'dest_container',
  mode: 'live',
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
};
const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dest_ga4',
  mode: 'live',
  measurementId: 'G-1',
  secret: 'sealed',
  region: 'global',
};
const destinations = [container, ga4, { ...ga4, id: 'dest_test', mode: 'test' as const }];

function plan(
  event: LifecycleEvent,
  changes: Partial<DeliveryPlan> & { sender?: 'browser' | 'browser_first' | 'server' } = {},
) {
  const { sender = 'browser_first', ...rest } = changes;
  const property = newProperty({ sender, destinations });
  const planned = { property, livemode: true, event, nowMs, sinceMs: nowMs, isReported: false, ...rest };
  return planDeliveries({}, planned);
}

const waits = (deliveries: ReturnType<typeof plan>) =>
  Object.fromEntries(deliveries.map(({ destinationId, dueAtMs }) => [destinationId, (dueAtMs ?? Number.NaN) - nowMs]));

describe('planDeliveries', () => {
  test('each destination of the mode gets the event once, live ones nothing of tests and the other way round', () => {
    expect(waits(plan('refund'))).toEqual({ dest_container: 0, dest_ga4: 0 });
    expect(waits(plan('refund', { livemode: false }))).toEqual({ dest_test: 0 });
    const existing = newDeliveries({ event: 'refund', destinationId: 'dest_ga4', state: 'sent' });
    const property = newProperty({ sender: 'server', destinations });
    const again = { property, livemode: true, event: 'refund', nowMs, sinceMs: nowMs, isReported: false } as const;
    expect(planDeliveries(existing, again).map(({ destinationId }) => destinationId)).toEqual(['dest_container']);
  });

  test('where pages alone send, nothing is planned', () => {
    expect(plan('purchase', { sender: 'browser' })).toEqual([]);
    expect(plan('refund', { sender: 'browser' })).toEqual([]);
  });

  test('under browser_first what a page can tell waits for it, and what none can is due at once', () => {
    for (const event of ['purchase', 'trial_start', 'setup_complete', 'checkout_pending'] as const) {
      expect(waits(plan(event))).toEqual({ dest_container: graceMs, dest_ga4: graceMs });
    }
    for (const event of ['checkout_failed', 'checkout_expired', 'subscription_renewal', 'dispute'] as const) {
      expect(waits(plan(event))).toEqual({ dest_container: 0, dest_ga4: 0 });
    }
  });

  test('under server a purchase waits two minutes for the visit to the container, and nothing else waits', () => {
    for (const event of ['purchase', 'trial_start', 'setup_complete'] as const) {
      expect(waits(plan(event, { sender: 'server' }))).toEqual({ dest_container: visitWaitMs, dest_ga4: 0 });
    }
    expect(waits(plan('checkout_pending', { sender: 'server' }))).toEqual({ dest_container: 0, dest_ga4: 0 });
  });

  test('what has been known for long waits no longer', () => {
    expect(waits(plan('purchase', { sinceMs: nowMs - graceMs - 1 }))).toEqual({ dest_container: 0, dest_ga4: 0 });
    expect(waits(plan('purchase', { sinceMs: nowMs - graceMs + 1 }))).toEqual({ dest_container: 1, dest_ga4: 1 });
  });

  test('what a page reported is not sent', () => {
    expect(plan('purchase', { isReported: true })[0]).toMatchObject({ state: 'reported', dueAtMs: null });
  });
});

describe('holdDeliveries', () => {
  const waiting = newDeliveries({ dueAtMs: nowMs + graceMs });
  const hold = (untilMs: number) => holdDeliveries(waiting, { event: 'purchase', untilMs, sinceMs: nowMs });

  test('what waits, waits to the end of the page’s grace', () => {
    expect(hold(nowMs + 20 * 60_000)).toEqual(newDeliveries({ dueAtMs: nowMs + 20 * 60_000 }));
  });

  test('pages hold the server off for six hours at most', () => {
    expect(maxHoldMs).toBe(6 * 3_600_000);
    expect(hold(nowMs + maxHoldMs + 1)).toEqual(newDeliveries({ dueAtMs: nowMs + maxHoldMs }));
  });

  test('nothing is moved forward, no other event and nothing that does not wait', () => {
    expect(hold(nowMs)).toBe(waiting);
    expect(holdDeliveries(waiting, { event: 'trial_start', untilMs: nowMs * 2, sinceMs: nowMs })).toBe(waiting);
    for (const state of ['leased', 'sent', 'dead', 'reported'] as const) {
      const other = newDeliveries({ state });
      expect(holdDeliveries(other, { event: 'purchase', untilMs: nowMs * 2, sinceMs: nowMs })).toBe(other);
    }
  });
});

describe('reportDeliveries', () => {
  const report = (state: DeliveryState, mayBeTaken = false) => {
    const deliveries = newDeliveries({ state, mayBeTaken });
    const after = reportDeliveries(deliveries, 'purchase', nowMs + 1);
    return after === deliveries ? 'unchanged' : after['purchase:dest_1'];
  };

  test('what waits is over', () => {
    expect(report('waiting')).toMatchObject({ state: 'reported', dueAtMs: null, atMs: nowMs + 1 });
  });

  test('what was given up is put right', () => {
    expect(report('dead')).toMatchObject({ state: 'reported' });
  });

  test.each(['leased', 'sent', 'uncertain', 'suppressed', 'overtaken'] as const)('what is %s stays so', (state) => {
    expect(report(state)).toBe('unchanged');
  });

  test('what may be taken already stays to be settled', () => {
    expect(report('waiting', true)).toBe('unchanged');
  });
});

describe('visitDeliveries', () => {
  test('what waited for the visit is due', () => {
    expect(visitDeliveries(newDeliveries({ dueAtMs: nowMs + 1 }), nowMs, () => false)).toEqual(
      newDeliveries({ dueAtMs: nowMs }),
    );
  });

  test('what is due already, was tried before, or waits for something else is not touched', () => {
    for (const delivery of [
      { dueAtMs: nowMs },
      { dueAtMs: nowMs + 1, attempts: 1 },
      { event: 'refund', dueAtMs: nowMs + 1 } as const,
    ]) {
      const deliveries = newDeliveries(delivery);
      expect(visitDeliveries(deliveries, nowMs, () => false)).toBe(deliveries);
    }
  });
});

describe('overtakeDeliveries', () => {
  test('what waits and is no longer true is over, what somebody holds is not', () => {
    const waiting = newDeliveries({ event: 'checkout_pending' });
    expect(overtakeDeliveries(waiting, (event) => event === 'checkout_pending', nowMs)).toMatchObject({
      'checkout_pending:dest_1': { state: 'overtaken', dueAtMs: null },
    });
    expect(overtakeDeliveries(waiting, () => false, nowMs)).toBe(waiting);
    const leased = newDeliveries({ state: 'leased' });
    expect(overtakeDeliveries(leased, () => true, nowMs)).toBe(leased);
  });
});

describe('isTaken', () => {
  test.each(['leased', 'sent', 'uncertain'] as const)('%s is taken', (state) => {
    expect(isTaken(newDeliveries({ state }), 'purchase')).toBe(true);
    expect(isTaken(newDeliveries({ state }), 'trial_start')).toBe(false);
  });

  test('what waits is not, unless an attempt may have been taken', () => {
    expect(isTaken(newDeliveries(), 'purchase')).toBe(false);
    expect(isTaken(newDeliveries({ state: 'dead' }), 'purchase')).toBe(false);
    expect(isTaken(newDeliveries({ mayBeTaken: true }), 'purchase')).toBe(true);
  });
});
