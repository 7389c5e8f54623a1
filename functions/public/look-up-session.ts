// The lookup: one question about one Checkout Session, refused as cheaply as possible or answered as JSON.
import type { IncomingMessage } from 'node:http';
import type { LookupQuery } from '../contract/lookup-query.ts';
import { readClientAddress } from '../http/client-address.ts';
import { HttpError } from '../http/http-error.ts';
import { within } from '../http/within.ts';
import { type RecordedView, recallView, recordView, type View } from '../ledger/record-view.ts';
import { arePersonalDataFresh, isSessionTooOld } from '../rules/age.ts';
import { mergeCampaign } from '../rules/campaign.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { type CompletedOutcome, toOutcome } from '../rules/status.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { entryId, type Store } from '../store/store.ts';
import { type Caller, checkCaller, hasBearer } from './check-caller.ts';
import type { PropertyCache, PropertyRecord } from './property-cache.ts';
import type { RequestLimits } from './request-limits.ts';
import type { RememberedSession, SessionMemory } from './session-memory.ts';
import type { SessionSource } from './session-source.ts';
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
}

/** An answer for `origin`, and whether Stripe or the store had to be asked for it. */
export interface LookupAnswer {
  json: string;
  origin: string | undefined;
  isFromMemory: boolean;
}

/** The answer to a parsed lookup; rejects with an HttpError, or with the store's errors. */
export async function lookUpSession(
  context: LookupContext,
  request: IncomingMessage,
  query: LookupQuery,
): Promise<LookupAnswer> {
  const deadlineAtMs = context.now() + context.budgetMs;
  const { record, caller } = await admit(context, request, query.property_id, deadlineAtMs);
  const { property } = record;
  const mode: StripeMode = query.checkout_session_id.startsWith('cs_live_') ? 'live' : 'test';
  if (property.stripeKeys[mode] === null) throw new HttpError('mode_mismatch');
  const key = entryId(property.id, query.checkout_session_id);
  context.limits.takeForSession(key);

  const known = context.memory.recall(key);
  const remembered = known ?? (await context.sessions(toWish(context, record, query, mode, deadlineAtMs)));
  const outcome = judge(context, remembered, property);
  const view = toView(property, query, outcome);
  const remains = remembered.entry && recallView(remembered.entry, view, context.now());
  const recorded = remains ?? (await writeView(context, view, remembered, deadlineAtMs));
  if (remains === undefined) context.memory.updateEntry(key, recorded.entry);
  const json = writeAnswer(remembered, property, outcome, {
    firstView: recorded.firstView,
    personalDataAllowed:
      query.personal_data !== 'none' &&
      arePersonalDataFresh(recorded.entry, property.personalDataMinutes, context.now()),
    campaign: mergeCampaign({}, query),
  });
  return { json, origin: caller.origin, isFromMemory: known !== undefined && remains !== undefined };
}

/** Lets a request through to a property, or throws; the cheapest refusals come first. */
export async function admit(
  { limits, properties, trustedHops, now }: LookupContext,
  request: IncomingMessage,
  propertyId: string,
  deadlineAtMs: number,
): Promise<{ record: PropertyRecord; caller: Caller }> {
  const address = readClientAddress(request, trustedHops);
  if (hasBearer(request)) limits.takeForContainer(address);
  else limits.takeForAddress(address);
  const recalled = properties.recall(propertyId);
  const record =
    recalled === undefined ? await within(properties.find(propertyId), deadlineAtMs - now(), storeTooLate) : recalled;
  if (!record) throw new HttpError('unknown_property');
  limits.takeForProperty(propertyId);
  const caller = checkCaller(request, record.property.containerSecretHash, record.origins);
  if (caller.visitorAddress !== undefined) limits.takeForAddress(caller.visitorAddress);
  return { record, caller };
}

/** What is left of a request's budget for the store once Stripe has had its part. */
const storeReserveMs = 700;

/** The store's own error for a store that answers after the request's budget is spent. */
export function storeTooLate(): StoreUnavailableError {
  return new StoreUnavailableError('The database did not answer within the time of the request.');
}

function toWish(
  { onUnknownValue }: LookupContext,
  { property, openStripeKey }: PropertyRecord,
  query: LookupQuery,
  mode: StripeMode,
  deadlineAtMs: number,
): Parameters<SessionSource>[0] {
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

async function writeView(
  { store, now }: LookupContext,
  view: View,
  { entry }: RememberedSession,
  deadlineAtMs: number,
): Promise<RecordedView> {
  return await within(recordView(store, view, now(), entry), deadlineAtMs - now(), storeTooLate);
}
