// Reads since when something is wanted: a day, a moment, or how long ago.
import { InvalidArgumentError } from 'commander';
import type { CliContext } from '../cli-context.ts';

/** How long Stripe remembers its events (https://docs.stripe.com/api/events/list). */
export const stripeDays = 30;

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60 };

/** Whole seconds since 1970 of `2026-11-01` (midnight in UTC), `2026-11-01T08:00Z`, `3d`, `12h` or `30m`. */
export function parseSince(text: string, nowMs: number): number {
  const [, count, unit = ''] = /^(\d{1,5})([dhm])$/.exec(text.trim()) ?? [];
  if (count !== undefined) return Math.floor(nowMs / 1000) - Number(count) * (unitSeconds[unit] ?? 0);
  // A date alone is UTC; a time without a zone would be this machine's.
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text.trim());
  const atMs = isDate ? Date.parse(text.trim()) : Number.NaN;
  if (Number.isNaN(atMs)) {
    throw new InvalidArgumentError(
      'Write a day such as 2026-11-01, a moment such as 2026-11-01T08:00Z, or 3d, 12h or 30m ago.',
    );
  }
  if (atMs > nowMs) throw new InvalidArgumentError('This moment is still to come.');
  return Math.floor(atMs / 1000);
}

/** Says so where the moment lies further back than Stripe remembers, so that less is asked for than was wished. */
export function noteStripeMemory({ messages, now }: Pick<CliContext, 'messages' | 'now'>, sinceSeconds: number): void {
  if (sinceSeconds >= Math.floor(now() / 1000) - stripeDays * 86_400) return;
  messages.write(`Stripe knows the events of the last ${stripeDays} days, so this begins there.\n`);
}
