// The list of Checkout Sessions with Stripe's filters.
import type { Caller } from './accounts.ts';
import { isErrorAnswer, type StripeErrorAnswer } from './api-errors.ts';
import { refuseForbiddenExpansion, refuseUnknownExpansion, renderSession } from './expansions.ts';
import { type Parameters, pageOf } from './parameters.ts';
import { readCreated } from './payments/list-kept.ts';
import { createdParameters, listParameters, type Route } from './route.ts';
import { expireWhenDue } from './sessions.ts';
import type { StandInContext } from './stand-in-context.ts';
import type { SessionRecord } from './state.ts';

const filters = ['payment_intent', 'subscription', 'customer', 'payment_link', 'status'] as const;

/** `GET /v1/checkout/sessions` */
export const sessionListRoute: Route = {
  method: 'GET',
  pattern: /^\/v1\/checkout\/sessions$/,
  permission: 'rak_checkout_session_read',
  parameters: [...listParameters, ...createdParameters, ...filters, 'customer_details[email]'],
  answer: listSessions,
};

function listSessions(context: StandInContext, caller: Caller, _id: string, parameters: Parameters): object {
  const expand = parameters.expand.map((name) => name.replace(/^data\./, ''));
  const refusal = refuseUnknownExpansion('session', expand) ?? refuseForbiddenExpansion('session', expand, caller);
  const found = findSessions(context, caller, parameters.values);
  if (refusal !== undefined || isErrorAnswer(found)) {
    return refusal ?? found;
  }
  const rows = found.map((record) => ({ id: record.session.id, record }));
  const page = pageOf(rows, parameters.values, '/v1/checkout/sessions');
  return isErrorAnswer(page)
    ? page
    : { ...page, data: page.data.map(({ record }) => renderSession(record, expand, context.state)) };
}

function findSessions(
  context: StandInContext,
  { account, livemode }: Caller,
  values: Map<string, string>,
): SessionRecord[] | StripeErrorAnswer {
  const isWithin = readCreated(values);
  if ('error' in isWithin) {
    return isWithin;
  }
  const email = values.get('customer_details[email]');
  const own = [...context.state.sessions.values()].filter(
    ({ accountId, session }) => accountId === account.id && session.livemode === livemode,
  );
  for (const record of own) {
    expireWhenDue(context, record);
  }
  return own
    .filter(({ session }) => isWithin(session.created))
    .filter(({ session }) => email === undefined || session.customer_details?.email === email)
    .filter(({ session }) => filters.every((name) => !values.has(name) || session[name] === values.get(name)))
    .reverse();
}
