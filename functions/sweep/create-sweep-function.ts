// Puts the sweep function together: one bounded run per request, for a scheduler that asks every minute.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SweepWish } from '../delivery/run-sweep.ts';
import type { SweepReport } from '../delivery/sweep-report.ts';
import { checkHeaders } from '../http/check-headers.ts';
import { isBodyRefused } from '../http/guard-bodies.ts';
import { HttpError } from '../http/http-error.ts';
import { type Log, toTrace } from '../http/log.ts';
import { pathBelow } from '../http/path-below.ts';
import { sendData, sendError } from '../http/send-answer.ts';
import { sweepPath } from '../http/sweep-path.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { createSweepLogs, type SweepNote } from './logs.ts';

/**
 * Who may ask. `platform`: it lets in only whom it knows, before a request comes here. `token`: whoever brings it as bearer.
 * `nobody`: there is no such address.
 */
export type SweepGuard = { kind: 'platform' } | { kind: 'token'; token: string } | { kind: 'nobody' };

export interface SweepFunctionOptions {
  /** One run. */
  sweep: (wish: Pick<SweepWish, 'maxMs' | 'maxEntries'>) => Promise<SweepReport>;
  guard: SweepGuard;
  basePath: string;
  projectId: string | undefined;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface SweepFunction {
  /** Answers one request, whatever happens; never throws or rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Logs a request that the server refused because it could not be read. */
  noteRefused(error: HttpError): void;
}

/** Cloud Functions end a request after 60 seconds unless told otherwise, and the next run comes after as many. */
export const sweepMaxMs = 50_000;
/** More than a run can send. */
export const sweepMaxEntries = 10_000;

/** The function; a request's body is not read. */
export function createSweepFunction(options: SweepFunctionOptions): SweepFunction {
  const { sweep, guard, basePath, projectId, log, now } = options;
  const logs = createSweepLogs(log, now);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const note: SweepNote = { startedAtMs: now(), trace: toTrace(request.headers['x-cloud-trace-context'], projectId) };
    const path = pathBelow(basePath, request.url ?? '/') ?? '';
    try {
      sendData(
        response,
        path === '/health' ? answerHealth(request) : await answerSweep(request, path, note),
        undefined,
      );
    } catch (error) {
      const refusal = toHttpError(error);
      logs.requestRefused(note, refusal);
      sendError(response, refusal, path === '/health' ? 'GET, HEAD' : 'POST');
    }
  }

  async function answerSweep(request: IncomingMessage, path: string, note: SweepNote): Promise<string> {
    if (isBodyRefused(request)) throw new HttpError('body_too_large');
    checkHeaders(request);
    if (path !== sweepPath || guard.kind === 'nobody') throw new HttpError('not_found');
    if (request.method !== 'POST') throw new HttpError('method_not_allowed');
    if (guard.kind === 'token' && !isBearer(request.headers.authorization, guard.token)) {
      throw new HttpError('unauthorized');
    }
    const report = await sweep({ maxMs: sweepMaxMs, maxEntries: sweepMaxEntries });
    logs.swept(note, report);
    return JSON.stringify(report);
  }

  return {
    handle,
    noteRefused: (error) => logs.requestRefused({ startedAtMs: now(), trace: undefined }, error),
  };
}

function answerHealth({ method }: IncomingMessage): string {
  if (method !== 'GET' && method !== 'HEAD') throw new HttpError('method_not_allowed');
  return '{"status":"ok"}';
}

/** Hashed first, so that neither length nor content show in the time that it takes. */
function isBearer(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(toDigest(given), toDigest(token));
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = error instanceof StoreUnavailableError ? 'store_unavailable' : 'internal';
  return new HttpError(code, { cause: error });
}
