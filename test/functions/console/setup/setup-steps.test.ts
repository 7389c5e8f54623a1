// How each step of the set-up stands, by what the property and its payments tell.
import { describe, expect, test } from 'vitest';
import type { SetupFacts } from '../../../../functions/console/setup/setup-facts.ts';
import {
  findNextStep,
  findProof,
  findSteps,
  isOwnItem,
  type StepId,
  stepIds,
} from '../../../../functions/console/setup/setup-steps.ts';
import { createChecklist } from '../../../../functions/downloads/checklist.ts';
import { createTombstone } from '../../../../functions/rules/erased-session.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { newFullEntry } from '../../store/records.ts';

const ga4 = {
  kind: 'ga4',
  id: 'dst_1',
  mode: 'live',
  measurementId: 'G-SHOP1',
  secret: 's',
  region: 'global',
} as const;
const container = {
  kind: 'server_container',
  id: 'dst_2',
  mode: 'live',
  url: 'https://a.test/checkout',
  secret: 's',
} as const;

/** A payment that the page told of, which is all that is set up. */
const reported = newFullEntry({ events: { purchase: { claims: [{ claim: 'c', atMs: 1 }], reportedAtMs: 2 } } });

function toFacts(property: Partial<Property> = {}, facts: Partial<SetupFacts> = {}): SetupFacts {
  const none = { entries: [], eventDays: [], placeholderDays: [], hostDays: [], sharers: [] };
  return { property: { ...newProperty('tt_1', 0), ...property }, ...none, ...facts };
}

/** State and note of one step. */
function stepOf(id: StepId, property: Partial<Property> = {}, facts: Partial<SetupFacts> = {}): string {
  const step = findSteps(toFacts(property, facts)).find((one) => one.id === id);
  return step === undefined || step.note === step.state ? `${step?.state}` : `${step.state} ${step.note}`;
}

describe('findSteps', () => {
  test('of a property without anything every step is open, in order', () => {
    expect(findSteps(toFacts()).map(({ id, state }) => `${id} ${state}`)).toEqual(stepIds.map((id) => `${id} open`));
  });

  test('one key of two is worth a look, whichever it is', () => {
    expect(stepOf('keys', { stripeKeys: { live: null, test: 's' } })).toBe('look only_test_key');
    expect(stepOf('keys', { stripeKeys: { live: 's', test: null } })).toBe('look only_live_key');
    expect(stepOf('keys', { stripeKeys: { live: 's', test: 's' } })).toBe('done');
  });

  test('a buyer who was erased before anything was told is no test payment, and hides none', () => {
    const erased = { atMs: 1, source: 'console', what: 'erased' } as const;
    const tombstone = createTombstone('tt_1:cs_live_never', 'tt_1', 'cs_live_never', erased);
    expect(stepOf('test', {}, { entries: [tombstone] })).toBe('open');
    expect(stepOf('test', {}, { entries: [tombstone, reported] })).toBe('done');
  });

  test('a webhook is done once an event came, and for both modes where there is a key for both', () => {
    const stripeKeys = { live: 's', test: 's' };
    const both = { live: ['s'], test: ['s'] };
    expect(stepOf('webhook', { stripeKeys, webhookSecrets: { live: [], test: ['s'] } })).toBe(
      'look mode_without_webhook',
    );
    expect(stepOf('webhook', { stripeKeys, webhookSecrets: both })).toBe('look no_event_yet');
    expect(stepOf('webhook', { stripeKeys, webhookSecrets: both }, { eventDays: ['2026-05-12'] })).toBe('done');
  });

  test('a GA4 stream wants a witness, a server container none, and the browser alone a word', () => {
    expect(stepOf('destinations', { destinations: [container] })).toBe('done');
    expect(stepOf('destinations', { destinations: [container, ga4] })).toBe('look unconfirmed');
    expect(stepOf('destinations', { destinations: [{ ...ga4, confirmedAtMs: 1 }] })).toBe('done');
  });

  test('what somebody left out is a state of its own, with when that was, until it is there all the same', () => {
    const ticked = { webhook: 7, destinations: 8 };
    expect(stepOf('webhook', { ticked })).toBe('left_out');
    expect(stepOf('destinations', { ticked })).toBe('left_out');
    expect(findSteps(toFacts({ ticked })).flatMap(({ leftOutAtMs }) => leftOutAtMs ?? [])).toEqual([7, 8]);
    expect(stepOf('destinations', { ticked, destinations: [container] })).toBe('done');
    expect(findNextStep(findSteps(toFacts({ ticked })).filter(({ state }) => state === 'left_out'))).toBeUndefined();
  });

  test('whose payments is looked at for as long as another property gets them too, whatever was chosen', () => {
    const sharers = [{ id: 'tt_2', name: 'Twin', accountId: null }];
    expect(stepOf('payments', { ticked: { payments: 1 } }, { sharers })).toBe('look shared');
    expect(stepOf('payments', { ticked: { payments: 1 } })).toBe('done');
  });

  test('the first payment counts once every part of one came, whatever later ones lack', () => {
    expect(stepOf('test', {}, { entries: [newFullEntry()] })).toBe('look parts_missing');
    expect(stepOf('test', {}, { entries: [newFullEntry(), reported] })).toBe('done');
    expect(stepOf('test', {}, { entries: [{ ...reported, status: 'pending' }] })).toBe('look unsettled');
  });

  test('the first payment stays proven once that was kept, whatever the newest entries are', () => {
    expect(stepOf('test', { ticked: { test: 1 } }, { entries: [newFullEntry()] })).toBe('done');
    expect(stepOf('test', { ticked: { test: 1 } })).toBe('done');
  });

  test('a payment without the report that was left out proves the rest and says so, until a page reports', () => {
    const entries = [newFullEntry()];
    expect(stepOf('test', { ticked: { page: 7 } })).toBe('open');
    expect(stepOf('test', { ticked: { page: 7 } }, { entries })).toBe('left_out');
    expect(stepOf('test', { ticked: { page: 7, test: 8 } })).toBe('left_out');
    expect(findSteps(toFacts({ ticked: { page: 7 } }, { entries })).at(-1)?.leftOutAtMs).toBe(7);
    expect(stepOf('test', { ticked: { page: 7, test: 8 } }, { entries: [reported] })).toBe('done');
  });

  test('a page that asked about a test payment proves no redirect for live ones, once there is a key for these', () => {
    const keys = { live: 's', test: 's' };
    expect(stepOf('redirect', { stripeKeys: { ...keys, live: null } }, { entries: [reported] })).toBe('done');
    expect(stepOf('redirect', { stripeKeys: keys }, { entries: [reported] })).toBe('open');
    expect(stepOf('redirect', { stripeKeys: keys, ticked: { redirect: 1 } }, { entries: [reported] })).toBe('done');
    expect(stepOf('redirect', { stripeKeys: keys }, { entries: [{ ...reported, livemode: true }] })).toBe('done');
  });

  test('placeholders of before somebody entered the redirect anew are forgotten, those since are not', () => {
    const ticked = { redirect: Date.parse('2026-05-12T10:00:00Z') };
    const seen = (day: string): Partial<SetupFacts> => ({ placeholderDays: [[day, 2]] });
    expect(stepOf('redirect', { ticked }, seen('2026-05-11'))).toBe('done');
    expect(stepOf('redirect', { ticked }, seen('2026-05-12'))).toBe('look placeholder_seen');
    expect(stepOf('redirect', {}, seen('2026-05-11'))).toBe('look placeholder_seen');
  });

  test('the checklist is done when each item is, those that are steps of their own aside', () => {
    const ids = createChecklist()
      .filter(isOwnItem)
      .map(({ id }) => id);
    expect(ids).not.toContain('redirect_url');
    expect(stepOf('checklist', { ticked: { [String(ids[0])]: 1 } })).toBe('open partly');
    expect(stepOf('checklist', { ticked: Object.fromEntries(ids.map((id) => [id, 1])) })).toBe('done');
  });

  test('a name that every object has counts as ticked off nowhere', () => {
    expect(stepOf('value', { ticked: {} })).toBe('open');
    expect(findSteps(toFacts({ ticked: { constructor: 1 } })).every(({ state }) => state === 'open')).toBe(true);
  });
});

describe('findProof', () => {
  test('is what a whole payment proves, once, and takes back that no report is waited for', () => {
    expect(findProof(toFacts({}, { entries: [newFullEntry()] }))).toBeUndefined();
    expect(findProof(toFacts({}, { entries: [reported] }))).toEqual({ done: ['test'], open: [] });
    expect(findProof(toFacts({ ticked: { test: 1 } }, { entries: [reported] }))).toBeUndefined();
    const left = { ticked: { page: 7, test: 8 } };
    expect(findProof(toFacts(left, { entries: [newFullEntry()] }))).toBeUndefined();
    expect(findProof(toFacts(left, { entries: [reported] }))).toEqual({ done: [], open: ['page'] });
  });
});

describe('findNextStep', () => {
  test('leads to what is open before what is worth a look, and nowhere when all is done', () => {
    const step = (id: StepId, state: 'done' | 'open' | 'look') => ({ id, state, note: 'done' }) as const;
    expect(findNextStep([step('name', 'done'), step('keys', 'look'), step('value', 'open')])?.id).toBe('value');
    expect(findNextStep([step('name', 'done'), step('keys', 'look')])?.id).toBe('keys');
    expect(findNextStep([step('name', 'done')])).toBeUndefined();
  });
});
