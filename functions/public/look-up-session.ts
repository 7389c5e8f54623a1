// The lookup: one question about one Checkout Session, refused as cheaply as possible or answered as JSON.
import type { IncomingMessage } from 'node:http';
import type { LookupQuery } from '../contract/lookup-query.ts';
import { readClientAddress } from '../http/client-address.ts';
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import { type RecordedView, recallView, recordView, type View } from '../ledger/record-view.ts';
import { arePersonalDataFresh, isSessionTooOld } from '../rules/age.ts';
import { mergeCampaign } from '../rules/campaign.ts';
import { stricterPolicy } from '../rules/email-policy.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { type CompletedOutcome, toOutcome } from '../rules/status.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { type Caller, checkCaller, checkReporter } from './check-caller.ts';
import type { PropertyCache, PropertyRecord } from './property-cache.ts';
import type { RequestLimits } from './request-limits.ts';
import type { RememberedSession, SessionMemory } from './session-memory.ts';
import type { SessionSource, SessionWish } from './session-source.ts';
import { writeAnswer } from './write-answer.ts';

/** What the routes about sessions work with. */
export interface LookupContext {
  store: Store;
  properties: PropertyCache;
  memory: SessionMemory;
  sessions: SessionSource;
  limits: RequestLimits;
  now: () => number;
  trustedHops: number;
  /** From the request's arrival to its answer, whatever Stripe and the store do. */
  budgetMs: number;
  /** Told of an enum value that this version of Stripe's API does not have. */
  onUnknownValue: (propertyId: string, field: string, value: string) => void;
  /** Told of a right that a property's Stripe key lost, without which the session could be answered all the same. */
  onLostPermission: (propertyId: string, permission: string) => void;
}

/** An answer for `origin`, and whether Stripe or the store had to be asked for it. */
export interface LookupAnswer {
  json: string;
  origin: string | undefined;
  isFromMemory: boolean;
}

/**
 * The answer to a parsed lookup, whose address is counted already. What this instance remembers is answered at once and
 * without a promise, because inside functions-framework every promise of a request passes through the hooks of
 * `node:domain`. Throws, or rejects with, an HttpError; rejects with the store's errors.
 */
export function lookUpSession(
  context: LookupContext,
  request: IncomingMessage,
  query: LookupQuery,
): LookupAnswer | Promise<LookupAnswer> {
  const deadlineAtMs = context.now() + context.budgetMs;
  const record = context.properties.recall(query.property_id);
  if (record !== undefined) return lookUpWithProperty(context, request, query, record, deadlineAtMs);
  return findProperty(context, query.property_id, deadlineAtMs).then((found) =>
    lookUpWithProperty(context, request, query, found, deadlineAtMs),
  );
}

/** Lets a report, whose address is counted already, through to its property, or rejects. */
export async function admitReporter(
  context: LookupContext,
  request: IncomingMessage,
  propertyId: string,
  deadlineAtMs: number,
): Promise<PropertyRecord> {
  const record = await findProperty(context, propertyId, deadlineAtMs);
  admitCaller(context, request, record, checkReporter);
  return record;
}

/** Counts the request for whoever sent it; throws `rate_limited`. */
export function limitAddress({ limits, trustedHops }: LookupContext, request: IncomingMessage): void {
  limits.takeForAddress(readClientAddress(request, trustedHops));
}

async function findProperty(
  { properties, now }: LookupContext,
  propertyId: string,
  deadlineAtMs: number,
): Promise<PropertyRecord> {
  const record = await within(properties.find(propertyId), deadlineAtMs - now(), storeTooLate);
  if (record === undefined) throw new HttpError('unknown_property');
  return record;
}

function admitCaller(
  { limits, trustedHops }: LookupContext,
  request: IncomingMessage,
  { property, origins }: PropertyRecord,
  check = checkCaller,
): Caller {
  const caller = check(request, {
    containerSecretHash: property.containerSecretHash,
    origins,
    onContainer: () => limits.moveToContainer(readClientAddress(request, trustedHops)),
  });
  // Only now: strangers, of whom there may be many, could use up what the shop's pages need.
  limits.takeForProperty(property.id);
  if (caller.visitorAddress !== undefined) limits.takeForAddress(caller.visitorAddress);
  return caller;
}

function lookUpWithProperty(
  context: LookupContext,
  request: IncomingMessage,
  query: LookupQuery,
  record: PropertyRecord | null,
  deadlineAtMs: number,
): LookupAnswer | Promise<LookupAnswer> {
  if (record === null) throw new HttpError('unknown_property');
  const { origin } = admitCaller(context, request, record);
  const mode: StripeMode = query.checkout_session_id.startsWith('cs_live_') ? 'live' : 'test';
  if (record.property.stripeKeys[mode] === null) throw new HttpError('mode_mismatch');
  const wish = toWish(context, record, query, mode, deadlineAtMs);
  context.limits.takeForSession(wish.key);
  const known = context.memory.recall(wish.key);
  const json = known && recallAnswer(context, record, query, known);
  if (json !== undefined) return { json, origin, isFromMemory: true };
  return askForAnswer(context, record, query, wish, known).then((asked) => ({
    json: asked,
    origin,
    isFromMemory: false,
  }));
}

/** The answer that Stripe and store need not be asked for, `undefined` where one of them must be. */
function recallAnswer(
  context: LookupContext,
  { property }: PropertyRecord,
  query: LookupQuery,
  known: RememberedSession,
): string | undefined {
  const outcome = judge(context, known, property);
  const view = toView(property, query, outcome);
  const recorded = known.entry && recallView(known.entry, view, context.now());
  return recorded && write(context, property, query, outcome, known, recorded);
}

async function askForAnswer(
  context: LookupContext,
  { property }: PropertyRecord,
  query: LookupQuery,
  wish: SessionWish,
  known: RememberedSession | undefined,
): Promise<string> {
  const remembered = known ?? (await context.sessions(wish));
  const outcome = judge(context, remembered, property);
  const leftMs = wish.deadlineAtMs + storeReserveMs - context.now();
  const recording = recordView(context.store, toView(property, query, outcome), context.now(), remembered.entry);
  const recorded = await within(recording, leftMs, storeTooLate);
  context.memory.updateEntry(wish.key, recorded.entry);
  return write(context, property, query, outcome, remembered, recorded);
}

function write(
  { now }: LookupContext,
  property: Property,
  query: LookupQuery,
  outcome: CompletedOutcome,
  remembered: RememberedSession,
  { entry, firstView }: RecordedView,
): string {
  const isFresh = arePersonalDataFresh(entry, property.personalDataMinutes, now());
  const policy = stricterPolicy(property.emailPolicy, isFresh ? (query.personal_data ?? 'plain') : 'none');
  const campaign = mergeCampaign({}, query);
  return writeAnswer(remembered, property, outcome, { firstView, policy, campaign });
}

/** What is left of a request's budget for the store once Stripe has had its part. */
const storeReserveMs = 700;

/** The store's own error for a store that answers after the request's budget is spent. */
export function storeTooLate(): StoreUnavailableError {
  return new StoreUnavailableError('The database did not answer within the time of the request.');
}

function toWish(
  { onUnknownValue, onLostPermission }: LookupContext,
  { property, openStripeKey }: PropertyRecord,
  query: LookupQuery,
  mode: StripeMode,
  deadlineAtMs: number,
): SessionWish {
  return {
    key: entryId(property.id, query.checkout_session_id),
    sessionId: query.checkout_session_id,
    openStripeKey: () => {
      const apiKey = openStripeKey(mode);
      if (apiKey === undefined) throw new HttpError('mode_mismatch');
      return apiKey;
    },
    readsPromotionCodes: property.readsPromotionCodes[mode],
    deadlineAtMs: deadlineAtMs - storeReserveMs,
    onUnknownValue: (field, value) => onUnknownValue(property.id, field, value),
    onLostPermission: (permission) => onLostPermission(property.id, permission),
  };
}

function judge({ now }: LookupContext, { session }: RememberedSession, property: Property): CompletedOutcome {
  if (isSessionTooOld(session, property.maxSessionAgeHours, now())) throw new HttpError('session_too_old');
  const outcome = toOutcome(session);
  if (outcome.kind === 'refused') throw new HttpError(outcome.code);
  return outcome;
}

function toView(property: Property, query: LookupQuery, { status, event }: CompletedOutcome): View {
  return { propertyId: property.id, sessionId: query.checkout_session_id, status, event, claim: query.claim };
}
