// What an instance remembers, for how long, and how much of it.
import { describe, expect, it } from 'vitest';
import { createSessionMemory } from '../../../functions/public/session-memory.ts';
import { noAttribution } from '../../../functions/rules/attribution.ts';
import { buildLine, buildSession } from '../rules/checkout-session-builder.ts';
import { newEntry } from '../store/records.ts';
import { newClickReport, toPassport } from './new-click-report.ts';

function createMemory() {
  const clock = { nowMs: 0 };
  return { clock, memory: createSessionMemory(() => clock.nowMs) };
}

describe('createSessionMemory', () => {
  it('remembers a settled session for as long as there is room', () => {
    const { clock, memory } = createMemory();
    const remembered = memory.remember('a', buildSession());
    clock.nowMs = 48 * 3_600_000;
    expect(memory.recall('a')).toBe(remembered);
  });

  it('remembers a pending session for ten seconds', () => {
    const { clock, memory } = createMemory();
    memory.remember('a', buildSession({ paymentStatus: 'unpaid' }));
    clock.nowMs = 9_999;
    expect(memory.recall('a')).toBeDefined();
    clock.nowMs = 10_000;
    expect(memory.recall('a')).toBeUndefined();
  });

  it('does not remember an open session, but an expired one', () => {
    const { memory } = createMemory();
    memory.remember('a', buildSession({ status: 'open', paymentStatus: 'unpaid' }));
    memory.remember('b', buildSession({ status: 'expired', paymentStatus: 'unpaid' }));
    expect(memory.recall('a')).toBeUndefined();
    expect(memory.recall('b')).toBeDefined();
  });

  it('keeps the entry of a session that is read again', () => {
    const { memory } = createMemory();
    const entry = newEntry();
    memory.remember('a', buildSession({ paymentStatus: 'unpaid' })).entry = entry;
    expect(memory.remember('a', buildSession()).entry).toBe(entry);
  });

  it('takes the entry that the ledger told with a session, unless it knows a newer one', () => {
    const { memory } = createMemory();
    const told = newEntry({ version: 2 });
    expect(memory.remember('a', buildSession(), { entry: told, hasBuyer: false })).toMatchObject({
      entry: told,
      hasBuyer: false,
    });
    const older = newEntry({ version: 1 });
    expect(memory.remember('a', buildSession(), { entry: older, hasBuyer: true }).entry).toBe(told);
    expect(memory.remember('b', buildSession()).hasBuyer).toBe(true);
  });

  it('takes a newer entry and leaves an older one aside', () => {
    const { memory } = createMemory();
    memory.remember('a', buildSession());
    const newer = newEntry({ version: 3 });
    memory.updateEntry('a', newer);
    memory.updateEntry('a', newEntry({ version: 2 }));
    expect(memory.recall('a')?.entry).toBe(newer);
    expect(() => memory.updateEntry('nobody', newer)).not.toThrow();
  });

  it('reads the passport of a session once, and takes no other reference for one', () => {
    const { memory } = createMemory();
    const passport = toPassport(newClickReport('tt_shop'));
    expect(memory.remember('a', buildSession({ clientReferenceId: passport })).passport).toMatchObject({
      clickId: newClickReport('').click_id,
    });
    for (const clientReferenceId of [null, '', 'order-7', `${passport}x`]) {
      expect(memory.remember('b', buildSession({ clientReferenceId })).passport).toBeUndefined();
    }
  });

  it('keeps the attribution of a session that is read again, and its entry beside it', () => {
    const { memory } = createMemory();
    const entry = newEntry();
    const attribution = { clickId: 'x', attribution: noAttribution, untilMs: 1 };
    memory.remember('a', buildSession({ paymentStatus: 'unpaid' })).entry = entry;
    memory.updateAttribution('a', attribution);
    expect(memory.recall('a')).toMatchObject({ attribution, entry });
    expect(memory.remember('a', buildSession())).toMatchObject({ attribution, entry });
    expect(() => memory.updateAttribution('nobody', attribution)).not.toThrow();
  });

  it('forgets sessions sooner whose clicks are large', () => {
    const { memory } = createMemory();
    const attribution = { ...noAttribution, click: { gclid: 'x'.repeat(16_000) } };
    for (let index = 0; index < 2_000; index++) {
      memory.remember(String(index), buildSession());
      memory.updateAttribution(String(index), { clickId: 'x', attribution, untilMs: 1 });
    }
    const kept = Array.from({ length: 2_000 }, (_, index) => memory.recall(String(index))).filter(Boolean);
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.length).toBeLessThan(600);
  });

  it('remembers for a minute that a session is unknown', () => {
    const { clock, memory } = createMemory();
    memory.rememberUnknown('a');
    clock.nowMs = 59_999;
    expect(memory.isUnknown('a')).toBe(true);
    clock.nowMs = 60_000;
    expect(memory.isUnknown('a')).toBe(false);
  });

  it('forgets the least recently used session beyond its bounds, and long orders sooner', () => {
    const { memory } = createMemory();
    const count = (lines: number) => {
      const session = buildSession({ lines: Array.from({ length: lines }, () => buildLine()) });
      for (let index = 0; index < 6_000; index++) memory.remember(`${lines} ${index}`, session);
      return Array.from({ length: 6_000 }, (_, index) => memory.recall(`${lines} ${index}`)).filter(Boolean).length;
    };
    const short = count(1);
    const long = count(100);
    expect(short).toBeGreaterThan(1_000);
    expect(short).toBeLessThan(6_000);
    expect(long).toBeLessThan(short / 5);
    expect(memory.recall('100 5999')).toBeDefined();
    expect(memory.recall('1 0')).toBeUndefined();
  });
});
