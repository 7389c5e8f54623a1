// Whether a payment came in of which the webhook should have told.
import { describe, expect, test } from 'vitest';
import { checkEvents } from '../../../../functions/doctor/checks/check-events.ts';
import { checkMissedEvents } from '../../../../functions/doctor/checks/check-missed-events.ts';
import type { ChangeSource, SessionEntry } from '../../../../functions/rules/entry.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { keyRing } from '../../properties/use-properties.ts';
import { newEntry, newProperty } from '../../store/records.ts';
import { newFacts, nowMs, tallyOf, today } from '../new-facts.ts';

const minuteMs = 60_000;
const paidAtMs = nowMs - 10 * minuteMs;
const blank = newProperty({ updatedAtMs: nowMs });
const secret = seal(keyRing, 'whsec_1', { propertyId: blank.id, field: 'webhook_test' });
const sinceMs = nowMs - 60 * minuteMs;
const connected: Property = { ...blank, webhookSecrets: { live: [], test: [secret] }, webhooks: { test: { sinceMs } } };

/** A payment that this told of first. */
function seenBy(source: ChangeSource, atMs = paidAtMs, changes: Partial<SessionEntry> = {}): SessionEntry {
  return newEntry({ firstSeenAtMs: atMs, livemode: false, changes: [{ atMs, source, what: 'paid' }], ...changes });
}

const missed = { code: 'events_missed', verdict: 'red', about: 'webhook:test', data: { mode: 'test', paidAtMs } };
const check = (entries: SessionEntry[], property = connected, counts: Record<string, number> = {}, day = today) =>
  checkMissedEvents(property, newFacts({ entries, tallies: [tallyOf(counts, day)] }));

describe('checkMissedEvents', () => {
  test.each(['page', 'sweep'] as const)('a payment that a %s told of and no event since is red', (source) => {
    expect(check([seenBy(source)])).toEqual([missed]);
  });

  test('takes the place of the finding that no event is as it should be', () => {
    const facts = newFacts({ entries: [seenBy('page')] });
    expect(checkEvents(connected, facts, keyRing)).toEqual([missed]);
  });

  test('a payment of which the webhook told, itself or by a later event, is no finding', () => {
    expect(check([seenBy('webhook')])).toEqual([]);
    expect(check([seenBy('webhook', nowMs), seenBy('page')])).toEqual([]);
    expect(check([seenBy('page'), seenBy('webhook', paidAtMs - minuteMs)])).toEqual([missed]);
  });

  test('events that were counted since count as well, as far as a day tells', () => {
    expect(check([seenBy('sweep')], connected, { repeated: 1 })).toEqual([]);
    expect(check([seenBy('page')], connected, { out_of_scope: 1 })).toEqual([missed]);
    const earlier = seenBy('page', nowMs - 2 * 86_400_000);
    const old = { ...connected, webhooks: { test: { sinceMs: 0 } } };
    expect(check([earlier], old)).toHaveLength(1);
    expect(check([earlier], old, { out_of_scope: 1 })).toEqual([]);
  });

  test('a payment from before the secret, of some minutes ago or of another mode is no finding', () => {
    expect(check([seenBy('page', sinceMs)])).toEqual([]);
    expect(check([seenBy('page', nowMs - 4 * minuteMs)])).toEqual([]);
    expect(check([seenBy('page', paidAtMs, { livemode: true })])).toEqual([]);
    expect(check([seenBy('page', paidAtMs, { status: 'expired' })])).toEqual([]);
  });

  test('where nobody kept since when, a payment since the last change of the property counts', () => {
    const { webhooks: _unknown, ...older } = connected;
    expect(check([seenBy('page')], older)).toEqual([]);
    expect(check([seenBy('page')], { ...older, updatedAtMs: sinceMs })).toEqual([missed]);
  });
});
