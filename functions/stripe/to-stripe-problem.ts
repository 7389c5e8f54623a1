// Turns whatever the SDK threw into one of our three kinds of problem.
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from './errors.ts';

/** What a request to Stripe can come to, other than an answer. */
export type StripeProblem = StripeKeyRejectedError | UnknownSessionError | StripeUnavailableError;

/** The parts of the SDK's errors that are read here; read by shape so that the SDK need not be loaded for it. */
interface SdkError {
  type?: unknown;
  statusCode?: unknown;
  code?: unknown;
  message?: unknown;
  headers?: Record<string, string | undefined>;
  detail?: unknown;
}

/** The problem behind `error`; `nowMs` turns a Retry-After date into a wait. */
export function toStripeProblem(error: unknown, nowMs: number): StripeProblem {
  if (isStripeProblem(error)) return error;
  const { type, statusCode, code, message, headers, detail } = readSdkError(error);
  if (statusCode === 401) return new StripeKeyRejectedError();
  if (statusCode === 403) return new StripeKeyRejectedError(findPermission(message) ?? 'unknown');
  if (statusCode === 404) return new UnknownSessionError();
  if (statusCode === 429) return new StripeUnavailableError('rate_limited', parseRetryAfter(headers, nowMs));
  if (type === 'StripeConnectionError') return new StripeUnavailableError(isTimeout(detail) ? 'timeout' : 'connection');
  if (typeof statusCode === 'number' && statusCode >= 500) return new StripeUnavailableError('server_error');
  if (code === 'resource_missing') return new UnknownSessionError();
  // Without a status it is the SDK itself that stumbled over what it received.
  return new StripeUnavailableError(statusCode === undefined ? 'malformed_answer' : 'refused_request');
}

function isStripeProblem(error: unknown): error is StripeProblem {
  return (
    error instanceof StripeKeyRejectedError ||
    error instanceof UnknownSessionError ||
    error instanceof StripeUnavailableError
  );
}

function readSdkError(error: unknown): SdkError {
  return typeof error === 'object' && error !== null ? error : {};
}

function isTimeout(detail: unknown): boolean {
  return typeof detail === 'object' && detail !== null && 'code' in detail && detail.code === 'ETIMEDOUT';
}

function findPermission(message: unknown): string | undefined {
  return typeof message === 'string' ? /'(rak_[a-z_]+)'/.exec(message)?.[1] : undefined;
}

function parseRetryAfter(headers: SdkError['headers'], nowMs: number): number | undefined {
  const value = headers?.['retry-after'];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : undefined;
}
