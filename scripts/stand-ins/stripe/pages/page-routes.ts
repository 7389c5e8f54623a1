// The pages a buyer and a merchant see, by address.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Page, sendPage, sendRedirect } from '../../page/layout.ts';
import { readBody } from '../../page/read-body.ts';
import { openLinkSession } from '../open-link-session.ts';
import type { PaymentLinkRecord } from '../payment-links.ts';
import type { PaymentWay } from '../session-draft.ts';
import { SessionStepError } from '../session-step-error.ts';
import {
  completeSession,
  expireSession,
  expireWhenDue,
  failSession,
  repriceSession,
  settleSession,
} from '../sessions.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { SessionRecord } from '../state.ts';
import { dashboardPage } from './dashboard-page.ts';
import { isEmail, readLinkParameters } from './link-parameters.ts';
import { closedPage, confirmationPage, leftPage, messagePage } from './message-page.ts';
import type { Outcome } from './outcome.ts';
import { type PayForm, payPage } from './pay-page.ts';
import { showPayments, takePaymentStep } from './payment-page-steps.ts';
import { findLink, findReturnUrl, findShop, withWayToShop } from './way-to-shop.ts';

/** Filled in beforehand, so that a first purchase is one click; Stripe's own page comes empty. */
const exampleBuyer: PayForm = { email: 'ada@example.com', name: 'Ada Byron' };

/** Answers every address that is not the API. */
export async function handlePage(
  context: StandInContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const outcome =
    request.method === 'POST'
      ? post(context, url.pathname, new URLSearchParams(await readBody(request)))
      : get(context, url);
  if ('location' in outcome) {
    sendRedirect(response, outcome.location);
  } else {
    sendPage(response, outcome.status, withWayToShop(context, outcome.page));
  }
}

function get(context: StandInContext, url: URL): Outcome {
  if (url.pathname === '/' || url.pathname === '/dashboard') {
    return { status: 200, page: showDashboard(context) };
  }
  if (url.pathname === '/payments') {
    return showPayments(context);
  }
  const link = context.state.paymentLinks.get(url.pathname.slice(1));
  if (link !== undefined) {
    return openLink(context, link, url.searchParams);
  }
  const record = findByPath(context, url.pathname);
  if (record === undefined) {
    return unknownPage();
  }
  return record.session.status === 'open'
    ? { status: 200, page: payPage(record, { ...exampleBuyer, email: record.prefilledEmail ?? exampleBuyer.email }) }
    : { status: 200, page: closedPage(record) };
}

function showDashboard(context: StandInContext, error?: string): Page {
  const returnUrlOf = (record: SessionRecord) =>
    record.session.status === 'complete' ? findReturnUrl(context, record) : undefined;
  return dashboardPage({ records: newestSessions(context), returnUrlOf, ...(error === undefined ? {} : { error }) });
}

function newestSessions(context: StandInContext): SessionRecord[] {
  const newest = [...context.state.sessions.values()].slice(-50).reverse();
  for (const record of newest) {
    expireWhenDue(context, record);
  }
  return newest;
}

function findByPath(context: StandInContext, pathname: string): SessionRecord | undefined {
  const record = context.state.sessions.get(/^\/c\/pay\/([^/]+)$/.exec(pathname)?.[1] ?? '');
  if (record !== undefined) {
    expireWhenDue(context, record);
  }
  return record;
}

function unknownPage(): Outcome {
  return { status: 404, page: messagePage('Nothing here', 'No payment link and no session has this address.') };
}

function openLink(context: StandInContext, record: PaymentLinkRecord, search: URLSearchParams): Outcome {
  if (!record.link.active) {
    return { status: 200, page: messagePage('This link is no longer active', record.link.inactive_message ?? '') };
  }
  const { session } = openLinkSession(context, record, {
    arrivedWith: search.toString(),
    ...readLinkParameters(search),
  });
  return { location: `/c/pay/${session.id}` };
}

function post(context: StandInContext, pathname: string, form: URLSearchParams): Outcome {
  const [, paymentId, paymentStep = ''] = /^\/payments\/([^/]+)\/([a-z-]+)$/.exec(pathname) ?? [];
  if (paymentId !== undefined) {
    return takePaymentStep(context, paymentId, paymentStep) ?? unknownPage();
  }
  const [, sessionId = '', step = ''] = /^\/dashboard\/([^/]+)\/([a-z]+)$/.exec(pathname) ?? [];
  if (sessionId !== '') {
    return takeStep(context, sessionId, step);
  }
  const record = findByPath(context, pathname);
  if (record === undefined) {
    return unknownPage();
  }
  if (record.session.status !== 'open') {
    return { status: 409, page: closedPage(record) };
  }
  return form.get('way') === 'leave' ? leave(record) : pay(context, record, form);
}

const dashboardSteps: Record<string, (context: StandInContext, id: string) => SessionRecord> = {
  settle: settleSession,
  fail: failSession,
  expire: expireSession,
};

function takeStep(context: StandInContext, sessionId: string, step: string): Outcome {
  try {
    const act = dashboardSteps[step];
    if (act === undefined) {
      return unknownPage();
    }
    act(context, sessionId);
    return { location: '/dashboard' };
  } catch (error) {
    if (error instanceof SessionStepError) {
      return { status: 409, page: showDashboard(context, error.message) };
    }
    throw error;
  }
}

function leave({ session }: SessionRecord): Outcome {
  if (session.cancel_url !== null) {
    return { location: session.cancel_url };
  }
  const text =
    'Nothing was paid. The session stays open for 24 hours, then it expires; shops call this an abandoned checkout.';
  return {
    status: 200,
    page: messagePage('You left the payment page', text, { href: `/c/pay/${session.id}`, text: 'Go back and pay' }),
  };
}

const paymentWays: readonly string[] = ['card', 'bank_debit', 'nothing_due'] satisfies PaymentWay[];

function isPaymentWay(text: string): text is PaymentWay {
  return paymentWays.includes(text);
}

function pay(context: StandInContext, record: SessionRecord, form: URLSearchParams): Outcome {
  const entered: PayForm = { email: form.get('email')?.trim() ?? '', name: form.get('name')?.trim() ?? '' };
  const quantity = Number(form.get('quantity') ?? 1);
  const way = form.get('way') ?? '';
  const error = mistakeIn(entered, quantity, way);
  if (error !== undefined) {
    return { status: 400, page: payPage(record, { ...entered, error }) };
  }
  try {
    repriceSession(context, record.session.id, quantity);
    completeSession(context, record.session.id, isPaymentWay(way) ? way : 'card', entered);
  } catch (thrown) {
    if (thrown instanceof SessionStepError) {
      return { status: 409, page: payPage(record, { ...entered, error: thrown.message }) };
    }
    throw thrown;
  }
  return form.get('afterwards') === 'close' ? closeTab(context, record) : afterPayment(context, record);
}

/** No page can close its own tab, so this one only says that the buyer is gone. */
function closeTab(context: StandInContext, record: SessionRecord): Outcome {
  return { status: 200, page: leftPage(wayOn(context, findReturnUrl(context, record))) };
}

/** For pages from which no redirect leads on. */
function wayOn(context: StandInContext, returnUrl?: string): { href: string; text: string } | undefined {
  const shop = returnUrl === undefined ? findShop(context) : new URL(returnUrl).origin;
  return shop === undefined ? undefined : { href: shop, text: 'Open the shop again' };
}

function mistakeIn(form: PayForm, quantity: number, way: string): string | undefined {
  if (!isEmail(form.email)) {
    return 'Enter an e-mail address, such as jenny@example.com.';
  }
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 99) {
    return 'Enter a quantity from 1 to 99.';
  }
  return isPaymentWay(way) ? undefined : 'Choose how to pay.';
}

function afterPayment(context: StandInContext, record: SessionRecord): Outcome {
  const location = findReturnUrl(context, record);
  if (location !== undefined) {
    return { location };
  }
  const confirmation = findLink(context, record)?.after_completion.hosted_confirmation;
  return {
    status: 200,
    page: confirmationPage(confirmation?.custom_message ?? 'Your payment was received.', wayOn(context)),
  };
}
