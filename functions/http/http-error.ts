// The one error that a route throws to be answered with: a stable code, and how long to wait where waiting helps.
import { type ErrorAnswer, type ErrorCode, errorDefinitions } from '../contract/errors.ts';

export interface HttpErrorDetails {
  /** Rounded up to whole seconds on the wire. */
  retryAfterMs?: number | undefined;
  /** What went wrong underneath, for the log. */
  cause?: unknown;
  /** One more sentence for the answer; it never holds a value that the caller sent. */
  detail?: string;
}

/** Carries `code` from where a request fails to where it is answered. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, { retryAfterMs, cause, detail }: HttpErrorDetails = {}) {
    const { status, message } = errorDefinitions[code];
    super(detail === undefined ? message : `${message} ${detail}`, { cause });
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}

/** The wire shape of `error`. */
export function toErrorAnswer({ code, message, retryAfterSeconds }: HttpError): ErrorAnswer {
  return { error: { code, message, ...(retryAfterSeconds !== undefined && { retry_after: retryAfterSeconds }) } };
}
