// How far back a payment is looked for that came through whole, and how often.
import { beforeEach, describe, expect, test } from 'vitest';
import { findEarlierProof, type ProofContext } from '../../../../functions/console/setup/earlier-proof.ts';
import { maxEntries, type SetupFacts } from '../../../../functions/console/setup/setup-facts.ts';
import type { SessionEntry } from '../../../../functions/rules/entry.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import { newFullEntry } from '../../store/records.ts';

const proof = { done: ['test'], open: [] };
const lacking = newFullEntry();
const reported = newFullEntry({ events: { purchase: { claims: [{ claim: 'c', atMs: 1 }], reportedAtMs: 2 } } });

let all: SessionEntry[];
let nowMs: number;
let read: number[];
let context: ProofContext;

beforeEach(() => {
  nowMs = 0;
  read = [];
  const listEntries: ProofContext['store']['listEntries'] = async ({ after, limit }) => {
    const start = all.findIndex(({ id }) => id === after?.id) + 1;
    const entries = all.slice(start, start + limit);
    read.push(entries.length);
    return entries;
  };
  context = { store: { listEntries }, now: () => nowMs, log: () => undefined };
});

/** What a property's page knows that has so many payments, of which the one at this place, if any, came whole. */
function sell(count: number, wholeAt?: number): SetupFacts {
  all = Array.from({ length: count }, (_, at) => ({ ...(at === wholeAt ? reported : lacking), id: `entry ${at}` }));
  const none = { eventDays: [], placeholderDays: [], hostDays: [], sharers: [] };
  return { ...none, property: newProperty('tt_1', 0), entries: all.slice(0, maxEntries) };
}

describe('findEarlierProof', () => {
  test('finds a whole payment behind those that a page reads, in the next batch or a later one', async () => {
    expect(await findEarlierProof(context, sell(60, 40))).toEqual(proof);
    nowMs += 300_000;
    expect(await findEarlierProof(context, sell(900, 800))).toEqual(proof);
  });

  test('reads a thousand at most, and no more than there are', async () => {
    expect(await findEarlierProof(context, sell(1_100, 1_090))).toBeUndefined();
    expect(read).toEqual([250, 250, 250, 250]);
    read = [];
    nowMs += 300_000;
    expect(await findEarlierProof(context, sell(60))).toBeUndefined();
    expect(read).toEqual([40, 0]);
  });

  test('looks again five minutes later and not before, each property by itself', async () => {
    const facts = sell(60);
    await findEarlierProof(context, facts);
    sell(60, 40);
    nowMs += 299_999;
    expect(await findEarlierProof(context, facts)).toBeUndefined();
    expect(await findEarlierProof(context, { ...facts, property: newProperty('tt_2', 0) })).toEqual(proof);
    nowMs += 1;
    expect(await findEarlierProof(context, facts)).toEqual(proof);
  });

  test('reads nothing where it is kept already, and where a page reads all payments', async () => {
    const facts = sell(60, 40);
    const kept = { ...facts, property: { ...facts.property, ticked: { test: 1 } } };
    expect(await findEarlierProof(context, kept)).toBeUndefined();
    expect(await findEarlierProof(context, sell(maxEntries - 1))).toBeUndefined();
    expect(read).toEqual([]);
  });
});
