// Days as roll-ups name them: `YYYY-MM-DD`, from midnight to midnight UTC.

/** How long a day is. UTC has no summer time. */
export const dayMs = 86_400_000;

/** The day that a moment lies in. */
export function toDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** The moment at which a day begins, `undefined` where the text is no day. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const startMs = Date.parse(`${text}T00:00:00Z`);
  // Of a 30th of February some engines make the 2nd of March.
  return Number.isNaN(startMs) || toDay(startMs) !== text ? undefined : startMs;
}

/** The moment at which a day begins. Throws a RangeError where the text is no day. */
export function dayStartMs(day: string): number {
  const startMs = parseDay(day);
  if (startMs === undefined) throw new RangeError('A day is written YYYY-MM-DD.');
  return startMs;
}

/** The day so many days later, or earlier where `days` is below 0. */
export function addDays(day: string, days: number): string {
  return toDay(dayStartMs(day) + days * dayMs);
}

/** The days from one to another, both included; none where the second lies before the first. */
export function listDays(fromDay: string, untilDay: string): string[] {
  const count = Math.round((dayStartMs(untilDay) - dayStartMs(fromDay)) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(fromDay, index));
}
