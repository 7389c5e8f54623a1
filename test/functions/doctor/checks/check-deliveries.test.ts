// Who sends, what waits for a person, what is late, and what was told to nobody.
import { describe, expect, test } from 'vitest';
import { checkDeliveries } from '../../../../functions/doctor/checks/check-deliveries.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { newDeliveries, newEntry, newProperty, newRefundEntry, newSessionRecord } from '../../store/records.ts';
import { newFacts, nowMs } from '../new-facts.ts';

const ga4 = { kind: 'ga4', id: 'dst_1', mode: 'live', measurementId: 'G-1', region: 'global', secret: '' } as const;
const sends = newProperty({ sender: 'browser_first', destinations: [ga4], stripeKeys: { live: 'x', test: null } });
const check = (facts: Parameters<typeof newFacts>[0], property: Property = sends) =>
  checkDeliveries(property, newFacts(facts));
const untold = (changes: Parameters<typeof newEntry>[0] = {}) =>
  newEntry({
    ...{ status: 'paid', livemode: true, firstSeenAtMs: nowMs - 3_600_000, session: newSessionRecord(), events: {} },
    ...changes,
  });

describe('checkDeliveries', () => {
  test('is content where nothing waits', () => {
    expect(check({})).toEqual([{ code: 'deliveries_clear', verdict: 'green', about: 'deliveries', data: {} }]);
  });

  test('counts dead and uncertain deliveries apart, each with its reasons', () => {
    const dead = newEntry({ deliveries: newDeliveries({ state: 'dead', reason: 'http_401' }) });
    const doubt = { state: 'uncertain', reason: 'timeout' } as const;
    const uncertain = newEntry({ deliveries: newDeliveries({ ...doubt, dueAtMs: null }) });
    // About this one the rule of its destination decides.
    const ruled = newEntry({ deliveries: newDeliveries({ ...doubt, dueAtMs: nowMs }) });
    expect(check({ troubled: [dead, dead, uncertain, ruled] })).toEqual([
      {
        ...{ code: 'deliveries_dead', verdict: 'red', about: 'deliveries' },
        data: { count: 2, hasMore: false, reasons: { http_401: 2 } },
      },
      {
        ...{ code: 'deliveries_uncertain', verdict: 'yellow', about: 'deliveries' },
        data: { count: 1, hasMore: false, reasons: { timeout: 1 } },
      },
    ]);
  });

  test('what is due for long is red, with the oldest moment', () => {
    const late = [newEntry({ deliveries: newDeliveries({ state: 'waiting', dueAtMs: nowMs - 7_200_000 }) })];
    expect(check({ late })).toEqual([
      {
        ...{ code: 'deliveries_late', verdict: 'red', about: 'deliveries' },
        data: { count: 1, hasMore: false, oldestDueAtMs: nowMs - 7_200_000 },
      },
    ]);
  });

  test('counts paid sessions and refunds that nobody told anybody', () => {
    const refund = newRefundEntry({
      ...{ livemode: true, firstSeenAtMs: nowMs - 3_600_000, deliveries: {} },
      ...{ resolution: { state: 'resolved' }, share: { amountMinor: 1, valueMinor: 1 } },
    });
    expect(check({ entries: [untold(), refund] })).toContainEqual({
      ...{ code: 'payments_untold', verdict: 'yellow', about: 'payments' },
      data: { count: 2, hasMore: false, hasDestination: true },
    });
  });

  test.each([
    ['just happened', untold({ firstSeenAtMs: nowMs - 60_000 })],
    ['has a delivery', untold({ deliveries: newDeliveries({ state: 'sent' }) })],
    ['was on a page', untold({ events: { purchase: { claims: [], reportedAtMs: null } } })],
    ['was abandoned', untold({ status: 'expired' })],
    ['is a test without a place for tests', untold({ livemode: false })],
  ])('does not count what %s', (_case, entry) => {
    expect(check({ entries: [entry] }).map(({ code }) => code)).toEqual(['deliveries_clear']);
  });

  test('counts nothing that is out of scope, nor what takes it back', () => {
    const sold = untold();
    const refund = newRefundEntry({
      ...{ livemode: true, firstSeenAtMs: nowMs - 3_600_000, deliveries: {}, sessionId: sold.sessionId },
      ...{ resolution: { state: 'resolved' }, share: { amountMinor: 1, valueMinor: 1 } },
    });
    const narrowed: Property = { ...sends, scope: { kind: 'payment_links', ids: ['plink_else'] } };
    const codes = (property: Property) => check({ entries: [refund, sold] }, property).map(({ code }) => code);
    expect(codes(narrowed)).toEqual(['deliveries_clear']);
    expect(codes(sends)).toContain('payments_untold');
    // It came about before the scope took it in.
    const scopeChanges = [{ ...narrowed, atMs: nowMs }];
    expect(codes({ ...sends, scopeChanges })).toEqual(['deliveries_clear']);
  });

  test('says that pages send alone, that destinations are left out, and that payments are lost', () => {
    const alone: Property = { ...sends, destinations: [], sender: 'browser' };
    expect(check({}, alone)).toMatchObject([{ code: 'pages_alone', verdict: 'yellow' }]);
    expect(check({}, { ...sends, sender: 'browser' })[0]).toMatchObject({ code: 'sender_ignores_destinations' });
    expect(check({}, { ...alone, sender: 'server' })[0]).toMatchObject({
      ...{ code: 'sender_loses', verdict: 'red', data: { fault: 'no_destination' } },
    });
  });

  test('destinations that were left out are no fault, nor is what nobody told then; a sender that needs one is', () => {
    const left: Property = { ...sends, destinations: [], sender: 'browser', ticked: { destinations: 7 } };
    const data = { atMs: 7, untold: 1 };
    expect(check({ entries: [untold()] }, left)).toEqual([
      { code: 'destinations_left_out', verdict: 'left_out', about: 'sender', data },
    ]);
    expect(check({}, { ...left, sender: 'server' })[0]).toMatchObject({ code: 'sender_loses' });
    expect(check({}, { ...sends, ticked: { destinations: 7 } })).toMatchObject([{ code: 'deliveries_clear' }]);
  });

  test('a page’s report that was left out stands apart, until one comes', () => {
    const left: Property = { ...sends, ticked: { page: 7 } };
    expect(check({}, left)).toContainEqual({
      code: 'page_left_out',
      verdict: 'left_out',
      about: 'page',
      data: { atMs: 7 },
    });
    const entry = untold({ events: { purchase: { claims: [], reportedAtMs: 1 } } });
    expect(check({ entries: [entry] }, left).map(({ code }) => code)).toEqual(['deliveries_clear']);
  });

  test('says that nothing is there to send to where payments went untold', () => {
    const alone: Property = { ...sends, destinations: [], sender: 'browser' };
    expect(check({ entries: [untold()] }, alone)).toContainEqual(
      expect.objectContaining({ code: 'payments_untold', data: { count: 1, hasMore: false, hasDestination: false } }),
    );
  });
});
