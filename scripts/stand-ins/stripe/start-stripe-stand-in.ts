// A Stripe that answers on this machine: the API about sessions and payments, the hosted payment page, what shops embed, and webhooks.
//
// What it proves: that the real Stripe SDK, over real HTTP, with a restricted key, an expansion and a pinned version, gets
// what we think Stripe answers, and that our side bears Stripe's errors, limits, slowness and broken connections. It is
// stricter than Stripe: an unknown parameter, a missing right or version, or a wrong id never passes. Of webhooks: that
// events are signed as documented, for the SDK checks them; that money stays consistent through refunds, renewals and
// disputes; that both shapes of a payload are read; and what our side makes of late, lost, doubled and changed deliveries.
// What only the real Stripe can prove: that these shapes and sentences are still the ones it sends; how it rounds taxes and
// discounts; what a payment link's session carries in `success_url`; whether it checks the right to an expansion before it
// looks for the object; which rights lists need beyond their own object's; which events one change makes, in which order and
// when; real payment methods, its times between retries and its true rate limits. Unlike Stripe it sends to this machine.
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { requireKeyShape } from './accounts.ts';
import { createApiHandler, type RecordedRequest } from './api-handler.ts';
import { handleEmbed } from './embeds/embed-routes.ts';
import { createAutoDeliverer } from './events/auto-deliverer.ts';
import { createWebhookSteps, type WebhookSteps } from './events/webhook-steps.ts';
import { createFaultBox, type Faults } from './faults.ts';
import { newObjectId, type RandomIndex, secureRandomIndex } from './ids.ts';
import { type Moves, moveAddresses } from './move-addresses.ts';
import { handlePage } from './pages/page-routes.ts';
import { type PaymentLinkDraft, type PaymentLinkRecord, putPaymentLink } from './payment-links.ts';
import { createPaymentSteps, type PaymentSteps } from './payments/payment-steps.ts';
import type { BuyerDraft, PaymentWay, SessionDraft } from './session-draft.ts';
import { completeSession, expireSession, failSession, openSession, settleSession } from './sessions.ts';
import type { StandInContext } from './stand-in-context.ts';
import { type AccountRecord, emptyState, readState, type SessionRecord, writeState } from './state.ts';

export interface StripeStandInOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Where the state is kept between runs; in memory only when left out. */
  dataFile?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
  randomIndex?: RandomIndex;
  /** Sends every event to its endpoints as it happens, and again after each of these waits; nothing by itself when left out. */
  deliverAgainAfterMs?: readonly number[];
}

/** An account, with an id of its own unless given. */
export type AccountDraft = Omit<AccountRecord, 'id'> & { id?: string };

/** A running stand-in; `url` is both the API base and the address of the pages. Every method acts at once; the steps throw `SessionStepError` where Stripe would not take them. */
export interface StripeStandIn extends LocalServer, PaymentSteps, WebhookSteps {
  /** With an id that is known, replaces that account's keys. */
  addAccount: (account: AccountDraft) => AccountRecord;
  putPaymentLink: (accountId: string, draft: PaymentLinkDraft) => PaymentLinkRecord;
  /** The test link whose address ends in this, whoever has changed it since. */
  findPaymentLink: (slug: string) => PaymentLinkRecord | undefined;
  /** Leads payment links and webhook endpoints from these origins to those. */
  moveAddresses: (moves: Moves) => void;
  createSession: (accountId: string, draft?: SessionDraft) => SessionRecord;
  findSession: (id: string) => SessionRecord | undefined;
  completeSession: (id: string, way: PaymentWay, buyer?: BuyerDraft) => SessionRecord;
  settleSession: (id: string) => SessionRecord;
  failSession: (id: string) => SessionRecord;
  expireSession: (id: string) => SessionRecord;
  /** Replaces all faults; `{}` ends them. */
  setFaults: (faults: Faults) => void;
  /** The latest API requests, oldest first, at most a thousand. */
  requests: RecordedRequest[];
}

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken, with `StandInStateError` for a damaged file. */
export async function startStripeStandIn(options: StripeStandInOptions = {}): Promise<StripeStandIn> {
  const { dataFile, now = Date.now, randomIndex = secureRandomIndex } = options;
  const state = dataFile === undefined ? emptyState() : readState(dataFile);
  let url = '';
  const context: StandInContext = {
    state,
    now,
    randomIndex,
    baseUrl: () => url,
    save: () => (dataFile === undefined ? undefined : writeState(dataFile, state)),
    announce: (eventId) => deliverer?.announce(eventId),
  };
  const deliverer = options.deliverAgainAfterMs && createAutoDeliverer(context, options.deliverAgainAfterMs);
  const faults = createFaultBox(now);
  const requests: RecordedRequest[] = [];
  const handleApi = createApiHandler(context, faults, requests);
  const server = await startLocalServer(options.port ?? 0, (request, response) => {
    if (request.url?.startsWith('/v1/')) return handleApi(request, response);
    const answer = request.url?.startsWith('/v3/') ? handleEmbed : handlePage;
    return answer(context, request, response);
  });
  url = server.url;
  return {
    ...server,
    ...createPaymentSteps(context),
    ...createWebhookSteps(context),
    close: () => {
      deliverer?.stop();
      return server.close();
    },
    requests,
    addAccount: (account) => addAccount(context, account),
    putPaymentLink: (accountId, draft) => putPaymentLink(context, accountId, draft),
    findPaymentLink: (slug) => state.paymentLinks.get(`test_${slug}`),
    moveAddresses: (moves) => moveAddresses(context, moves),
    createSession: (accountId, draft = {}) => openSession(context, accountId, draft),
    findSession: (id) => state.sessions.get(id),
    completeSession: (id, way, buyer) => completeSession(context, id, way, buyer),
    settleSession: (id) => settleSession(context, id),
    failSession: (id) => failSession(context, id),
    expireSession: (id) => expireSession(context, id),
    setFaults: faults.set,
  };
}

function addAccount(context: StandInContext, account: AccountDraft): AccountRecord {
  for (const { key } of account.keys) {
    requireKeyShape(key);
  }
  const record: AccountRecord = { ...account, id: account.id ?? newObjectId('acct', context.randomIndex) };
  context.state.accounts.set(record.id, record);
  context.save();
  return record;
}
