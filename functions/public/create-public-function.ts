// Puts the public function together: lookup, reports, clicks, loader and health, from one request handler.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkHeaders } from '../http/check-headers.ts';
import { isBodyRefused } from '../http/guard-bodies.ts';
import { HttpError } from '../http/http-error.ts';
import { type Log, toTrace } from '../http/log.ts';
import { pathBelow } from '../http/path-below.ts';
import { sendError, sendPreflight } from '../http/send-answer.ts';
import type { StripeTurns } from '../http/stripe-turns.ts';
import { createPropertyCache } from '../properties/property-cache.ts';
import type { Settings } from '../settings.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { createSessionReader, type SessionReader } from '../stripe/create-session-reader.ts';
import type { RetryClock } from '../stripe/with-retries.ts';
import { createLoaderFile } from './loader-file.ts';
import { createPublicLogs, type PublicLogs, type RequestNote } from './logs.ts';
import type { LookupContext } from './lookup-context.ts';
import { createRefusalCounter } from './refusal-counter.ts';
import { createRequestLimits } from './request-limits.ts';
import { createRoutes, type Route } from './routes.ts';
import { createSessionMemory } from './session-memory.ts';
import { createSessionSource } from './session-source.ts';

export interface PublicFunctionOptions {
  settings: Settings;
  /** Closed by whoever opened it. */
  store: Store;
  log: Log;
  clock: RetryClock;
  /** The longest that a lookup may take; a page is better served by an error than by silence. */
  lookupBudgetMs?: number;
  /** The longest that one request to Stripe may take. */
  stripeRequestTimeoutMs?: number;
  /** The line for turns at Stripe that this process has; one of its own without it. */
  stripeTurns?: StripeTurns | undefined;
  /** Reads sessions in place of the function's own reader; closed by it. */
  reader?: SessionReader;
  /** Random; tells apart what instances count. */
  newInstanceId?: () => string;
}

export interface PublicFunction {
  /** Answers one request, at once or later, whatever happens; never throws or rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined;
  /** Logs a request that the server refused because it could not be read. */
  noteRefused(error: HttpError): void;
  /** Writes down what was counted in a burst; to be called now and then. Never rejects. */
  flush(): Promise<void>;
  /** Writes it down, too; to be called when nothing runs any more. */
  close(): Promise<void>;
}

const defaultLookupBudgetMs = 4_700;

/** The function; it opens no connection before the first request needs one. */
export function createPublicFunction(options: PublicFunctionOptions): PublicFunction {
  const { settings, log, clock, stripeRequestTimeoutMs } = options;
  const { newInstanceId = () => randomBytes(8).toString('hex') } = options;
  const logs = createPublicLogs(log, clock.now);
  const reader =
    options.reader ??
    createSessionReader({
      apiBase: settings.stripeApiBase,
      clock,
      ...(stripeRequestTimeoutMs !== undefined && { requestTimeoutMs: stripeRequestTimeoutMs }),
    });
  const memory = createSessionMemory(clock.now);
  const { stripeTurns } = options;
  const limits = createRequestLimits({ limits: settings.limits, stripeTurns, now: clock.now, sleep: clock.sleep });
  const lookup: LookupContext = {
    store: options.store,
    properties: createPropertyCache({ store: options.store, keyRing: settings.keyRing, now: clock.now }),
    memory,
    sessions: createSessionSource({ store: options.store, memory, reader, limits, now: clock.now }),
    limits,
    now: clock.now,
    trustedHops: settings.trustedHops,
    budgetMs: options.lookupBudgetMs ?? defaultLookupBudgetMs,
    onUnknownValue: logs.unknownStripeValue,
    onLostPermission: logs.stripePermissionLost,
    onUnreadClick: logs.clickUnread,
  };
  const refusals = createRefusalCounter({
    ...{ store: options.store, now: clock.now, newInstanceId, onFailure: logs.tallyUnwritten },
    properties: lookup.properties,
  });
  const routes = createRoutes({ lookup, loader: createLoaderFile(settings.assets), logs });

  function handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined {
    const path = pathBelow(settings.basePath, request.url ?? '/');
    const route = path === undefined ? undefined : routes.get(path);
    const note: RequestNote = {
      route: route === undefined ? 'none' : (path ?? 'none'),
      startedAtMs: clock.now(),
      trace: toTrace(request.headers['x-cloud-trace-context'], settings.projectId),
    };
    const onError = (error: unknown): Promise<void> | undefined => {
      const refusal = toHttpError(error);
      const counting = refusals.count({ propertyId: note.propertyId, url: request.url ?? '' }, refusal);
      const send = (): undefined => fail(logs, response, note, refusal, route);
      return counting === undefined ? send() : counting.then(send);
    };
    try {
      return answer(route, request, response, note)?.catch(onError);
    } catch (error) {
      return onError(error);
    }
  }

  function noteRefused(error: HttpError): void {
    logs.requestFailed({ route: 'none', startedAtMs: clock.now(), trace: undefined }, error);
  }

  return {
    handle,
    noteRefused,
    flush: refusals.flush,
    async close() {
      await refusals.flush();
      reader.close();
    },
  };
}

function answer(
  route: Route | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  note: RequestNote,
): Promise<void> | undefined {
  if (isBodyRefused(request)) throw new HttpError('body_too_large');
  checkHeaders(request);
  if (route === undefined) throw new HttpError('not_found');
  if (request.method === 'OPTIONS') {
    sendPreflight(response, route.allow);
    return undefined;
  }
  const handler = route.methods[request.method ?? ''];
  if (handler === undefined) throw new HttpError('method_not_allowed');
  return handler(request, response, note);
}

function fail(
  logs: PublicLogs,
  response: ServerResponse,
  note: RequestNote,
  error: HttpError,
  route: Route | undefined,
): undefined {
  sendError(response, error, error.code === 'method_not_allowed' ? route?.allow : undefined);
  logs.requestFailed(note, error);
  return undefined;
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = error instanceof StoreUnavailableError ? 'store_unavailable' : 'internal';
  return new HttpError(code, { cause: error });
}
