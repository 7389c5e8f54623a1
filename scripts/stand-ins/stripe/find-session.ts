// Which session an id means to a caller: only those of the caller's own account and mode exist.
import type { Caller } from './accounts.ts';
import { resourceMissing, type StripeErrorAnswer } from './api-errors.ts';
import { newObjectId } from './ids.ts';
import type { SessionDraft } from './session-draft.ts';
import { completeSession, expireWhenDue, openSession } from './sessions.ts';
import type { StandInContext } from './stand-in-context.ts';
import { type AccountRecord, emptyState, type SessionRecord } from './state.ts';

/** The session, or Stripe's 404. */
export function findSession(context: StandInContext, caller: Caller, id: string): SessionRecord | StripeErrorAnswer {
  const record = context.state.sessions.get(id) ?? makeUp(context, caller, id);
  if (record?.accountId !== caller.account.id) {
    return resourceMissing('checkout.session', 'session', id);
  }
  expireWhenDue(context, record);
  if (record.session.livemode !== caller.livemode) {
    return resourceMissing('checkout.session', 'session', id, modeHint(record.session.livemode));
  }
  return record;
}

function modeHint(livemode: boolean): string {
  const [there, here] = livemode ? ['live', 'test'] : ['test', 'live'];
  return `; a similar object exists in ${there} mode, but a ${here} mode key was used to make this request.`;
}

/** Not kept: a load test asks for hundreds of thousands, each once. Only ids, mode and times differ from one to the next. */
function makeUp(context: StandInContext, { account }: Caller, id: string): SessionRecord | undefined {
  const mode = /^cs_(test|live)_[A-Za-z0-9]{10,240}$/.exec(id)?.[1];
  if (account.anySession === undefined || mode === undefined) {
    return undefined;
  }
  const pattern = patterns.get(account) ?? completePattern(context, account, account.anySession);
  const created = account.anySession.createdSeconds ?? Math.floor(context.now() / 1000);
  const session = {
    ...pattern.session,
    id,
    livemode: mode === 'live',
    created,
    expires_at: created + pattern.session.expires_at - pattern.session.created,
    payment_intent: pattern.session.payment_intent && newObjectId('pi', context.randomIndex),
  };
  return { ...pattern, session };
}

const patterns = new WeakMap<AccountRecord, SessionRecord>();

function completePattern(context: StandInContext, account: AccountRecord, draft: SessionDraft): SessionRecord {
  // In a state of its own: a pattern is no purchase, and nobody is to hear of it.
  const { accounts, coupons, promotionCodes } = context.state;
  const state = { ...emptyState(), accounts, coupons, promotionCodes };
  const aside = { ...context, state, save: () => {}, announce: () => {} };
  const { session } = openSession(aside, account.id, draft);
  const pattern = completeSession(aside, session.id, session.amount_total ? 'card' : 'nothing_due');
  patterns.set(account, pattern);
  return pattern;
}
