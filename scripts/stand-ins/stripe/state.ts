// What the stand-in remembers, and how that survives a restart.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Stripe from 'stripe';
import type { WireLineItem } from './line-items.ts';
import type { PaymentLinkRecord } from './payment-links.ts';
import type { WireInvoice, WireInvoiceLine } from './payments/blank-invoice.ts';
import type { WireSubscription } from './payments/blank-subscription.ts';
import type { SessionDraft } from './session-draft.ts';

/** A restricted key and the rights that were ticked for it, by Stripe's names (`rak_checkout_session_read`). */
export interface KeyGrant {
  key: string;
  permissions: string[];
}

/** One Stripe account: what its keys may see stays within it. */
export interface AccountRecord {
  id: string;
  keys: KeyGrant[];
  /** `pk_test_…` and `pk_live_…`, which stand in pages and open nothing but the payment page. */
  publishableKeys?: string[];
  /** The API version in which `GET /v1/events` answers, the account's default; the pinned one unless given. */
  apiVersion?: string;
  /** Answers every unknown, well-formed session id with a paid session of this kind; for load tests. */
  anySession?: SessionDraft;
}

/** A session as Stripe would store it, and what only the payment page needs to know. */
export interface SessionRecord {
  accountId: string;
  draft: SessionDraft;
  /** Without `line_items`, whose key is absent unless expanded. */
  session: Stripe.Checkout.Session;
  lines: WireLineItem[];
  /** The campaign parameters that the payment link arrived with and that Stripe hands back. */
  forwardedUtm: [string, string][];
  /** What the way to the payment page brought along, before anything was dropped; unset for sessions that no link made. */
  arrivedWith?: string;
  /** What the payment page offers; unset for sessions that no link made. */
  offersBankDebit?: boolean;
  prefilledEmail?: string;
  /** A delayed payment that bounced. */
  paymentFailed?: boolean;
}

/** A coupon or promotion code and the account that owns it. */
export interface Owned<T> {
  accountId: string;
  object: T;
}

/** An object that belongs to one mode of an account, which not every object says of itself. */
export interface Kept<T> extends Owned<T> {
  livemode: boolean;
}

/** What happened, as it was then; who is still to be told of it, by the ids of the endpoints. */
export interface EventRecord extends Kept<EventObject> {
  undelivered: string[];
}

/** An event as it is kept, in the shape of the pinned version. */
export interface EventObject {
  id: string;
  created: number;
  type: string;
  /** `data.object`. */
  object: object;
}

/** A webhook endpoint and its signing secrets, newest first; two while one is being rolled. */
export interface EndpointRecord extends Kept<Stripe.WebhookEndpoint> {
  secrets: string[];
}

/** A subscription and what a renewal of it bills. */
export interface SubscriptionRecord extends Kept<WireSubscription> {
  renewalLines: WireLineItem[];
}

export interface InvoiceRecord extends Kept<WireInvoice> {
  lines: WireInvoiceLine[];
}

export interface StandInState {
  accounts: Map<string, AccountRecord>;
  sessions: Map<string, SessionRecord>;
  paymentLinks: Map<string, PaymentLinkRecord>;
  coupons: Map<string, Owned<Stripe.Coupon>>;
  promotionCodes: Map<string, Owned<Stripe.PromotionCode>>;
  paymentIntents: Map<string, Kept<Stripe.PaymentIntent>>;
  charges: Map<string, Kept<Stripe.Charge>>;
  refunds: Map<string, Kept<Stripe.Refund>>;
  disputes: Map<string, Kept<Stripe.Dispute>>;
  subscriptions: Map<string, SubscriptionRecord>;
  invoices: Map<string, InvoiceRecord>;
  invoicePayments: Map<string, Kept<Stripe.InvoicePayment>>;
  events: Map<string, EventRecord>;
  webhookEndpoints: Map<string, EndpointRecord>;
}

/** The saved state does not read back; the sentence says what to delete. */
export class StandInStateError extends Error {
  override readonly name = 'StandInStateError';
}

/** How many sessions, the newest, a restart brings back. */
export const maxKeptSessions = 500;

/** How many a restart brings back of everything that follows from sessions. */
const maxKeptRows = 2000;

const firstTables = ['accounts', 'sessions', 'paymentLinks', 'coupons', 'promotionCodes'] as const;

/** What a file of an earlier version does not hold. */
const laterTables = [
  'paymentIntents',
  'charges',
  'refunds',
  'disputes',
  'subscriptions',
  'invoices',
  'invoicePayments',
  'events',
  'webhookEndpoints',
] as const;

const tables = [...firstTables, ...laterTables];

/** Nothing yet: no accounts, no sessions. */
export function emptyState(): StandInState {
  return {
    accounts: new Map(),
    sessions: new Map(),
    paymentLinks: new Map(),
    coupons: new Map(),
    promotionCodes: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    subscriptions: new Map(),
    invoices: new Map(),
    invoicePayments: new Map(),
    events: new Map(),
    webhookEndpoints: new Map(),
  };
}

/** The state in `file`, less the oldest sessions where there are very many; an empty one where there is no file yet. Throws `StandInStateError` for anything else. */
export function readState(file: string): StandInState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return emptyState();
    }
    throw error;
  }
  return parseState(text, file);
}

function parseState(text: string, file: string): StandInState {
  const state = emptyState();
  try {
    const stored: unknown = JSON.parse(text);
    for (const table of tables) {
      // The rows are what writeState wrote; only the outer shape is checked, a hand-edited file is the editor's own.
      const rows: Iterable<[string, never]> = (stored as Record<string, [string, never][]>)[table] ?? absent(table);
      for (const [id, row] of rows) {
        state[table].set(id, row);
      }
    }
    dropOldest(state.sessions, maxKeptSessions);
    for (const table of laterTables) {
      dropOldest(state[table], maxKeptRows);
    }
    return state;
  } catch (cause) {
    throw new StandInStateError(`${file} is damaged. Delete it to begin with an empty Stripe stand-in.`, { cause });
  }
}

/** The file is written whole at every change, so it must not grow for ever. */
function dropOldest(rows: Map<string, unknown>, kept: number): void {
  for (const id of [...rows.keys()].slice(0, -kept)) {
    rows.delete(id);
  }
}

function absent(table: (typeof tables)[number]): [] {
  if (firstTables.some((first) => first === table)) {
    throw new TypeError(`there is no ${table}`);
  }
  return [];
}

/** Writes the whole state; a process that dies meanwhile leaves the old file as it was. */
export function writeState(file: string, state: StandInState): void {
  const rows = Object.fromEntries(tables.map((table) => [table, [...state[table]]]));
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(rows), { mode: 0o600 });
  renameSync(temporary, file);
}
