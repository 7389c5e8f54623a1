// Every line that the public function logs, each a named function, so that the routes read as prose.
import { toCauseFields, toStackField } from '../http/cause-fields.ts';
import type { HttpError } from '../http/http-error.ts';
import type { Log, LogFields, Severity } from '../http/log.ts';
import { redact, shortSessionId } from '../rules/redact.ts';
import { StripeKeyRejectedError, StripeUnavailableError } from '../stripe/errors.ts';

/** What is known of a request; filled in as it is understood. */
export interface RequestNote {
  route: string;
  startedAtMs: number;
  trace: string | undefined;
  propertyId?: string;
  sessionId?: string;
}

export interface PublicLogs {
  /** An answer for which Stripe or the store was asked; those from memory are not worth a line each. */
  lookupAnswered(note: RequestNote): void;
  /** A server container got the event to run with in the page's place. */
  eventHanded(note: RequestNote): void;
  reportTaken(note: RequestNote, outcome: 'settled' | 'not_believed'): void;
  clickTaken(note: RequestNote, outcome: 'created' | 'exists'): void;
  /** A lookup was answered without the click record that it asked for. */
  clickUnread(propertyId: string, error: unknown): void;
  requestFailed(note: RequestNote, error: HttpError): void;
  unknownStripeValue(propertyId: string, field: string, value: string): void;
  stripePermissionLost(propertyId: string, permission: string): void;
  /** Sums of refusals wait for the next write. */
  tallyUnwritten(propertyId: string, error: unknown): void;
}

/** Faults of the set-up, which somebody has to mend; other refusals are daily life. */
const setUpFaults = new Set(['placeholder_session_id', 'host_not_allowed', 'mode_mismatch', 'unknown_property']);

/** The function's log lines, written to `log`. */
export function createPublicLogs(log: Log, now: () => number): PublicLogs {
  const write = (severity: Severity, message: string, event: string, note: RequestNote, more: LogFields = {}): void => {
    log(severity, message, {
      event,
      route: note.route,
      property_id: note.propertyId,
      session: note.sessionId === undefined ? undefined : shortSessionId(note.sessionId),
      latencyMs: Math.round(now() - note.startedAtMs),
      'logging.googleapis.com/trace': note.trace,
      ...more,
    });
  };
  return {
    lookupAnswered: (note) => write('INFO', 'The session was answered.', 'lookup_answered', note),
    eventHanded: (note) => write('INFO', 'The server container got the event to run with.', 'event_handed', note),
    reportTaken: (note, outcome) =>
      outcome === 'settled'
        ? write('INFO', 'The event was reported.', 'report_settled', note)
        : write('INFO', 'A report came from a page that never held the event.', 'report_not_believed', note),
    clickTaken: (note, outcome) =>
      outcome === 'created'
        ? write('INFO', 'The click was taken down.', 'click_taken', note)
        : write('INFO', 'The click was told a second time.', 'click_repeated', note),
    clickUnread: (propertyId, error) =>
      log('WARNING', 'A click record could not be read, so the answer goes without its campaign.', {
        event: 'click_unread',
        property_id: propertyId,
        ...toFaultFields(error),
      }),
    requestFailed: (note, error) =>
      write(toSeverity(error), error.message, error.code, note, {
        ...toFaultFields(error.cause),
        ...(error.code === 'internal' && toStackField(error.cause)),
      }),
    unknownStripeValue: (propertyId, field, value) =>
      log('WARNING', 'Stripe sent a value that its pinned API version does not have.', {
        event: 'unknown_stripe_value',
        property_id: propertyId,
        field,
        value: redact(value).slice(0, 60),
      }),
    stripePermissionLost: (propertyId, permission) =>
      log('WARNING', 'The Stripe key lost a right that it had, so the answer goes without. Grant it again.', {
        event: 'stripe_permission_lost',
        property_id: propertyId,
        missing_permission: permission,
      }),
    tallyUnwritten: (propertyId, error) =>
      log('WARNING', 'What was counted could not be written down; it is tried again.', {
        event: 'tally_unwritten',
        property_id: propertyId,
        ...toFaultFields(error),
      }),
  };
}

function toSeverity({ status, code }: HttpError): Severity {
  if (status >= 500) return 'ERROR';
  return setUpFaults.has(code) ? 'WARNING' : 'INFO';
}

/** Of Stripe's refusals only what names no key. */
function toFaultFields(cause: unknown): LogFields {
  if (cause instanceof StripeKeyRejectedError) return { cause: cause.name, missing_permission: cause.permission };
  if (cause instanceof StripeUnavailableError) return { cause: cause.name, reason: cause.reason };
  return toCauseFields(cause);
}
