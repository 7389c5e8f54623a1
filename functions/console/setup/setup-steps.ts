// The steps of a property's set-up and how each of them stands, worked out from facts alone.
import { type ChecklistItem, createChecklist } from '../../downloads/checklist.ts';
import { wasReported } from '../../rules/claims.ts';
import { isUnconfirmed } from '../../rules/destination.ts';
import type { SessionEntry } from '../../rules/entry.ts';
import { findLeftOutAtMs, type OptionalPart } from '../../rules/left-out.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property } from '../../rules/property.ts';
import { findNewestSession, hasPage, listSessions, type SetupFacts } from './setup-facts.ts';
import { findTestParts, isSettled, isWhole } from './test-parts.ts';

/** In the order in which they are done; each is the last part of its page's address. */
export const stepIds = [
  'name',
  'keys',
  'payments',
  'value',
  'redirect',
  'webhook',
  'destinations',
  'downloads',
  'checklist',
  'test',
] as const;

export type StepId = (typeof stepIds)[number];

/** `look`: something is there, and something about it wants a person's eye. `left_out`: somebody decided to go without it. */
export type StepState = 'done' | 'open' | 'look' | 'left_out';

/** One step as it stands; `note` is a stable word for what there is to say. */
export interface StepStatus {
  id: StepId;
  state: StepState;
  note: StepNote;
  /** When it was left out. */
  leftOutAtMs?: number;
}

export type StepNote =
  | 'done'
  | 'open'
  | 'left_out'
  | 'only_test_key'
  | 'only_live_key'
  | 'placeholder_seen'
  | 'no_event_yet'
  | 'mode_without_webhook'
  | 'unconfirmed'
  | 'partly'
  | 'shared'
  | 'unsettled'
  | 'parts_missing';

/** Whether an item of the checklist is not a step of its own. */
export function isOwnItem({ id }: ChecklistItem): boolean {
  return id !== 'redirect_url' && id !== 'value_basis';
}

/** All steps. */
export function findSteps(facts: SetupFacts): StepStatus[] {
  return stepIds.map((id) => ({ id, ...toStatus(judges[id](facts)) }));
}

/** How many are done, and how many somebody decided to go without; `isOver` where there are no others. */
export function countSteps(steps: readonly StepStatus[]): { done: number; left: number; all: number; isOver: boolean } {
  const done = steps.filter(({ state }) => state === 'done').length;
  const left = steps.filter(({ state }) => state === 'left_out').length;
  return { done, left, all: steps.length, isOver: done + left === steps.length };
}

/** Whether this one is done. */
export function isDone(steps: readonly StepStatus[], id: StepId): boolean {
  return steps.some((step) => step.id === id && step.state === 'done');
}

/** The first step that is not done, in the order of the steps; open ones come before those to be looked at, and none with a note of `leave`. */
export function findNextStep(steps: readonly StepStatus[], leave: readonly StepNote[] = []): StepStatus | undefined {
  const [open, look] = (['open', 'look'] as const).map((wanted) =>
    steps.find(({ state, note }) => state === wanted && !leave.includes(note)),
  );
  return open ?? look;
}

type Judgement = Omit<StepStatus, 'id'> | 'done' | 'open';

const look = (note: StepNote): Judgement => ({ state: 'look', note });

const judges: Record<StepId, (facts: SetupFacts) => Judgement> = {
  name: ({ property: { name, hostnames } }) => (name !== '' && hostnames.length > 0 ? 'done' : 'open'),
  keys: ({ property }) => judgeKeys(property),
  payments: ({ property, sharers }) => (sharers.length > 0 ? look('shared') : judgeTick(property, 'payments')),
  value: ({ property }) => judgeTick(property, 'value'),
  redirect: judgeRedirects,
  webhook: judgeWebhook,
  destinations: ({ property }) => judgeDestinations(property),
  downloads: (facts) => (hasPage(facts) ? 'done' : judgeTick(facts.property, 'downloads')),
  checklist: ({ property }) => judgeChecklist(property),
  test: judgeTest,
};

function toStatus(judgement: Judgement): Omit<StepStatus, 'id'> {
  return typeof judgement === 'string' ? { state: judgement, note: judgement } : judgement;
}

function isTicked({ ticked = {} }: Pick<Property, 'ticked'>, id: string): boolean {
  return Object.hasOwn(ticked, id);
}

function judgeTick(property: Property, id: StepId): Judgement {
  return isTicked(property, id) ? 'done' : 'open';
}

function judgeKeys({ stripeKeys: { live, test } }: Property): Judgement {
  if (live === null && test === null) return 'open';
  if (live === null) return look('only_test_key');
  return test === null ? look('only_live_key') : 'done';
}

function judgeRedirects(facts: SetupFacts): Judgement {
  if (findLastPlaceholder(facts) !== undefined) return look('placeholder_seen');
  return provesRedirects(facts) ? 'done' : judgeTick(facts.property, 'redirect');
}

/** A page asked about a payment; one of a test says nothing of the links for live ones, once these have their key. */
function provesRedirects({ property, entries }: SetupFacts): boolean {
  const isTestEnough = property.stripeKeys.live === null;
  return hasPage({ entries: isTestEnough ? entries : entries.filter(({ livemode }) => livemode) });
}

/**
 * The last day on which pages asked with the placeholder, and how often; `undefined` where they did not since somebody said, or
 * Stripe, that the redirect is right. The day of that word counts whole.
 */
export function findLastPlaceholder({
  property,
  placeholderDays,
}: Pick<SetupFacts, 'property' | 'placeholderDays'>): [day: string, count: number] | undefined {
  const saidAtMs = property.ticked?.['redirect'] ?? 0;
  const saidOn = new Date(saidAtMs).toISOString().slice(0, 10);
  return placeholderDays.findLast(([day]) => day >= saidOn);
}

function judgeWebhook({ property, eventDays }: SetupFacts): Judgement {
  const { webhookSecrets, stripeKeys } = property;
  const connected = stripeModes.filter((mode) => webhookSecrets[mode].length > 0);
  if (connected.length === 0) return judgeLeftOut(property, 'webhook');
  if (stripeModes.some((mode) => stripeKeys[mode] !== null && !connected.includes(mode))) {
    return look('mode_without_webhook');
  }
  return eventDays.length === 0 ? look('no_event_yet') : 'done';
}

function judgeDestinations(property: Property): Judgement {
  const { destinations } = property;
  if (destinations.length === 0) return judgeLeftOut(property, 'destinations');
  return destinations.some(isUnconfirmed) ? look('unconfirmed') : 'done';
}

function judgeLeftOut(property: Property, part: OptionalPart, otherwise: 'open' | 'done' = 'open'): Judgement {
  const leftOutAtMs = findLeftOutAtMs(property, part);
  return leftOutAtMs === undefined ? otherwise : { state: 'left_out', note: 'left_out', leftOutAtMs };
}

function judgeChecklist(property: Property): Judgement {
  const items = createChecklist().filter(isOwnItem);
  const done = items.filter(({ id }) => isTicked(property, id)).length;
  if (done === items.length) return 'done';
  return done === 0 ? 'open' : { state: 'open', note: 'partly' };
}

/** One payment of which every part came is proof enough; what later ones lack is no matter of the set-up. */
function judgeTest(facts: SetupFacts): Judgement {
  const { property } = facts;
  const whole = listWhole(facts);
  if (whole.some(wasReported)) return 'done';
  if (whole.length > 0 || isTicked(property, 'test')) return judgeLeftOut(property, 'page', 'done');
  const newest = findNewestSession(facts);
  if (newest === undefined) return 'open';
  return look(isSettled(newest) ? 'parts_missing' : 'unsettled');
}

function listWhole(facts: SetupFacts): SessionEntry[] {
  return listSessions(facts).filter((session) => isSettled(session) && isWhole(findTestParts(session, facts)));
}

/** What the payments prove and nobody has kept yet, as ticks to set and to take back; `undefined` where there is nothing. */
export function findProof(facts: SetupFacts): { done: readonly string[]; open: readonly string[] } | undefined {
  const { property } = facts;
  const whole = listWhole(facts);
  // A report that came takes back that nobody waits for one.
  const open = whole.some(wasReported) && isTicked(property, 'page') ? ['page'] : [];
  const done = whole.length > 0 && !isTicked(property, 'test') ? ['test'] : [];
  return done.length + open.length === 0 ? undefined : { done, open };
}
