// What a server container that runs for a page gets hold of, for how long, and what its report settles.
import { describe, expect, test } from 'vitest';
import { claimEvent, claimLapseMs, reportEvent } from '../../../functions/rules/claims.ts';
import {
  type ContainerCall,
  holdForContainer,
  isHeldByContainer,
  isReportedByContainer,
  reportByContainer,
} from '../../../functions/rules/container-claims.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { maxHoldMs, visitDeliveries } from '../../../functions/rules/plan-deliveries.ts';
import { newDeliveries, newFullEntry, newProperty } from '../store/records.ts';

const nowMs = 1_700_000_000_000;
const claim = 'claim_of_a_container_';
const other = 'claim_of_another_one_';
const key = 'purchase:dst_container';

const container: DestinationSettings = {
  kind: 'server_container',
  id: 'dst_container',
  mode: 'test',
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
};
const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dst_ga4',
  mode: 'test',
  measurementId: 'G-1',
  secret: 'sealed',
  region: 'global',
};

/** A purchase that waits for the container, and is due at GA4. */
function newPurchase(changes: Partial<Delivery> = {}): SessionEntry {
  const waiting = newDeliveries({ destinationId: container.id, dueAtMs: nowMs + 5_000, ...changes });
  const atGa4 = newDeliveries({ destinationId: ga4.id, dueAtMs: nowMs });
  return newFullEntry({ settledAtMs: nowMs, deliveries: { ...waiting, ...atGa4 } });
}

function newCall(changes: Partial<ContainerCall> = {}): ContainerCall {
  const property = newProperty({ sender: 'server', destinations: [container, ga4] });
  return { event: 'purchase', claim, property, nowMs, ...changes };
}

function hold(entry: SessionEntry, changes: Partial<ContainerCall> = {}): SessionEntry {
  const held = holdForContainer(entry, newCall(changes))?.next;
  if (held === undefined) throw new Error('The claim got nothing.');
  return held;
}

describe('holdForContainer', () => {
  test('the delivery to the container waits for two minutes, what goes elsewhere stays as it is', () => {
    const entry = newPurchase();
    const held = hold(entry);
    expect(held.deliveries[key]).toEqual({ ...entry.deliveries[key], dueAtMs: nowMs + claimLapseMs });
    expect(held.deliveries['purchase:dst_ga4']).toBe(entry.deliveries['purchase:dst_ga4']);
    expect(held.containerClaims).toEqual({ [key]: { claims: [{ claim, atMs: nowMs }], reportedAtMs: null } });
    expect(held.changes.at(-1)).toEqual({ atMs: nowMs, source: 'page', what: 'container_claimed', about: key });
  });

  test('pages keep their own first view, before and after it', () => {
    const held = hold(newPurchase());
    expect(held.events).toEqual({});
    const { property } = newCall();
    const page = { event: 'purchase', claim: 'claim_of_the_first_page', property, nowMs } as const;
    const seen = claimEvent(held, { ...page, property: { ...property, graceMinutes: 15 } });
    expect(seen).toMatchObject({ firstView: true, next: { deliveries: held.deliveries } });
    expect(seen.next && holdForContainer(seen.next, newCall())).toMatchObject({ next: undefined });
  });

  test('a delivery that waits for a later try keeps waiting for it', () => {
    const held = hold(newPurchase({ attempts: 1, dueAtMs: nowMs + 10 * claimLapseMs }));
    expect(held.deliveries[key]?.dueAtMs).toBe(nowMs + 10 * claimLapseMs);
  });

  test('the same claim gets it again, without a write while half of its time is left', () => {
    const held = hold(newPurchase());
    const soon = holdForContainer(held, newCall({ nowMs: nowMs + claimLapseMs / 2 - 1 }));
    expect(soon).toEqual({ destination: container, next: undefined });
    const late = hold(held, { nowMs: nowMs + claimLapseMs / 2 });
    expect(late.deliveries[key]?.dueAtMs).toBe(nowMs + 1.5 * claimLapseMs);
  });

  test('another claim gets it only after the first lapsed', () => {
    const held = hold(newPurchase());
    expect(holdForContainer(held, newCall({ claim: other, nowMs: nowMs + claimLapseMs - 1 }))).toBeUndefined();
    expect(holdForContainer(held, newCall({ claim: other, nowMs: nowMs + claimLapseMs }))).toBeDefined();
  });

  test.each([
    { state: 'leased', lease: 'lease', attempts: 1 },
    { state: 'sent', dueAtMs: null },
    { state: 'reported', dueAtMs: null },
    { state: 'suppressed', dueAtMs: null },
    { state: 'overtaken', dueAtMs: null },
    { state: 'dead', dueAtMs: null },
    { state: 'uncertain', dueAtMs: null, mayBeTaken: true },
    { state: 'waiting', mayBeTaken: true },
  ] satisfies Partial<Delivery>[])('nobody gets what stands as $state, may be taken: $mayBeTaken', (changes) => {
    expect(holdForContainer(newPurchase(changes), newCall())).toBeUndefined();
  });

  test('after six hours in all the server is held off no longer', () => {
    const entry = newPurchase();
    const lastMs = nowMs + maxHoldMs - claimLapseMs;
    expect(holdForContainer(entry, newCall({ nowMs: lastMs }))).toBeDefined();
    expect(holdForContainer(entry, newCall({ nowMs: lastMs + 1 }))).toBeUndefined();
  });

  test('nothing is held under another sender, without a container of the mode, or where nobody knows which of two asks', () => {
    const refuse = (changes: Parameters<typeof newProperty>[0]) =>
      holdForContainer(newPurchase(), newCall({ property: newProperty({ ...newCall().property, ...changes }) }));
    expect(refuse({ sender: 'browser_first' })).toBeUndefined();
    expect(refuse({ sender: 'browser' })).toBeUndefined();
    expect(refuse({ destinations: [ga4] })).toBeUndefined();
    expect(refuse({ destinations: [{ ...container, mode: 'live' }] })).toBeUndefined();
    expect(refuse({ destinations: [container, { ...container, id: 'dst_second' }] })).toBeUndefined();
    expect(refuse({ destinations: [container, { ...container, id: 'dst_second', mode: 'live' }] })).toBeDefined();
  });

  test('a payment under way is not the container’s', () => {
    const deliveries = newDeliveries({ event: 'checkout_pending', destinationId: container.id });
    const entry = newFullEntry({ status: 'pending', deliveries });
    expect(holdForContainer(entry, newCall({ event: 'checkout_pending' }))).toBeUndefined();
  });
});

describe('reportByContainer', () => {
  test('settles the delivery that the claim held, and nothing else', () => {
    const held = hold(newPurchase());
    const { settled, next } = reportByContainer(held, newCall({ nowMs: nowMs + 1_000 }));
    expect(settled).toBe(true);
    expect(next?.deliveries[key]).toMatchObject({ state: 'reported', dueAtMs: null, atMs: nowMs + 1_000 });
    expect(next?.deliveries['purchase:dst_ga4']).toBe(held.deliveries['purchase:dst_ga4']);
    expect(next?.events).toEqual({});
    expect(next && isReportedByContainer(next, key)).toBe(true);
    expect(next && reportByContainer(next, newCall({ nowMs: nowMs + 2_000 }))).toEqual({
      settled: true,
      next: undefined,
    });
    expect(next && holdForContainer(next, newCall())).toBeUndefined();
  });

  test('does not believe a claim that held nothing, another event, or the claim of a page', () => {
    const held = hold(newPurchase());
    const none = { settled: false, next: undefined };
    expect(reportByContainer(held, newCall({ claim: other }))).toEqual(none);
    expect(reportByContainer(held, newCall({ event: 'trial_start' }))).toEqual(none);
    expect(reportByContainer(newPurchase(), newCall())).toEqual(none);
    const events = { purchase: { claims: [{ claim, atMs: nowMs }], reportedAtMs: null } };
    expect(reportByContainer({ ...newPurchase(), events }, newCall())).toEqual(none);
  });

  test('is believed after its time, also where another claim took over', () => {
    const taken = hold(hold(newPurchase()), { claim: other, nowMs: nowMs + claimLapseMs });
    const { next } = reportByContainer(taken, newCall({ nowMs: nowMs + claimLapseMs + 1 }));
    expect(next?.deliveries[key]).toMatchObject({ state: 'reported' });
  });

  test('leaves alone what a sender has or may have sent, and is remembered', () => {
    for (const changes of [{ state: 'leased', lease: 'l' }, { state: 'sent' }, { mayBeTaken: true }] as const) {
      const held = hold(newPurchase());
      const leased = { ...held, deliveries: newDeliveries({ destinationId: container.id, ...changes }) };
      const { settled, next } = reportByContainer(leased, newCall());
      expect(settled).toBe(true);
      expect(next?.deliveries).toEqual(leased.deliveries);
      expect(next && isReportedByContainer(next, key)).toBe(true);
    }
  });

  test('a page’s report under the sender server settles nothing of it', () => {
    const held = hold(newPurchase());
    const property = { sender: 'server', graceMinutes: 15 } as const;
    expect(reportEvent(held, { event: 'purchase', claim, property, nowMs })).toEqual({
      settled: false,
      next: undefined,
    });
  });

  test('what the container did is no page’s any more where the sender became another', () => {
    const { next = newPurchase() } = reportByContainer(hold(newPurchase()), newCall());
    const property = { sender: 'browser_first', graceMinutes: 15 } as const;
    expect(claimEvent(next, { event: 'purchase', claim: 'claim_of_the_first_page', property, nowMs }).firstView).toBe(
      false,
    );
  });
});

describe('isHeldByContainer', () => {
  test('keeps a visit from making due what a container is at, until its claim lapses or is reported', () => {
    const held = hold(newPurchase());
    expect(isHeldByContainer(held, key, nowMs + claimLapseMs - 1)).toBe(true);
    expect(isHeldByContainer(held, key, nowMs + claimLapseMs)).toBe(false);
    expect(isHeldByContainer(newPurchase(), key, nowMs)).toBe(false);
    expect(isHeldByContainer({ ...held, containerClaims: {} }, 'constructor', nowMs)).toBe(false);
    const visited = visitDeliveries(held.deliveries, nowMs + 1, (name) => isHeldByContainer(held, name, nowMs + 1));
    expect(visited).toBe(held.deliveries);
    const { next } = reportByContainer(held, newCall());
    expect(next && isHeldByContainer(next, key, nowMs + 1)).toBe(false);
  });
});
