// What the server did not send for want of consent, when the page tells of consent later.
import { describe, expect, it } from 'vitest';
import { recordView } from '../../../functions/ledger/record-view.ts';
import { resumeConsented } from '../../../functions/ledger/resume-consented.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { newFullEntry } from '../store/records.ts';
import { newSendingProperty, nowMs } from './changes.ts';
import { newView } from './new-view.ts';

const property = newSendingProperty({ sender: 'server' });
const hourMs = 3_600_000;
const key = 'purchase:dest_1';

const suppressed: Delivery = {
  ...{ event: 'purchase', destinationId: 'dest_1', state: 'suppressed', dueAtMs: null, attempts: 0, lease: null },
  ...{ mayBeTaken: false, reason: 'consent', atMs: nowMs - hourMs },
};

function toStates(analytics: 'granted' | 'denied' | 'unset') {
  return {
    ad_storage: analytics,
    analytics_storage: analytics,
    ad_user_data: analytics,
    ad_personalization: analytics,
  };
}

/** Suppressed an hour ago, and told of consent just now. */
function newTold(delivery: Partial<Delivery> = {}, changes: Partial<SessionEntry> = {}): SessionEntry {
  return newFullEntry({
    ...{ settledAtMs: nowMs - hourMs, passport: null },
    pageConsent: { states: toStates('granted'), atMs: nowMs },
    deliveries: { [key]: { ...suppressed, ...delivery } },
    ...changes,
  });
}

describe('resumeConsented', () => {
  it('plans what was suppressed anew, due at once where the server sends everything', () => {
    const resumed = resumeConsented(newTold(), property, nowMs);
    expect(resumed.deliveries).toEqual({
      [key]: { ...suppressed, state: 'waiting', dueAtMs: nowMs, reason: null, atMs: nowMs },
    });
    expect(resumed.changes.at(-1)).toEqual({ atMs: nowMs, source: 'page', what: 'planned', about: key });
    expect(resumeConsented(resumed, property, nowMs)).toBe(resumed);
  });

  it('leaves the page its grace under browser_first, because it may push the event itself', () => {
    const pageFirst = { ...property, sender: 'browser_first', graceMinutes: 15 } as const;
    expect(resumeConsented(newTold(), pageFirst, nowMs).deliveries).toMatchObject({
      [key]: { state: 'waiting', dueAtMs: nowMs + 15 * 60_000 },
    });
  });

  it.each([
    ['denied again', newTold({}, { pageConsent: { states: toStates('denied'), atMs: nowMs } })],
    ['suppressed for another reason', newTold({ reason: 'mode' })],
    ['sent', newTold({ state: 'sent', reason: null })],
    ['possibly there from an earlier try', newTold({ mayBeTaken: true })],
    ['overtaken by what happened since', newTold({ event: 'checkout_pending' })],
    ['too old to be sent', newTold({}, { settledAtMs: nowMs - 72 * hourMs - 1 })],
    ['reported by a page', newTold({}, { events: { purchase: { claims: [], reportedAtMs: nowMs - 1 } } })],
  ])('leaves what is %s', (_, entry) => {
    expect(resumeConsented(entry, property, nowMs)).toBe(entry);
  });

  it('resumes what a page reported its visit of, for it pushed something else', () => {
    const visited = { claims: [], reportedAtMs: nowMs - 1, pushed: 'visit' } as const;
    const entry = newTold({}, { events: { purchase: { ...visited, claims: [] } } });
    expect(resumeConsented(entry, property, nowMs)).not.toBe(entry);
  });

  it('still resumes what is exactly 72 hours old', () => {
    const entry = newTold({}, { settledAtMs: nowMs - 72 * hourMs });
    expect(resumeConsented(entry, property, nowMs)).not.toBe(entry);
  });

  it('leaves everything where pages alone send', () => {
    const entry = newTold();
    expect(resumeConsented(entry, { ...property, sender: 'browser' }, nowMs)).toBe(entry);
  });
});

describe('recordView', () => {
  it('resumes it in the write that takes the page’s consent down, and not by a page that tells none', async () => {
    const store = await openStore('sqlite::memory:');
    const view = newView(property, { claim: undefined });
    const { entry } = await recordView(store, { ...view, consent: 'dddd' }, nowMs);
    const deliveries = { [key]: suppressed };
    expect(await store.changeEntry({ ...entry, deliveries })).toBe('changed');
    const silent = await recordView(store, view, nowMs + 1);
    expect(silent.entry.deliveries).toEqual(deliveries);
    const told = await recordView(store, { ...view, consent: 'gggg' }, nowMs + 2);
    expect(told.entry.deliveries).toMatchObject({ [key]: { state: 'waiting', dueAtMs: nowMs + 2, reason: null } });
    await store.close();
  });
});
