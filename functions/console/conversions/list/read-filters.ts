// Reads from a page's address which conversions it is to list, and writes it there again, so that no filter gets lost.
import { dayMs, parseDay } from '../../../rules/day.ts';
import type { Property, StripeMode } from '../../../rules/property.ts';
import type { EntryPosition } from '../../../store/store.ts';
import { conversionTexts as texts } from '../../texts/conversion-texts.ts';

/** What became of a payment, or what came after it. */
export const statusFilters = [
  'paid',
  'free',
  'pending',
  'failed',
  'expired',
  'refund',
  'renewal',
  'dispute',
  'ended',
  'undecided',
  'waiting',
] as const;

/** Who told of it first. */
export const sourceFilters = ['page', 'webhook', 'sweep', 'replay'] as const;

export type StatusFilter = (typeof statusFilters)[number];
export type SourceFilter = (typeof sourceFilters)[number];

/** As the address names them; what is absent does not matter. */
export interface Filters {
  mode: StripeMode;
  /** Part of a Stripe id or of a campaign, without blanks around it; empty for none. */
  q: string;
  status?: StatusFilter;
  source?: SourceFilter;
  destination?: string;
  /** `YYYY-MM-DD`, both included; as entered, where it is a day. */
  from?: string;
  until?: string;
}

/** With what is wrong, by field, and where to go on in the list. */
export interface ReadFilters {
  filters: Filters;
  after: EntryPosition | undefined;
  faults: { from?: string; until?: string };
}

const maxQueryLength = 250;

/** The filters of an address; the mode is live unless the property only has a test key. */
export function readFilters(query: URLSearchParams, property: Pick<Property, 'id' | 'stripeKeys'>): ReadFilters {
  const [from, until] = [query.get('from') ?? '', query.get('until') ?? ''];
  const status = statusFilters.find((word) => word === query.get('status'));
  const source = sourceFilters.find((word) => word === query.get('source'));
  const destination = query.get('destination') || undefined;
  return {
    filters: {
      mode: readListMode(query.get('mode'), property),
      q: (query.get('q') ?? '').trim().slice(0, maxQueryLength),
      ...(status !== undefined && { status }),
      ...(source !== undefined && { source }),
      ...(destination !== undefined && { destination }),
      ...(parseDay(from) !== undefined && { from }),
      ...(parseDay(until) !== undefined && { until }),
    },
    after: parsePosition(query.get('after') ?? '', property.id),
    faults: findFaults(from, until),
  };
}

function readListMode(text: string | null, { stripeKeys }: Pick<Property, 'stripeKeys'>): StripeMode {
  if (text === 'live' || text === 'test') return text;
  return stripeKeys.live === null && stripeKeys.test !== null ? 'test' : 'live';
}

function findFaults(from: string, until: string): ReadFilters['faults'] {
  const noFrom = from !== '' && parseDay(from) === undefined;
  const noUntil = until !== '' && parseDay(until) === undefined;
  const isReversed = !noFrom && !noUntil && from !== '' && until !== '' && from > until;
  return {
    ...(noFrom && { from: texts.noDay }),
    ...(noUntil && { until: texts.noDay }),
    ...(isReversed && { from: texts.wrongOrder }),
  };
}

/** The moments between which a list looks, both days included. */
export function toPeriodMs({ from, until }: Filters): { fromMs?: number; untilMs?: number } {
  const [fromMs, untilMs] = [parseDay(from ?? ''), parseDay(until ?? '')];
  return { ...(fromMs !== undefined && { fromMs }), ...(untilMs !== undefined && { untilMs: untilMs + dayMs }) };
}

/** The query of an address with all filters; `more` are further fields, or others in their place. */
export function toFilterQuery(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const fields = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== '');
  return new URLSearchParams(fields).toString();
}

/** A position as an address holds it, without the property. */
export function toCursor({ occurredAtMs, id }: EntryPosition, propertyId: string): string {
  return `${occurredAtMs}.${id.slice(propertyId.length + 1)}`;
}

function parsePosition(text: string, propertyId: string): EntryPosition | undefined {
  const [, moment, stripeId] = /^(\d{1,15})\.([A-Za-z0-9_]{1,255})$/.exec(text) ?? [];
  if (moment === undefined || stripeId === undefined) return undefined;
  return { occurredAtMs: Number(moment), id: `${propertyId}:${stripeId}` };
}
