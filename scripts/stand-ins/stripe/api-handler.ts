// Carries the API over HTTP: reads the request, plays the faults, writes Stripe's headers and JSON.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readBody } from '../page/read-body.ts';
import { isErrorAnswer, rateLimited, type StripeErrorAnswer, serverError } from './api-errors.ts';
import { type ApiRequest, answerApiRequest, renderedApiVersion } from './api-routes.ts';
import type { FaultBox, Faults } from './faults.ts';
import { randomText } from './ids.ts';
import type { StandInContext } from './stand-in-context.ts';

/** One API request as it arrived; of the key only the end, as Stripe's own log shows it. */
export interface RecordedRequest {
  method: string;
  /** With the query. */
  path: string;
  keyTail: string;
  stripeVersion: string | undefined;
  userAgent: string | undefined;
  /** Absent while unanswered, and for good where the connection was cut. */
  status?: number;
}

const maxRecordedRequests = 1000;

/** Answers everything under `/v1`; never rejects. */
export function createApiHandler(
  context: StandInContext,
  faultBox: FaultBox,
  requests: RecordedRequest[],
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const answers = createAnswerMemory();
  return async (request, response) => {
    const recorded = record(request, requests);
    const faults = faultBox.take();
    if (faults.latencyMs !== undefined) {
      await delay(faults.latencyMs);
    }
    if (breaksOff(faults, request, response)) {
      return;
    }
    const answer =
      faults.status === undefined
        ? answers.once(request, await readApiRequest(request), (asked) =>
            answerApiRequest(context, asked, (caller) => limitRate(faults, faultBox, caller.account.id)),
          )
        : serverError(faults.status);
    if (faults.loseAnswersTo === request.method) {
      request.socket.resetAndDestroy();
      return;
    }
    recorded.status = isErrorAnswer(answer) ? answer.status : 200;
    send(response, answer, context);
  };
}

/** Answers a POST whose idempotency key came before as it was answered then, as Stripe does for a day. */
function createAnswerMemory() {
  const known = new Map<string, object>();
  return {
    once(request: IncomingMessage, asked: ApiRequest, answer: (asked: ApiRequest) => object): object {
      const key = asked.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
      const place = `${asked.authorization} ${asked.path} ${key}`;
      const earlier = key === undefined ? undefined : known.get(place);
      const answered = earlier ?? answer(asked);
      if (key !== undefined && !isErrorAnswer(answered)) {
        known.set(place, answered);
      }
      return answered;
    },
  };
}

function record(request: IncomingMessage, requests: RecordedRequest[]): RecordedRequest {
  const recorded: RecordedRequest = {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    keyTail: request.headers.authorization?.slice(-4) ?? '',
    stripeVersion: headerOf(request, 'stripe-version'),
    userAgent: headerOf(request, 'user-agent'),
  };
  requests.push(recorded);
  if (requests.length > maxRecordedRequests) {
    requests.shift();
  }
  return recorded;
}

function breaksOff(faults: Faults, request: IncomingMessage, response: ServerResponse): boolean {
  if (faults.hang === true) {
    return true;
  }
  if (faults.reset === true) {
    request.socket.resetAndDestroy();
    return true;
  }
  if (faults.garbage === true) {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bad gateway');
    return true;
  }
  return false;
}

function limitRate(faults: Faults, faultBox: FaultBox, accountId: string): StripeErrorAnswer | undefined {
  const { rateLimit } = faults;
  if (rateLimit === undefined || !faultBox.exceedsRate(accountId, rateLimit.perSecond)) {
    return undefined;
  }
  return rateLimited(rateLimit.reason ?? 'endpoint-rate', rateLimit.retryAfterSeconds);
}

async function readApiRequest(request: IncomingMessage): Promise<ApiRequest> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const method = request.method ?? 'GET';
  return {
    method,
    path: url.pathname,
    search: method === 'POST' ? new URLSearchParams(await readBody(request)) : url.searchParams,
    authorization: request.headers.authorization,
    stripeVersion: headerOf(request, 'stripe-version'),
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(response: ServerResponse, answer: object, context: StandInContext): void {
  const failed = isErrorAnswer(answer);
  const requestId = `req_${randomText(14, context.randomIndex)}`;
  // The address of the log line names the account's dashboard; Stripe sends it, and it must not reach a page either.
  const body = failed
    ? { error: { ...answer.error, request_log_url: `https://dashboard.stripe.com/logs/${requestId}` } }
    : answer;
  response
    .writeHead(failed ? answer.status : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-cache, no-store',
      'request-id': requestId,
      'stripe-version': renderedApiVersion,
      ...(failed ? answer.headers : {}),
    })
    .end(JSON.stringify(body));
}
