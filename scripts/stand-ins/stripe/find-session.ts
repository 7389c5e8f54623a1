// Which session an id means to a caller: only those of the caller's own account and mode exist.
import type { Caller } from './accounts.ts';
import { resourceMissing, type StripeErrorAnswer } from './api-errors.ts';
import { completeSession, expireWhenDue, openSession } from './sessions.ts';
import type { StandInContext } from './stand-in-context.ts';
import type { SessionRecord } from './state.ts';

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

/** Not kept: a load test asks for hundreds of thousands, each once. */
function makeUp(context: StandInContext, caller: Caller, id: string): SessionRecord | undefined {
  const { account } = caller;
  const mode = /^cs_(test|live)_[A-Za-z0-9]{10,240}$/.exec(id)?.[1];
  if (account.anySession === undefined || mode === undefined) {
    return undefined;
  }
  const unsaved = { ...context, save: () => undefined };
  openSession(unsaved, account.id, { ...account.anySession, livemode: mode === 'live' }, id);
  const record = completeSession(unsaved, id, 'card');
  context.state.sessions.delete(id);
  return record;
}
