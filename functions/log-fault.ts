// The log line of a function that cannot be loaded.
import type { Log } from './http/log.ts';
import { redact } from './rules/redact.ts';
import { SettingsError } from './settings.ts';

/** Writes why, with a stack where nobody foresaw it. */
export function logFault(log: Log, event: 'start_failed' | 'internal', error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(typeof error);
  const isForeseen = error instanceof SettingsError;
  log('ERROR', `The function cannot start: ${redact(message)}`, {
    event,
    ...(!isForeseen && stack !== undefined && { stack_trace: redact(stack).slice(0, 4_000) }),
  });
}
