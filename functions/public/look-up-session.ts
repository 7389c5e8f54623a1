// The lookup: one question about one Checkout Session, refused as cheaply as possible or answered as JSON.
import type { IncomingMessage } from 'node:http';
import type { LookupQuery } from '../contract/lookup-query.ts';
import { HttpError } from '../http/http-error.ts';
import { recallView, type View } from '../ledger/record-view.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import { arePersonalDataFresh, isSessionTooOld } from '../rules/age.ts';
import { type Attribution, noAttribution } from '../rules/attribution.ts';
import { restoreCampaign } from '../rules/campaign.ts';
import { stricterPolicy } from '../rules/email-policy.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { isErased } from '../rules/erased-session.ts';
import { toOriginals } from '../rules/page-campaign.ts';
import type { EmailPolicy, Property, StripeMode } from '../rules/property.ts';
import { type CompletedOutcome, toOutcome } from '../rules/status.ts';
import { entryId } from '../store/store.ts';
import { admitCaller, findProperty } from './admit-caller.ts';
import type { Caller } from './check-caller.ts';
import { findAttribution, findClickId, recallAttribution } from './find-attribution.ts';
import type { LookupContext } from './lookup-context.ts';
import { type RecordedLook, recordContainerLook, recordPageLook } from './record-look.ts';
import { type RememberedSession, withoutErased } from './session-memory.ts';
import type { SessionWish } from './session-source.ts';
import { writeAnswer } from './write-answer.ts';

/** An answer for `origin`. */
export interface LookupAnswer {
  json: string;
  origin: string | undefined;
  /** `memory`: neither Stripe nor the store was asked. `handed`: a server container got the event to run with. */
  kind: 'memory' | 'asked' | 'handed';
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

function lookUpWithProperty(
  context: LookupContext,
  request: IncomingMessage,
  query: LookupQuery,
  record: PropertyRecord | null,
  deadlineAtMs: number,
): LookupAnswer | Promise<LookupAnswer> {
  if (record === null) throw new HttpError('unknown_property');
  const caller = admitCaller(context, request, record);
  const { origin } = caller;
  const mode: StripeMode = query.checkout_session_id.startsWith('cs_live_') ? 'live' : 'test';
  if (record.property.stripeKeys[mode] === null) throw new HttpError('mode_mismatch');
  const wish = toWish(context, record, query, mode, deadlineAtMs);
  const runsForPage = caller.kind === 'container_for_page';
  // Counted apart, or else each look through such a container would count twice.
  context.limits.takeForSession(runsForPage ? `container ${wish.key}` : wish.key);
  const known = recallSession(context, record, query, wish.key);
  const json = known && !runsForPage ? recallAnswer(context, record, query, caller, known) : undefined;
  if (json !== undefined) return { json, origin, kind: 'memory' };
  return askForAnswer(context, record, query, caller, wish, known);
}

/** The session as it is remembered, with its buyer if that is wanted. */
function recallSession(
  context: LookupContext,
  { property }: PropertyRecord,
  query: LookupQuery,
  key: string,
): RememberedSession | undefined {
  const known = context.memory.recall(key);
  if (known === undefined || known.propertyVersion !== property.version) return undefined;
  if (known.hasBuyer) return known;
  const isWanted = known.entry === undefined || findPolicy(context, property, query, known.entry) !== 'none';
  return isWanted ? undefined : known;
}

/** The answer that Stripe and store need not be asked for, `undefined` where one of them must be. */
function recallAnswer(
  context: LookupContext,
  { property }: PropertyRecord,
  query: LookupQuery,
  caller: Caller,
  known: RememberedSession,
): string | undefined {
  const outcome = judge(context, known, property);
  const view = toView(property, query, caller, outcome, known);
  const recorded = known.entry && recallView(known.entry, view, context.now());
  const attribution = recallAttribution(known, view.clickId, context.now());
  return recorded && attribution && write(context, property, query, outcome, known, { recorded, attribution });
}

async function askForAnswer(
  context: LookupContext,
  { property }: PropertyRecord,
  query: LookupQuery,
  caller: Caller,
  wish: SessionWish,
  known: RememberedSession | undefined,
): Promise<LookupAnswer> {
  const remembered = known ?? (await context.sessions(wish));
  const outcome = judge(context, remembered, property);
  const view = toView(property, query, caller, outcome, remembered);
  const budgetMs = wish.deadlineAtMs + storeReserveMs - context.now();
  const recordLook = caller.kind === 'container_for_page' ? recordContainerLook : recordPageLook;
  // At the same time, because the store may be far away.
  const [recorded, attribution] = await Promise.all([
    recordLook(context, view, remembered, budgetMs),
    recallOrFindAttribution(context, view, wish.key, remembered, budgetMs),
  ]);
  context.memory.updateEntry(wish.key, recorded.entry);
  const json = write(context, property, query, outcome, remembered, { recorded, attribution });
  return { json, origin: caller.origin, kind: recorded.forwarded === undefined ? 'asked' : 'handed' };
}

function recallOrFindAttribution(
  { store, memory, now, onUnreadClick }: LookupContext,
  { property, clickId }: View,
  key: string,
  remembered: RememberedSession,
  budgetMs: number,
): Attribution | Promise<Attribution> {
  const recalled = recallAttribution(remembered, clickId, now());
  if (recalled !== undefined || clickId === undefined) return recalled ?? noAttribution;
  const propertyId = property.id;
  const onUnread = (error: unknown): void => onUnreadClick(propertyId, error);
  return findAttribution(remembered, { store, memory, propertyId, key, clickId, now, budgetMs, onUnread });
}

function write(
  context: LookupContext,
  property: Property,
  query: LookupQuery,
  outcome: CompletedOutcome,
  remembered: RememberedSession,
  { recorded, attribution }: { recorded: RecordedLook; attribution: Attribution },
): string {
  const { entry, firstView, forwarded } = recorded;
  const policy = findPolicy(context, property, query, entry);
  const hasAll = !isErased(entry);
  const session = hasAll ? remembered : withoutErased({ ...remembered, entry });
  const told = hasAll ? attribution : noAttribution;
  const campaign = restoreCampaign({ click: told.originals, page: query, browser: toOriginals(query) });
  return writeAnswer(session, property, outcome, { firstView, policy, campaign, attribution: told, forwarded });
}

/** How much of the personal data goes out. */
function findPolicy(
  { now }: LookupContext,
  { emailPolicy, personalDataMinutes }: Property,
  query: LookupQuery,
  entry: SessionEntry,
): EmailPolicy {
  const isFresh = !isErased(entry) && arePersonalDataFresh(entry, personalDataMinutes, now());
  return stricterPolicy(emailPolicy, isFresh ? (query.personal_data ?? 'plain') : 'none');
}

/** What is left of a request's budget for the store once Stripe has had its part. */
const storeReserveMs = 700;

function toWish(
  { onUnknownValue, onLostPermission }: LookupContext,
  { property, openStripeKey }: PropertyRecord,
  query: LookupQuery,
  mode: StripeMode,
  deadlineAtMs: number,
): SessionWish {
  return {
    key: entryId(property.id, query.checkout_session_id),
    propertyVersion: property.version,
    sessionId: query.checkout_session_id,
    // Else only pages write the ledger, and a property that has nothing to do with all this pays nothing for it.
    readsLedger: property.webhookSecrets[mode].length > 0 || property.destinations.some((one) => one.mode === mode),
    buyerMinutes:
      stricterPolicy(property.emailPolicy, query.personal_data ?? 'plain') === 'none'
        ? 0
        : property.personalDataMinutes,
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

function toView(
  property: Property,
  query: LookupQuery,
  caller: Caller,
  { status, event }: CompletedOutcome,
  remembered: RememberedSession,
): View {
  return {
    property,
    session: remembered.session,
    status,
    event,
    claim: query.claim,
    isPassedOn: caller.kind !== 'page',
    clickId: findClickId(remembered, query),
    told: query,
    consent: query.consent,
    gaIds: query,
  };
}
