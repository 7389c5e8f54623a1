// The API about payments, by the right that each object takes: refunds ride on the charge's, invoice payments on the invoice's.
import type { Caller } from '../accounts.ts';
import { invalidParameter, isErrorAnswer } from '../api-errors.ts';
import { type Parameters, pageOf } from '../parameters.ts';
import { createdParameters, listParameters, type Route } from '../route.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { Kept, StandInState } from '../state.ts';
import { renderInvoice } from './invoices.ts';
import { findKept, listKept } from './list-kept.ts';

interface Resource<Row> {
  /** Last part of the path. */
  path: string;
  /** Stripe's words for it in a 404. */
  object: string;
  param: string;
  permission: string;
  /** Filters that compare one field. */
  filters: string[];
  rows: (state: StandInState) => Map<string, Row>;
  render?: (row: Row) => object;
}

function routesOf<Row extends Kept<{ id: string; created: number }>>(resource: Resource<Row>): Route[] {
  const { path, permission, filters, rows, render = (row: Row): object => row.object } = resource;
  const common = { method: 'GET', permission } as const;
  return [
    {
      ...common,
      pattern: new RegExp(`^/v1/${path}/([^/]+)$`),
      parameters: [],
      answer: ({ state }, caller, id) => {
        const row = findKept(rows(state), caller, id, resource);
        return isErrorAnswer(row) ? row : render(row);
      },
    },
    {
      ...common,
      pattern: new RegExp(`^/v1/${path}$`),
      parameters: [...listParameters, ...createdParameters, ...filters],
      answer: ({ state }, caller, _id, { values }) => {
        const matches = (row: Row): boolean =>
          filters.every((name) => !values.has(name) || fieldOf(row.object, name) === values.get(name));
        return listKept(rows(state), caller, values, { url: `/v1/${path}`, matches, render });
      },
    },
  ];
}

/** `payment[payment_intent]` and the like name a field within a field. */
function fieldOf(object: object, name: string): unknown {
  return name
    .replaceAll(']', '')
    .split('[')
    .reduce<unknown>((value, key) => Object.entries(value ?? {}).find(([own]) => own === key)?.[1], object);
}

const invoices: Resource<ReturnType<StandInState['invoices']['get']> & object> = {
  path: 'invoices',
  object: 'invoice',
  param: 'invoice',
  permission: 'rak_invoice_read',
  filters: ['customer', 'status'],
  rows: (state) => state.invoices,
  render: renderInvoice,
};

const invoicePayments: Resource<ReturnType<StandInState['invoicePayments']['get']> & object> = {
  path: 'invoice_payments',
  object: 'invoice_payment',
  param: 'invoice_payment',
  permission: 'rak_invoice_read',
  filters: ['invoice', 'status', 'payment[type]', 'payment[payment_intent]'],
  rows: (state) => state.invoicePayments,
};

/** Stripe demands the type with a payment's id; a filter by the id alone is refused. */
function requirePaymentType(route: Route): Route {
  const answer: Route['answer'] = (context, caller, id, parameters) =>
    parameters.values.has('payment[payment_intent]') && !parameters.values.has('payment[type]')
      ? invalidParameter('payment[type]', 'Missing required param: payment[type].', 'parameter_missing')
      : route.answer(context, caller, id, parameters);
  return { ...route, answer };
}

/** Everything that can be read about payments. */
export const paymentRoutes: Route[] = [
  ...routesOf({
    path: 'charges',
    object: 'charge',
    param: 'charge',
    permission: 'rak_charge_read',
    filters: ['payment_intent', 'customer'],
    rows: (state) => state.charges,
  }),
  ...routesOf({
    path: 'refunds',
    object: 'refund',
    param: 'refund',
    permission: 'rak_charge_read',
    filters: ['payment_intent', 'charge'],
    rows: (state) => state.refunds,
  }),
  ...routesOf({
    path: 'payment_intents',
    object: 'payment_intent',
    param: 'intent',
    permission: 'rak_payment_intent_read',
    filters: ['customer'],
    rows: (state) => state.paymentIntents,
  }),
  ...routesOf({
    path: 'disputes',
    object: 'dispute',
    param: 'dispute',
    permission: 'rak_dispute_read',
    filters: ['payment_intent', 'charge'],
    rows: (state) => state.disputes,
  }),
  ...routesOf({
    path: 'subscriptions',
    object: 'subscription',
    param: 'id',
    permission: 'rak_subscription_read',
    filters: ['customer', 'status'],
    rows: (state) => state.subscriptions,
  }),
  ...routesOf(invoices),
  ...routesOf(invoicePayments).map(requirePaymentType),
  {
    method: 'GET',
    pattern: /^\/v1\/invoices\/([^/]+)\/lines$/,
    permission: 'rak_invoice_read',
    parameters: listParameters,
    answer: answerInvoiceLines,
  },
];

function answerInvoiceLines(context: StandInContext, caller: Caller, id: string, { values }: Parameters): object {
  const invoice = findKept(context.state.invoices, caller, id, invoices);
  return isErrorAnswer(invoice) ? invoice : pageOf(invoice.lines, values, `/v1/invoices/${id}/lines`);
}
