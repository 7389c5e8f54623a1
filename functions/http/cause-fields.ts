// What a log line says of the error underneath, without personal data and secrets.
import { redact } from '../rules/redact.ts';
import type { LogFields } from './log.ts';

/** Name and words of `cause` and of what caused it in turn; nothing where it is `undefined`. */
export function toCauseFields(cause: unknown): LogFields {
  if (cause === undefined) return {};
  if (!(cause instanceof Error)) return { cause: typeof cause };
  // The store keeps the database's own error there, without which nobody could mend it.
  const root = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return { cause: cause.name, detail: redact(`${cause.message}${root}`).slice(0, 1_000) };
}

/** Where a fault that nobody foresaw came from, in the field that Error Reporting groups by. */
export function toStackField(cause: unknown): LogFields {
  return cause instanceof Error ? { stack_trace: redact(cause.stack ?? '').slice(0, 4_000) } : {};
}
