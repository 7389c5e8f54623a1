// The frames of Stripe's buy buttons and pricing tables, their scripts, and the sessions that a click in them opens.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bundleScript } from '../../page/bundle-script.ts';
import { sendPage, sendRedirect } from '../../page/layout.ts';
import { readBody } from '../../page/read-body.ts';
import { openLinkSession } from '../open-link-session.ts';
import { isEmail, isReference } from '../pages/link-parameters.ts';
import { messagePage } from '../pages/message-page.ts';
import type { PaymentLinkRecord } from '../payment-links.ts';
import type { StandInContext } from '../stand-in-context.ts';
import { type EmbedKind, embedPage } from './embed-page.ts';

let script: Promise<string> | undefined;

/** Answers every address below `/v3/`. */
export async function handleEmbed(
  context: StandInContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const [, kind, isScript] = /^\/v3\/(buy-button|pricing-table)(\.js)?$/.exec(url.pathname) ?? [];
  if (kind !== 'buy-button' && kind !== 'pricing-table') {
    sendPage(response, 404, messagePage('Nothing here', 'No script and no frame has this address.'));
  } else if (isScript !== undefined) {
    script ??= bundleScript(new URL('./define-element.ts', import.meta.url));
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(await script);
  } else if (request.method === 'POST') {
    open(context, kind, new URLSearchParams(await readBody(request)), request, response);
  } else {
    show(context, kind, url.searchParams, response);
  }
}

/** What is embedded: links of the account and mode that the publishable key belongs to; none where anything does not fit. */
function findLinks({ state }: StandInContext, kind: EmbedKind, attributes: URLSearchParams): PaymentLinkRecord[] {
  const id = attributes.get(`${kind}-id`) ?? '';
  const key = attributes.get('publishable-key') ?? '';
  const account = [...state.accounts.values()].find(({ publishableKeys }) => publishableKeys?.includes(key));
  return [...state.paymentLinks.values()].filter(
    ({ accountId, draft, link }) =>
      id !== '' &&
      accountId === account?.id &&
      link.active &&
      link.livemode === key.startsWith('pk_live_') &&
      id === (kind === 'buy-button' ? draft.buyButtonId : draft.pricingTableId),
  );
}

function show(context: StandInContext, kind: EmbedKind, attributes: URLSearchParams, response: ServerResponse): void {
  const links = findLinks(context, kind, attributes);
  sendPage(response, links.length === 0 ? 404 : 200, embedPage(kind, attributes, links));
}

/** Only Stripe's own documented attributes reach a session: there is none for a campaign. */
function open(
  context: StandInContext,
  kind: EmbedKind,
  form: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const link = findLinks(context, kind, form).find(({ link: { id } }) => id === form.get('link'));
  if (link === undefined) {
    sendPage(response, 404, embedPage(kind, form, []));
    return;
  }
  const reference = form.get('client-reference-id') ?? '';
  const email = form.get('customer-email') ?? '';
  const { session } = openLinkSession(context, link, {
    arrivedWith: form.toString(),
    clientReferenceId: isReference(reference) ? reference : undefined,
    customerEmail: isEmail(email) ? email : undefined,
    utm: [],
  });
  // Where the stand-in has Stripe's hosts, the payment page is on another one than the frame.
  const origin = request.headers.host === 'js.stripe.com' ? 'https://buy.stripe.com' : '';
  sendRedirect(response, `${origin}/c/pay/${session.id}`);
}
