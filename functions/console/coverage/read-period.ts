// Reads from a page's address which mode and which days it is to show.
import { countDays } from '../../rules/coverage-sum.ts';
import { addDays, parseDay, toDay } from '../../rules/day.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';

/** A mode and days, both ends included. */
export interface Period {
  mode: StripeMode;
  fromDay: string;
  untilDay: string;
}

/** With what is wrong about what was asked for, by field; the period is then one that can be shown. */
export interface ReadPeriod {
  period: Period;
  /** The day that is not over. */
  today: string;
  faults: { from?: string; until?: string };
}

/** The longest period: a year and a month, so that a month can be compared with the same of the year before. */
const maxDays = 400;
const defaultDays = 28;

/** The period that the query names; without one, the last four weeks of the mode that the property has a key of, live first. */
export function readPeriod(query: URLSearchParams, property: Pick<Property, 'stripeKeys'>, nowMs: number): ReadPeriod {
  const today = toDay(nowMs);
  const [from, until] = [query.get('from') ?? '', query.get('until') ?? ''];
  const mode = readMode(query.get('mode'), property);
  const untilDay = parseDay(until) === undefined ? today : until;
  const fromDay = parseDay(from) === undefined ? addDays(untilDay, 1 - defaultDays) : from;
  const faults = {
    ...(from !== '' && parseDay(from) === undefined && { from: texts.noDay }),
    ...(until !== '' && parseDay(until) === undefined && { until: texts.noDay }),
  };
  if (fromDay > untilDay) {
    const period = { mode, fromDay: addDays(untilDay, 1 - defaultDays), untilDay };
    return { period, today, faults: { from: texts.wrongOrder } };
  }
  if (countDays(fromDay, untilDay) > maxDays) {
    const period = { mode, fromDay: addDays(untilDay, 1 - maxDays), untilDay };
    return { period, today, faults: { from: texts.tooLong(maxDays) } };
  }
  return { period: { mode, fromDay, untilDay }, today, faults };
}

function readMode(text: string | null, { stripeKeys }: Pick<Property, 'stripeKeys'>): StripeMode {
  if (text === 'live' || text === 'test') return text;
  return stripeKeys.live === null && stripeKeys.test !== null ? 'test' : 'live';
}

/** The query of a page for a period. */
export function toQuery({ mode, fromDay, untilDay }: Period, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ mode, from: fromDay, until: untilDay, ...more }).toString();
}

/** The same length of time, ending today: four weeks, three months, a year. */
export function listPresets(mode: StripeMode, nowMs: number): readonly (readonly [string, Period])[] {
  const untilDay = toDay(nowMs);
  return [
    [texts.fourWeeks, 28],
    [texts.threeMonths, 91],
    [texts.year, 365],
  ].map(([label, days]) => [String(label), { mode, fromDay: addDays(untilDay, 1 - Number(days)), untilDay }] as const);
}
