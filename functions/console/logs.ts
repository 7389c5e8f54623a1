// Every line that the console function logs.
import { toCauseFields, toStackField } from '../http/cause-fields.ts';
import type { HttpError } from '../http/http-error.ts';
import type { Log } from '../http/log.ts';
import { redact } from '../rules/redact.ts';
import type { SignInError } from './access/sign-in-error.ts';
import type { Refusal } from './refusal.ts';

export interface ConsoleLogs {
  /** What no page could be made of; what visitors do wrong themselves is not logged. */
  refused(refusal: Refusal): void;
  unreadable(error: HttpError): void;
  signedIn(userId: string): void;
  /** Names nobody: an address that may not sign in is personal as well. */
  signInFailed(error: SignInError): void;
  /** A record of the console that cannot be read, by its id and why. */
  damaged(id: string, error: Error): void;
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
    signedIn: (userId) => log('INFO', 'Somebody signed in to the console.', { event: 'signed_in', user_id: userId }),
    signInFailed({ code, status, cause }) {
      const severity = status >= 500 ? 'WARNING' : 'INFO';
      log(severity, 'A sign-in to the console failed.', { event: `sign_in_${code}`, ...toCauseFields(cause) });
    },
    damaged: (id, error) =>
      log('ERROR', 'A record of the console cannot be read and was left out.', {
        event: 'damaged_record',
        record: redact(id),
        ...toCauseFields(error),
      }),
    unreadable: ({ code, message }) => log('INFO', message, { event: code, route: '/console' }),
  };
}
