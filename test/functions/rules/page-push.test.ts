// What pages pushed of an event: known for good where it was written down, else as far as the history tells.
import { describe, expect, test } from 'vitest';
import type { EntryChange, EventState, PagePush } from '../../../functions/rules/entry.ts';
import { addPush, isReportedBy, toPush, wasPushed } from '../../../functions/rules/page-push.ts';
import { newFullEntry } from '../store/records.ts';

const byPages = { sender: 'browser_first' } as const;
const byServer = { sender: 'server' } as const;
const held: EventState = { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: null };

function toLine(about: string, what = 'claimed'): EntryChange {
  return { atMs: 1, source: 'page', what, about };
}

function newSeen(state: Partial<EventState> = {}, changes: EntryChange[] = []) {
  return newFullEntry({ events: { purchase: { ...held, ...state } }, changes });
}

describe('toPush', () => {
  test('pages push the event unless the server sends everything', () => {
    expect((['browser', 'browser_first', 'server'] as const).map((sender) => toPush({ sender }))).toEqual([
      'event',
      'event',
      'visit',
    ]);
  });
});

describe('addPush', () => {
  test.each<[PagePush | undefined, PagePush, PagePush]>([
    [undefined, 'event', 'event'],
    [undefined, 'visit', 'visit'],
    ['visit', 'event', 'event'],
    ['event', 'visit', 'event'],
  ])('after %s, %s comes to %s', (pushed, push, sum) => {
    expect(addPush(newSeen(pushed === undefined ? {} : { pushed }), 'purchase', push)).toBe(sum);
  });

  test('of what an older version wrote the history tells, and where that is silent the new push', () => {
    expect(addPush(newSeen({}, [toLine('purchase')]), 'purchase', 'visit')).toBe('event');
    expect(addPush(newSeen({}, [toLine('checkout_complete')]), 'purchase', 'visit')).toBe('visit');
    expect(addPush(newFullEntry({ events: {}, changes: [] }), 'purchase', 'visit')).toBe('visit');
  });
});

describe('wasPushed', () => {
  test('what was written down counts, whoever sends by now and whatever the history has left', () => {
    for (const property of [byPages, byServer]) {
      const visits = [toLine('checkout_complete')];
      expect(wasPushed(newSeen({ pushed: 'event' }, visits), 'purchase', property)).toBe(true);
      expect(wasPushed(newSeen({ pushed: 'visit' }, [toLine('purchase')]), 'purchase', property)).toBe(false);
    }
  });

  test('of what an older version wrote, a page that held it pushed it unless only visits are known', () => {
    expect(wasPushed(newSeen(), 'purchase', byPages)).toBe(true);
    expect(wasPushed(newSeen({}, [toLine('checkout_complete')]), 'purchase', byPages)).toBe(false);
    expect(wasPushed(newSeen(), 'purchase', byServer)).toBe(false);
    expect(wasPushed(newSeen({ reportedAtMs: 2 }), 'purchase', byServer)).toBe(true);
  });

  test('nobody pushed what no page held', () => {
    expect(wasPushed(newFullEntry({ events: {} }), 'purchase', byPages)).toBe(false);
  });
});

describe('isReportedBy', () => {
  test('a report counts by what the page was told to push', () => {
    for (const property of [byPages, byServer]) {
      expect(isReportedBy(newSeen({ reportedAtMs: 2, pushed: 'event' }), 'purchase', property)).toBe(true);
      expect(isReportedBy(newSeen({ reportedAtMs: 2, pushed: 'visit' }), 'purchase', property)).toBe(false);
      expect(isReportedBy(newSeen({ pushed: 'event' }), 'purchase', property)).toBe(false);
    }
  });

  test('of what an older version wrote it counts in doubt, and under `server` unless the history knows of a visit', () => {
    const visit = newSeen({ reportedAtMs: 2 }, [toLine('checkout_complete', 'reported')]);
    expect(isReportedBy(visit, 'purchase', byPages)).toBe(true);
    expect(isReportedBy(visit, 'purchase', byServer)).toBe(false);
    expect(isReportedBy(newSeen({ reportedAtMs: 2 }), 'purchase', byServer)).toBe(true);
  });

  test('no page reports a refund', () => {
    expect(isReportedBy(newSeen({ reportedAtMs: 2, pushed: 'event' }), 'refund', byPages)).toBe(false);
  });
});
