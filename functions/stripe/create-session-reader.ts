// Reads one Checkout Session with all its line items, through a client and connections that all keys share.
import type Stripe from 'stripe';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import { openStripeConnection, stripeRequestTimeoutMs } from './create-client.ts';
import { StripeKeyRejectedError, StripeUnavailableError } from './errors.ts';
import { isWholeLine, isWholeSession } from './is-whole-session.ts';
import { requireList, requireObject } from './require-answer.ts';
import { toCheckoutSession, type UnknownValueListener } from './to-checkout-session.ts';
import { type RetryClock, withRetries } from './with-retries.ts';

/** One reading of one session. */
export interface SessionRequest {
  apiKey: string;
  sessionId: string;
  /** Whether the key could read promotion codes when the property was made. */
  readsPromotionCodes: boolean;
  /** The clock's time at which an answer or an error must be there. */
  deadlineAtMs: number;
  /** Asked before every single request to Stripe; what it rejects with ends the reading. */
  acquire: () => Promise<void>;
  onUnknownValue: UnknownValueListener;
  /** Told of a right that the key lost since, or `unknown`; the session is read without what it was for. */
  onLostPermission: (permission: string) => void;
}

export interface SessionReader {
  /** Rejects with StripeKeyRejectedError, UnknownSessionError or StripeUnavailableError. */
  read(request: SessionRequest): Promise<CheckoutSession>;
  close(): void;
}

export interface SessionReaderOptions {
  /** Stripe's own address unless given. */
  apiBase?: string | undefined;
  /** The longest that one request to Stripe may take. */
  requestTimeoutMs?: number;
  clock: RetryClock;
}

const maxAttempts = 3;

/** Stripe allows 20 recurring and 20 one-time lines per session; more pages than this are a fault, not an order. */
const maxLinePages = 10;

/** A reader; throws a TypeError when `apiBase` is no URL. */
export function createSessionReader({ apiBase, requestTimeoutMs, clock }: SessionReaderOptions): SessionReader {
  const connection = openStripeConnection(apiBase);
  const timeoutMs = requestTimeoutMs ?? stripeRequestTimeoutMs;

  async function read(request: SessionRequest): Promise<CheckoutSession> {
    const { apiKey, deadlineAtMs, acquire, onUnknownValue } = request;
    const client = await connection.loadSharedClient();
    const ask = <T>(send: (options: Stripe.RequestOptions) => Promise<T>): Promise<T> =>
      withRetries(
        (leftMs) => send({ apiKey, timeout: Math.min(timeoutMs, Math.ceil(leftMs)) }),
        { deadlineAtMs, maxAttempts, acquire },
        clock,
      );
    const session = await retrieve(client, request, ask);
    assertSession(session, request.sessionId);
    const lines = await readLines(client, session, ask);
    return toCheckoutSession(session, lines, onUnknownValue);
  }

  return { read, close: () => connection.agent.destroy() };
}

type Ask = <T>(send: (options: Stripe.RequestOptions) => Promise<T>) => Promise<T>;

async function retrieve(client: Stripe, request: SessionRequest, ask: Ask): Promise<Stripe.Checkout.Session> {
  const retrieveWith = (...expand: string[]) =>
    ask((options) => client.checkout.sessions.retrieve(request.sessionId, { expand }, options));
  if (!request.readsPromotionCodes) return await retrieveWith('line_items');
  try {
    return await retrieveWith('line_items', 'discounts.promotion_code');
  } catch (error) {
    const permission = findRefusedPermission(error);
    if (permission === undefined) throw error;
    // Stripe fails the whole request for an expansion that the key may not read.
    const session = await retrieveWith('line_items');
    request.onLostPermission(permission);
    return session;
  }
}

/** The right that was missing, `unknown` where the request was refused without naming one. */
function findRefusedPermission(error: unknown): string | undefined {
  if (error instanceof StripeKeyRejectedError) return error.permission;
  return error instanceof StripeUnavailableError && error.reason === 'refused_request' ? 'unknown' : undefined;
}

async function readLines(client: Stripe, session: Stripe.Checkout.Session, ask: Ask): Promise<Stripe.LineItem[]> {
  const lines = [...ensureLines(session.line_items?.data ?? [])];
  let hasMore = session.line_items?.has_more ?? false;
  for (let page = 1; hasMore; page++) {
    const last = lines.at(-1);
    if (last === undefined || page > maxLinePages) throw new StripeUnavailableError('malformed_answer');
    const next = await ask((options) =>
      client.checkout.sessions.listLineItems(session.id, { limit: 100, starting_after: last.id }, options),
    );
    lines.push(...ensureLines(requireList(next).data));
    hasMore = next.has_more;
  }
  return lines;
}

/** A proxy in between may answer 200 with JSON of its own; that is no session. */
function assertSession(session: Stripe.Checkout.Session, sessionId: string): void {
  const isSession = isWholeSession(requireObject(session, 'checkout.session')) && session.id === sessionId;
  // Money of one mode must never be reported as that of the other.
  const isOfItsMode = session.livemode === sessionId.startsWith('cs_live_');
  const hasLines = session.line_items == null || Array.isArray(session.line_items.data);
  if (!isSession || !isOfItsMode || !hasLines) throw new StripeUnavailableError('malformed_answer');
}

function ensureLines(lines: readonly Stripe.LineItem[]): readonly Stripe.LineItem[] {
  if (!lines.every(isWholeLine)) throw new StripeUnavailableError('malformed_answer');
  return lines;
}
