// The API for changing the metadata of what exists, by the right to write each object; customers and payouts exist for nobody here.
import type { Caller } from './accounts.ts';
import { isErrorAnswer, resourceMissing } from './api-errors.ts';
import { findSession } from './find-session.ts';
import type { Parameters } from './parameters.ts';
import { findKept } from './payments/list-kept.ts';
import type { Route } from './route.ts';
import type { StandInContext } from './stand-in-context.ts';
import type { Kept, StandInState } from './state.ts';

interface Changeable {
  path: string;
  permission: string;
  /** Stripe's words for it in a 404. */
  object: string;
  param: string;
  rows: (state: StandInState) => Map<string, Kept<object>>;
}

const changeable: Changeable[] = [
  {
    path: 'charges',
    permission: 'rak_charge_write',
    object: 'charge',
    param: 'charge',
    rows: (state) => state.charges,
  },
  {
    path: 'payment_intents',
    permission: 'rak_payment_intent_write',
    object: 'payment_intent',
    param: 'intent',
    rows: (state) => state.paymentIntents,
  },
  {
    path: 'subscriptions',
    permission: 'rak_subscription_write',
    object: 'subscription',
    param: 'id',
    rows: (state) => state.subscriptions,
  },
  {
    path: 'invoices',
    permission: 'rak_invoice_write',
    object: 'invoice',
    param: 'invoice',
    rows: (state) => state.invoices,
  },
  { path: 'payouts', permission: 'rak_payout_write', object: 'payout', param: 'payout', rows: () => new Map() },
];

/** Changing metadata of what there is, and reading the customers that there are not. */
export const metadataRoutes: Route[] = [
  ...changeable.map(
    (resource): Route => ({
      method: 'POST',
      pattern: new RegExp(`^/v1/${resource.path}/([^/]+)$`),
      permission: resource.permission,
      parameters: ['metadata[*]'],
      answer: (context, caller, id, { values }) => {
        const row = findKept(resource.rows(context.state), caller, id, resource);
        return isErrorAnswer(row) ? row : changeMetadata(context, row.object, values);
      },
    }),
  ),
  {
    method: 'POST',
    pattern: /^\/v1\/checkout\/sessions\/([^/]+)$/,
    permission: 'rak_checkout_session_write',
    parameters: ['metadata[*]'],
    answer: changeSession,
  },
  {
    method: 'GET',
    pattern: /^\/v1\/customers\/([^/]+)$/,
    permission: 'rak_customer_read',
    parameters: [],
    answer: (_context, _caller, id) => resourceMissing('customer', 'customer', id),
  },
];

function changeSession(context: StandInContext, caller: Caller, id: string, { values }: Parameters): object {
  const record = findSession(context, caller, id);
  return isErrorAnswer(record) ? record : changeMetadata(context, record.session, values);
}

function changeMetadata(context: StandInContext, object: object, values: Map<string, string>): object {
  const changes = [...values].map(([name, value]) => [name.slice('metadata['.length, -1), value]);
  const before = 'metadata' in object && typeof object.metadata === 'object' ? object.metadata : {};
  Object.assign(object, { metadata: { ...before, ...Object.fromEntries(changes) } });
  context.save();
  return object;
}
