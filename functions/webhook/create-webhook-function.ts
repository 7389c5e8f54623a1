// Puts the webhook function together: Stripe's events are verified, recorded and only then answered; nothing else is done.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkHeaders } from '../http/check-headers.ts';
import { HttpError } from '../http/http-error.ts';
import { type Log, toTrace } from '../http/log.ts';
import { pathBelow } from '../http/path-below.ts';
import { sendData, sendError } from '../http/send-answer.ts';
import { createTokenBuckets } from '../http/token-buckets.ts';
import { findWebhookProperty, webhookPathPrefix } from '../http/webhook-path.ts';
import { createPropertyCache } from '../properties/property-cache.ts';
import type { Settings } from '../settings.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { createTally } from '../tally/create-tally.ts';
import { createWebhookLogs, type EventNote } from './logs.ts';
import { type EventOutcome, takeEvent, type WebhookContext } from './take-event.ts';

export interface WebhookFunctionOptions {
  settings: Pick<Settings, 'keyRing' | 'basePath' | 'projectId' | 'trustedHops' | 'limits'>;
  /** Closed by whoever opened it. */
  store: Store;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Random; tells apart what instances count. */
  newInstanceId: () => string;
}

export interface WebhookFunction {
  /** Answers one request, whatever happens; never throws or rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Logs a request that the server refused because it could not be read. */
  noteRefused(error: HttpError): void;
  /** Writes down what was counted in a burst; to be called now and then, and when nothing runs any more. Never rejects. */
  flush(): Promise<void>;
}

const maxAddresses = 10_000;

/** So many counts are each written at once, more than one payment brings, and from then on two a second: one writes what others left. */
const countsAtOnce = { perSecond: 2, burst: 20, maxKeys: 1 };

/** The function; it asks the store at the first request, and Stripe never. */
export function createWebhookFunction(options: WebhookFunctionOptions): WebhookFunction {
  const { settings, store, log, now, newInstanceId } = options;
  const { keyRing, basePath, projectId, trustedHops, limits } = settings;
  const logs = createWebhookLogs(log, now);
  const turns = createTokenBuckets({ ...countsAtOnce, now });
  const tally = createTally({
    ...{ store, now, newInstanceId, onFailure: logs.tallyUnwritten },
    takeTurn: () => turns.take('') === 0,
  });
  const context: WebhookContext = {
    ...{ store, logs, now, trustedHops },
    properties: createPropertyCache({ store, keyRing, now }),
    strangers: createTokenBuckets({
      perSecond: limits.addressPerSecond,
      burst: limits.addressBurst,
      maxKeys: maxAddresses,
      now,
    }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const trace = toTrace(request.headers['x-cloud-trace-context'], projectId);
    const note: EventNote = { startedAtMs: now(), trace };
    const path = pathBelow(basePath, request.url ?? '/') ?? '';
    try {
      const json = path === '/health' ? answerHealth(request) : toJson(await answerEvent(request, path, note));
      sendData(response, json, undefined);
    } catch (error) {
      const refusal = toHttpError(error);
      await countWord(note, refusal.code);
      logs.requestRefused(note, refusal, findWebhookProperty(path));
      sendError(response, refusal, refusal.code === 'method_not_allowed' ? allowed(path) : undefined);
    }
  }

  async function answerEvent(request: IncomingMessage, path: string, note: EventNote): Promise<EventOutcome> {
    checkHeaders(request);
    if (!path.startsWith(webhookPathPrefix)) throw new HttpError('not_found');
    if (request.method !== 'POST') throw new HttpError('method_not_allowed');
    const outcome = await takeEvent(context, request, findWebhookProperty(path), note);
    if (outcome.kind === 'ignored') logs.eventIgnored(note, outcome.reason);
    else logs.eventRecorded(note, outcome.kind);
    await countWord(note, toWord(outcome));
    return outcome;
  }

  /** Before the answer, because an instance may be frozen after it. */
  async function countWord({ propertyId }: EventNote, word: string): Promise<void> {
    if (propertyId !== undefined) await tally.count(propertyId, word);
  }

  return {
    handle,
    noteRefused: (error) => logs.requestRefused({ startedAtMs: now(), trace: undefined }, error, undefined),
    flush: () => tally.flush(),
  };
}

function answerHealth({ method }: IncomingMessage): string {
  if (method !== 'GET' && method !== 'HEAD') throw new HttpError('method_not_allowed');
  return '{"status":"ok"}';
}

function allowed(path: string): string {
  return path === '/health' ? 'GET, HEAD' : 'POST';
}

function toWord(outcome: EventOutcome): string {
  if (outcome.kind === 'ignored') return outcome.reason;
  return outcome.kind === 'recorded' ? 'accepted' : 'repeated';
}

/** What Stripe's dashboard shows of the answer. */
function toJson(outcome: EventOutcome): string {
  return JSON.stringify({ received: true, ...(outcome.kind === 'ignored' && { ignored: outcome.reason }) });
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = error instanceof StoreUnavailableError ? 'store_unavailable' : 'internal';
  return new HttpError(code, { cause: error });
}
