// Which page's GA ids an entry keeps, and when none.
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { readPageConsent } from '../../../functions/rules/page-consent.ts';
import { type DecidedLook, withPageGaIds } from '../../../functions/rules/page-ga-ids.ts';
import { newFullEntry } from '../store/records.ts';

const told = { ga_client_id: '1234567890.1700000000', ga_session_id: '1700000100' };
const kept = { gaClientId: '1234567890.1700000000', gaSessionId: '1700000100' };
const other = { gaClientId: '9876543210.1680000000' };

function heldBy(claim: string, changes: Partial<SessionEntry> = {}): SessionEntry {
  return newFullEntry({ events: { purchase: { claims: [{ claim, atMs: 1 }], reportedAtMs: null } }, ...changes });
}

const unheld = newFullEntry();

function look(entry: SessionEntry, changes: Partial<DecidedLook> = {}): SessionEntry {
  return withPageGaIds(entry, { before: entry, event: 'purchase', claim: 'page a', told, ...changes });
}

describe('withPageGaIds', () => {
  test('the page that gets the event tells whose visit it is', () => {
    expect(look(heldBy('page a'), { before: unheld }).pageGaIds).toEqual(kept);
  });

  test('a client is kept without a session, but no session without a client', () => {
    const first = { before: unheld };
    expect(look(heldBy('page a'), { ...first, told: { ga_client_id: 'a b' } }).pageGaIds).toEqual({
      gaClientId: 'a b',
    });
    expect(look(heldBy('page a'), { ...first, told: { ga_session_id: '1700000100' } })).not.toHaveProperty('pageGaIds');
  });

  test('a page that holds the event may tell later, when GA4 has set its cookie', () => {
    expect(look(heldBy('page a')).pageGaIds).toEqual(kept);
    const reported = { purchase: { claims: [{ claim: 'page a', atMs: 1 }], reportedAtMs: 2 } };
    expect(look(newFullEntry({ events: reported })).pageGaIds).toEqual(kept);
  });

  test('what it told first stays', () => {
    const entry = heldBy('page a', { pageGaIds: other });
    expect(look(entry)).toBe(entry);
    expect(look(entry, { told: {} })).toBe(entry);
  });

  test('a page that takes the event over tells anew, or leaves nothing of the former’s', () => {
    const before = heldBy('page of before', { pageGaIds: other });
    const after = heldBy('page a', { pageGaIds: other });
    expect(look(after, { before }).pageGaIds).toEqual(kept);
    expect(look(after, { before, told: {} })).not.toHaveProperty('pageGaIds');
  });

  test.each([
    ['a page that does not hold the event', { claim: 'page b' }],
    ['a page without a claim', { claim: undefined }],
    ['a page that holds another event', { event: 'checkout_pending' }],
    ['a page that tells nothing', { told: {} }],
  ] as const)('%s changes nothing', (_case, changes) => {
    const entry = heldBy('page a');
    expect(look(entry, changes)).toBe(entry);
  });

  test('nothing changes any more once a destination may have got the event', () => {
    const sent: Delivery = {
      event: 'purchase',
      destinationId: 'dst_a',
      state: 'sent',
      dueAtMs: null,
      attempts: 1,
      lease: null,
      mayBeTaken: false,
      reason: null,
      atMs: 1,
    };
    const entry = heldBy('page a', { deliveries: { 'purchase:dst_a': sent } });
    expect(look(entry, { before: unheld })).toBe(entry);
    const reported = heldBy('page a', { deliveries: { 'purchase:dst_a': { ...sent, state: 'reported' } } });
    expect(look(reported).pageGaIds).toEqual(kept);
  });

  test('none are kept of a page that denies analytics', () => {
    const consented = (letters: string) => ({ pageConsent: { states: readPageConsent(letters), atMs: 1 } });
    expect(look(heldBy('page a', consented('gdgg')), { before: unheld })).not.toHaveProperty('pageGaIds');
    expect(look(heldBy('page a', consented('duud')), { before: unheld }).pageGaIds).toEqual(kept);
    const before = heldBy('page of before', { pageGaIds: other });
    const after = heldBy('page a', { pageGaIds: other, ...consented('gdgg') });
    expect(look(after, { before })).not.toHaveProperty('pageGaIds');
  });

  test('texts that nobody may keep are left out', () => {
    for (const text of ['ada@example.com', 'a\nb', ' ']) {
      expect(look(heldBy('page a'), { told: { ga_client_id: text } })).not.toHaveProperty('pageGaIds');
      expect(look(heldBy('page a'), { told: { ...told, ga_session_id: text } }).pageGaIds).toEqual({
        gaClientId: kept.gaClientId,
      });
    }
  });
});
