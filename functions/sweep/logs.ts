// Every line that the sweep function logs.

import type { SweepReport } from '../delivery/sweep-report.ts';
import { toCauseFields, toStackField } from '../http/cause-fields.ts';
import type { HttpError } from '../http/http-error.ts';
import type { Log, Severity } from '../http/log.ts';

/** What is known of a request. */
export interface SweepNote {
  startedAtMs: number;
  trace: string | undefined;
}

export interface SweepLogs {
  swept(note: SweepNote, report: SweepReport): void;
  requestRefused(note: SweepNote, error: HttpError): void;
}

/** The function's log lines, written to `log`. */
export function createSweepLogs(log: Log, now: () => number): SweepLogs {
  const toFields = ({ startedAtMs, trace }: SweepNote) => ({
    route: '/sweep',
    latencyMs: Math.round(now() - startedAtMs),
    'logging.googleapis.com/trace': trace,
  });
  return {
    swept(note, { counts, failures, reasons, isComplete }) {
      const done = Object.entries(counts).filter(([, times]) => times > 0);
      log(
        toSeverity(failures),
        isComplete ? 'The sweep is done.' : 'The sweep ran out of time; the next one goes on.',
        {
          event: 'swept',
          ...toFields(note),
          ...Object.fromEntries(done),
          is_complete: isComplete,
          ...(failures.length > 0 && { failures: toText(failures) }),
          ...(reasons.length > 0 && { reasons: reasons.map(toReasonText).join(', ').slice(0, maxTextLength) }),
        },
      );
    },
    requestRefused: (note, error) =>
      log(error.status >= 500 ? 'ERROR' : 'WARNING', error.message, {
        event: error.code,
        ...toFields(note),
        ...toCauseFields(error.cause),
        ...(error.code === 'internal' && toStackField(error.cause)),
      }),
  };
}

function toSeverity(failures: SweepReport['failures']): Severity {
  return failures.length > 0 ? 'WARNING' : 'INFO';
}

/** Short enough for a line, whatever is out of order. */
function toText(failures: SweepReport['failures']): string {
  return failures
    .map(({ propertyId, reason, times }) => `${propertyId} ${reason} ×${times}`)
    .join(', ')
    .slice(0, maxTextLength);
}

function toReasonText({ outcome, propertyId, destinationId, reason, times }: SweepReport['reasons'][number]): string {
  return `${outcome} ${destinationId ?? propertyId} ${reason} ×${times}`;
}

const maxTextLength = 1_000;
