// The API routes that are played: authentication, rights, parameters and existence are checked in Stripe's order.
import { authenticate, type Caller, refuseUnlessPermitted } from './accounts.ts';
import { isErrorAnswer, resourceMissing, type StripeErrorAnswer, unknownUrl, versionRequired } from './api-errors.ts';
import { eventRoutes } from './events/event-routes.ts';
import { pinnedApiVersion } from './events/render-event.ts';
import { webhookEndpointRoutes } from './events/webhook-endpoint-routes.ts';
import { refuseForbiddenExpansion, refuseUnknownExpansion, renderLines, renderSession } from './expansions.ts';
import { findSession } from './find-session.ts';
import { sessionListRoute } from './list-sessions.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { type Parameters, pageOf, parseParameters } from './parameters.ts';
import {
  changeablePaymentLinkParameters,
  changePaymentLink,
  creatablePaymentLinkParameters,
  createPaymentLink,
  findPaymentLink,
} from './payment-link-api.ts';
import { paymentRoutes } from './payments/payment-routes.ts';
import { listParameters, type Route } from './route.ts';
import type { StandInContext } from './stand-in-context.ts';

/** The version whose shapes the API answers. */
export const renderedApiVersion = pinnedApiVersion;

export interface ApiRequest {
  method: string;
  path: string;
  /** The query of a GET, the form body of a POST. */
  search: URLSearchParams;
  authorization: string | undefined;
  stripeVersion: string | undefined;
}

const routes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v1\/checkout\/sessions\/([^/]+)$/,
    permission: 'rak_checkout_session_read',
    parameters: [],
    answer: answerSession,
  },
  {
    method: 'GET',
    pattern: /^\/v1\/checkout\/sessions\/([^/]+)\/line_items$/,
    permission: 'rak_checkout_session_read',
    parameters: listParameters,
    answer: answerLineItems,
  },
  {
    method: 'GET',
    pattern: /^\/v1\/payment_links$/,
    permission: 'rak_payment_links_read',
    parameters: [...listParameters, 'active'],
    answer: answerPaymentLinks,
  },
  {
    method: 'POST',
    pattern: /^\/v1\/payment_links$/,
    permission: 'rak_payment_links_write',
    parameters: creatablePaymentLinkParameters,
    answer: (context, caller, _id, { values }) => createPaymentLink(context, caller, values),
  },
  {
    method: 'GET',
    pattern: /^\/v1\/payment_links\/([^/]+)$/,
    permission: 'rak_payment_links_read',
    parameters: [],
    answer: (context, caller, id) => findPaymentLink(context, caller, id),
  },
  {
    method: 'POST',
    pattern: /^\/v1\/payment_links\/([^/]+)$/,
    permission: 'rak_payment_links_write',
    parameters: changeablePaymentLinkParameters,
    answer: (context, caller, id, { values }) => changePaymentLink(context, caller, id, values),
  },
  {
    method: 'GET',
    pattern: /^\/v1\/promotion_codes$/,
    permission: 'rak_promotion_code_read',
    parameters: [...listParameters, 'active', 'code'],
    answer: answerPromotionCodes,
  },
  {
    method: 'GET',
    pattern: /^\/v1\/promotion_codes\/([^/]+)$/,
    permission: 'rak_promotion_code_read',
    parameters: [],
    answer: answerPromotionCode,
  },
  sessionListRoute,
  ...paymentRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...metadataRoutes,
];

/** Who asked, when the key is good, and the object or error that Stripe would answer. */
export function answerApiRequest(
  context: StandInContext,
  request: ApiRequest,
  beforeAnswer: (caller: Caller) => StripeErrorAnswer | undefined,
): object {
  const caller = authenticate(context.state, request.authorization);
  if (isErrorAnswer(caller)) {
    return caller;
  }
  const limited = beforeAnswer(caller);
  if (limited !== undefined) {
    return limited;
  }
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(request.path));
  if (route === undefined) {
    return unknownUrl(request.method, request.path);
  }
  if (request.stripeVersion !== renderedApiVersion) {
    return versionRequired(request.stripeVersion, renderedApiVersion);
  }
  const parameters = parseParameters(request.search, route.parameters);
  if (isErrorAnswer(parameters)) {
    return parameters;
  }
  // Rights come before existence: a made-up id with too few rights answers 403, which is how keys are probed.
  const refusal = refuseUnlessPermitted(caller, route.permission);
  return refusal ?? route.answer(context, caller, decodeId(route.pattern.exec(request.path)?.[1] ?? ''), parameters);
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function answerSession(context: StandInContext, caller: Caller, id: string, { expand }: Parameters): object {
  const unknown = refuseUnknownExpansion('session', expand);
  if (unknown !== undefined) {
    return unknown;
  }
  const record = findSession(context, caller, id);
  if (isErrorAnswer(record)) {
    return record;
  }
  // Stripe renders, and so checks, expansions of an object that it has found; whether it could know sooner is unproven.
  return refuseForbiddenExpansion('session', expand, caller) ?? renderSession(record, expand, context.state);
}

function answerLineItems(context: StandInContext, caller: Caller, id: string, parameters: Parameters): object {
  const unknown = refuseUnknownExpansion('lines', parameters.expand);
  if (unknown !== undefined) {
    return unknown;
  }
  const record = findSession(context, caller, id);
  if (isErrorAnswer(record)) {
    return record;
  }
  const forbidden = refuseForbiddenExpansion('lines', parameters.expand, caller);
  const page = pageOf(record.lines, parameters.values, `/v1/checkout/sessions/${id}/line_items`);
  if (forbidden !== undefined || isErrorAnswer(page)) {
    return forbidden ?? page;
  }
  return { ...page, data: renderLines(page.data, parameters.expand.includes('data.price.product')) };
}

function answerPaymentLinks(context: StandInContext, caller: Caller, _id: string, { values }: Parameters): object {
  const links = [...context.state.paymentLinks.values()]
    .filter(({ accountId, link }) => accountId === caller.account.id && link.livemode === caller.livemode)
    .map(({ link }) => link)
    .filter((link) => !values.has('active') || String(link.active) === values.get('active'))
    .reverse();
  return pageOf(links, values, '/v1/payment_links');
}

function answerPromotionCodes(context: StandInContext, caller: Caller, _id: string, { values }: Parameters): object {
  const codes = [...context.state.promotionCodes.values()]
    .filter(({ accountId, object }) => accountId === caller.account.id && object.livemode === caller.livemode)
    .map(({ object }) => object)
    .filter((code) => !values.has('code') || code.code === values.get('code'))
    .filter((code) => !values.has('active') || String(code.active) === values.get('active'))
    .reverse();
  return pageOf(codes, values, '/v1/promotion_codes');
}

function answerPromotionCode(context: StandInContext, caller: Caller, id: string): object {
  const owned = context.state.promotionCodes.get(id);
  if (owned?.accountId !== caller.account.id || owned.object.livemode !== caller.livemode) {
    return resourceMissing('promotion code', 'promotion_code', id);
  }
  return owned.object;
}
