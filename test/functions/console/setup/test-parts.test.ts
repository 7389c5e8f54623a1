// Which parts of a test payment came, and the one reason why each of the others did not.
import { describe, expect, test } from 'vitest';
import type { SetupFacts } from '../../../../functions/console/setup/setup-facts.ts';
import { findTestParts, isWhole, type TestPart, wasDenied } from '../../../../functions/console/setup/test-parts.ts';
import type { DeliveryState } from '../../../../functions/rules/delivery.ts';
import type { SessionEntry } from '../../../../functions/rules/entry.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { newDeliveries, newFullEntry } from '../../store/records.ts';

const ga4 = { kind: 'ga4', id: 'dst_1', mode: 'test', measurementId: 'G-1', region: 'global', secret: 's' } as const;
const claims = [{ claim: 'c', atMs: 1 }];
const reported = newFullEntry({ events: { purchase: { claims, reportedAtMs: 2 } } });
const asked = newFullEntry({ events: { purchase: { claims, reportedAtMs: null } } });
const silent = newFullEntry();
/** The day of the entries. */
const day = '2023-11-14';

function partsOf(session: SessionEntry, property: Partial<Property> = {}, facts: Partial<SetupFacts> = {}): TestPart[] {
  const none = { entries: [], eventDays: [], placeholderDays: [], hostDays: [], sharers: [] };
  const full = { ...newProperty('tt_1', 0), ...property };
  return findTestParts(session, { ...none, ...facts, property: full });
}

function pageOf(session: SessionEntry, facts: Partial<SetupFacts> = {}): TestPart | undefined {
  return partsOf(session, {}, facts).find(({ id }) => id === 'page');
}

describe('findTestParts', () => {
  test('the page came once it said that its event was processed, and not when it only asked', () => {
    expect(pageOf(reported)).toEqual({ id: 'page', state: 'came' });
    expect(pageOf(asked)).toEqual({ id: 'page', state: 'missing', fault: 'not_reported' });
    expect(isWhole(partsOf(reported))).toBe(true);
    expect(isWhole(partsOf(asked))).toBe(false);
  });

  test('a page that has not asked is explained by what was refused since the payment', () => {
    expect(pageOf(silent)).toMatchObject({ fault: 'not_asked' });
    expect(pageOf(silent, { hostDays: [[day, 1]] })).toMatchObject({ fault: 'host_refused' });
    expect(pageOf(silent, { placeholderDays: [[day, 1]], hostDays: [[day, 1]] })).toMatchObject({
      fault: 'placeholder',
    });
    const before = {
      placeholderDays: [['2023-11-13', 1]],
      hostDays: [['2023-11-13', 1]],
    } satisfies Partial<SetupFacts>;
    expect(pageOf(silent, before)).toMatchObject({ fault: 'not_asked' });
  });

  test('the webhook is waited for where it is set up for the mode, and nowhere else', () => {
    const webhookOf = (session: SessionEntry, property: Partial<Property>) => partsOf(session, property)[1];
    expect(webhookOf(reported, { webhookSecrets: { live: [], test: ['s'] } })).toEqual({
      id: 'webhook',
      state: 'missing',
    });
    expect(webhookOf(reported, { webhookSecrets: { live: ['s'], test: [] } })).toEqual({
      id: 'webhook',
      state: 'unused',
    });
    const told = { ...reported, changes: [{ atMs: 1, source: 'webhook', what: 'paid' } as const] };
    expect(webhookOf(told, { webhookSecrets: { live: [], test: ['s'] } })).toEqual({ id: 'webhook', state: 'came' });
  });

  test('what was left out is said so and holds nothing up', () => {
    const parts = partsOf(reported, { ticked: { webhook: 5, destinations: 6 } });
    expect(parts.slice(1)).toEqual([
      { id: 'webhook', state: 'left_out', atMs: 5 },
      { id: 'destinations', state: 'left_out', atMs: 6 },
    ]);
    expect(isWhole(parts)).toBe(true);
  });

  test('a page whose report was left out holds nothing up, and came all the same where it reports', () => {
    const ticked = { page: 7 };
    expect(partsOf(asked, { ticked })[0]).toEqual({ id: 'page', state: 'left_out', atMs: 7 });
    expect(isWhole(partsOf(asked, { ticked }))).toBe(true);
    expect(partsOf(reported, { ticked })[0]).toEqual({ id: 'page', state: 'came' });
  });

  test('where the server sends alone and everything else came, no page is needed, unless there is one', () => {
    const changes = [{ atMs: 1, source: 'webhook', what: 'paid' } as const];
    const deliveries = newDeliveries({ state: 'sent', destinationId: ga4.id });
    const told = { ...silent, changes, deliveries };
    const alone: Partial<Property> = { sender: 'server', destinations: [ga4] };
    const pageIn = (session: SessionEntry, property: Partial<Property>, facts: Partial<SetupFacts> = {}) =>
      partsOf(session, property, facts)[0];
    expect(pageIn(told, alone)).toEqual({ id: 'page', state: 'unused' });
    expect(isWhole(partsOf(told, alone))).toBe(true);
    const leftToTest = newDeliveries({ state: 'reported', destinationId: ga4.id });
    expect(pageIn({ ...told, deliveries: leftToTest }, alone)).toEqual({ id: 'page', state: 'unused' });
    const missing = { state: 'missing', fault: 'not_asked' };
    expect(pageIn(told, { ...alone, sender: 'browser_first' })).toMatchObject(missing);
    expect(pageIn({ ...told, changes: [] }, alone)).toMatchObject(missing);
    expect(pageIn({ ...told, deliveries: {} }, alone)).toMatchObject(missing);
    expect(pageIn(told, { ...alone, destinations: [{ ...ga4, mode: 'live' }] })).toMatchObject(missing);
    expect(pageIn(told, alone, { entries: [told, asked] })).toMatchObject(missing);
    expect(pageIn(told, alone, { hostDays: [[day, 1]] })).toMatchObject({ fault: 'host_refused' });
  });

  test('destinations that the payment is not meant for hold nothing up, each for its reason', () => {
    const whyOf = (property: Partial<Property>) => partsOf(reported, property)[2];
    expect(whyOf({})).toEqual({ id: 'destinations', state: 'unused', why: 'none' });
    expect(whyOf({ destinations: [ga4], sender: 'browser' })).toMatchObject({ state: 'unused', why: 'pages_only' });
    const live = { ...ga4, mode: 'live' } as const;
    expect(whyOf({ destinations: [live], sender: 'browser_first' })).toMatchObject({
      state: 'unused',
      why: 'other_mode',
    });
  });

  test.each<[DeliveryState, Partial<Extract<TestPart, { id: 'destination' }>>]>([
    ['sent', { state: 'came', by: 'server' }],
    ['reported', { state: 'as_test' }],
    ['waiting', { state: 'missing', fault: 'waiting', dueAtMs: 7 }],
    ['leased', { state: 'missing', fault: 'waiting' }],
    ['suppressed', { state: 'missing', fault: 'withheld', reason: 'consent' }],
    ['dead', { state: 'missing', fault: 'given_up' }],
    ['uncertain', { state: 'missing', fault: 'uncertain' }],
  ])('a delivery that is %s stands so', (state, part) => {
    const deliveries = newDeliveries({ state, destinationId: ga4.id, dueAtMs: 7, reason: 'consent' });
    const parts = partsOf({ ...reported, deliveries }, { destinations: [ga4], sender: 'browser_first' });
    expect(parts[2]).toMatchObject({ id: 'destination', destination: ga4, ...part });
  });

  test('a destination of a live payment that a page told of came by the page, and one of a test holds nothing up', () => {
    const deliveries = newDeliveries({ state: 'reported', destinationId: ga4.id });
    const property = { destinations: [ga4, { ...ga4, mode: 'live' as const }], sender: 'browser_first' as const };
    expect(partsOf({ ...reported, livemode: true, deliveries }, property)[2]).toMatchObject({
      state: 'came',
      by: 'page',
    });
    expect(isWhole(partsOf({ ...reported, deliveries }, property))).toBe(true);
  });

  test('a destination that was added after the payment is missing', () => {
    const parts = partsOf(reported, { destinations: [ga4], sender: 'browser_first' });
    expect(parts[2]).toMatchObject({ id: 'destination', state: 'missing', fault: 'not_planned', reason: null });
    expect(isWhole(parts)).toBe(false);
  });
});

describe('wasDenied', () => {
  test('goes by what the page told of measuring visits', () => {
    const granted = { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' } as const;
    const denied = { ...granted, analytics_storage: 'denied' } as const;
    expect(wasDenied({ ...reported, pageConsent: { states: denied, atMs: 1 } })).toBe(true);
    expect(
      wasDenied({ ...reported, pageConsent: { states: { ...denied, analytics_storage: 'unset' }, atMs: 1 } }),
    ).toBe(false);
    expect(wasDenied(reported)).toBe(false);
  });
});
