// The state machine of a session: whatever tells of it, in any order and any number of times, ends the same.
import { addChanges } from './change-history.ts';
import { decodePassport } from './decode-passport.ts';
import type { ChangeSource, EntryChange, SessionEntry, SessionRecord, SessionStatus } from './entry.ts';
import { isErased, toErasedRecord } from './erased-session.ts';
import { toOutcome } from './status.ts';

/** What somebody newly knows of a session. */
export interface SessionNews {
  status: SessionStatus;
  /** As it was then; `lines` are `null` where they were not read. */
  session: SessionRecord;
  /** When by Stripe's clock the status came about; `null` where a reading tells of it, which knows only that it did. */
  atSeconds: number | null;
  nowMs: number;
  source: ChangeSource;
  /** The Stripe event that told of it. */
  about?: string | undefined;
}

/** Later ones beat earlier ones: money that arrived is never taken for missing again, whatever is told late. */
const ranks: Record<SessionStatus, number> = { expired: 0, pending: 1, failed: 2, free: 3, paid: 4 };

/** Which fields of a completed session Stripe fills in after the fact. */
const lateFields = ['subscriptionId', 'paymentIntentId', 'customerId'] as const satisfies (keyof SessionRecord)[];

/** The status of a session, `undefined` while it is open. `isFailed`: its delayed payment did not come through. */
export function toSessionStatus(
  session: Parameters<typeof toOutcome>[0],
  isFailed: boolean,
): SessionStatus | undefined {
  const outcome = toOutcome(session);
  if (outcome.kind === 'refused') return outcome.code === 'session_expired' ? 'expired' : undefined;
  return isFailed && outcome.status === 'pending' ? 'failed' : outcome.status;
}

/** The first entry of a session, before anything is planned or claimed. */
export function beginEntry(id: string, propertyId: string, news: SessionNews): SessionEntry {
  const { session, status, nowMs } = news;
  return {
    kind: 'session',
    id,
    version: 1,
    propertyId,
    livemode: session.livemode,
    sessionId: session.id,
    status,
    firstSeenAtMs: nowMs,
    settledAtMs: isSettled(status) ? nowMs : null,
    statusAtSeconds: news.atSeconds,
    events: {},
    ...toClickFields(session),
    pageCampaign: null,
    pageConsent: null,
    session,
    refunds: {},
    convertedBy: null,
    deliveries: {},
    changes: [toChange(news, status)],
  };
}

/** The entry after the news, or `undefined` where they tell nothing new. */
export function mergeSession(entry: SessionEntry, news: SessionNews): SessionEntry | undefined {
  if (!tellsNews(entry, news)) return undefined;
  const advances = ranks[news.status] > ranks[entry.status];
  const told = isErased(entry) ? toErasedRecord(news.session) : news.session;
  const session = entry.session === null ? told : mergeRecords(entry.session, told, advances);
  const clickFields = entry.passport === null ? toClickFields(session) : undefined;
  return {
    ...entry,
    session,
    ...(advances && { status: news.status }),
    statusAtSeconds: advances ? news.atSeconds : earliest(entry, news),
    settledAtMs: entry.settledAtMs ?? (isSettled(news.status) ? news.nowMs : null),
    // A click that a page named stays where the session carries no passport.
    ...(clickFields?.passport && clickFields),
    changes: addChanges(entry.changes, [toChange(news, findWord(entry, news, advances))]),
  };
}

/** Whether the news tell anything new. Cheap, because every reload of a thank-you page asks. */
export function tellsNews(
  entry: SessionEntry,
  { status, session, atSeconds }: Pick<SessionNews, 'status' | 'session' | 'atSeconds'>,
): boolean {
  const known = entry.session;
  if (known === null || ranks[status] > ranks[entry.status]) return true;
  if (known.lines === null && session.lines !== null) return true;
  if (status === entry.status && atSeconds !== null) {
    if (entry.statusAtSeconds === null || atSeconds < entry.statusAtSeconds) return true;
  }
  return lateFields.some((field) => known[field] === null && session[field] !== null && isKept(entry, field));
}

function isKept(entry: SessionEntry, field: (typeof lateFields)[number]): boolean {
  return field !== 'customerId' || !isErased(entry);
}

function mergeRecords(known: SessionRecord, told: SessionRecord, advances: boolean): SessionRecord {
  const [later, earlier] = advances ? [told, known] : [known, told];
  // What was read with its lines names the coupon as buyers typed it; a webhook knows only the coupon's id.
  const read = later.lines === null && earlier.lines !== null ? earlier : later;
  const merged = { ...later, lines: read.lines, coupon: read.coupon };
  for (const field of lateFields) merged[field] ??= earlier[field];
  return merged;
}

function earliest({ status, statusAtSeconds }: SessionEntry, news: SessionNews): number | null {
  if (news.status !== status || news.atSeconds === null) return statusAtSeconds;
  return statusAtSeconds === null ? news.atSeconds : Math.min(statusAtSeconds, news.atSeconds);
}

function isSettled(status: SessionStatus): boolean {
  return status === 'paid' || status === 'free';
}

function toClickFields({ clientReferenceId }: SessionRecord): Pick<SessionEntry, 'clickId' | 'passport'> {
  const passport = clientReferenceId === null ? undefined : decodePassport(clientReferenceId);
  return passport === undefined
    ? { clickId: null, passport: null }
    : { clickId: passport.clickId, passport: clientReferenceId };
}

function findWord(entry: SessionEntry, { status, session }: SessionNews, advances: boolean): string {
  if (advances) return status;
  return entry.session?.lines === null && session.lines !== null ? 'items' : 'confirmed';
}

function toChange({ nowMs, source, about }: SessionNews, what: string): EntryChange {
  return { atMs: nowMs, source, what, ...(about !== undefined && { about }) };
}
