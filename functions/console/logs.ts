// Every line that the console function logs.
import { toCauseFields, toStackField } from '../http/cause-fields.ts';
import type { HttpError } from '../http/http-error.ts';
import type { Log } from '../http/log.ts';
import type { Refusal } from './refusal.ts';

export interface ConsoleLogs {
  /** What no page could be made of; what visitors do wrong themselves is not logged. */
  refused(refusal: Refusal): void;
  unreadable(error: HttpError): void;
}

/** The function's log lines, written to `log`. */
export function createConsoleLogs(log: Log): ConsoleLogs {
  return {
    refused({ code, status, cause }) {
      if (status < 500) return;
      log(code === 'internal' ? 'ERROR' : 'WARNING', 'A page of the console could not be answered.', {
        event: code,
        ...toCauseFields(cause),
        ...(code === 'internal' && toStackField(cause)),
      });
    },
    unreadable: ({ code, message }) => log('INFO', message, { event: code, route: '/console' }),
  };
}
