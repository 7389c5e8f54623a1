// The list of conversions as a file for spreadsheets, without personal data.
import { toDay } from '../../../rules/day.ts';
import type { Entry } from '../../../rules/entry.ts';
import { findOccurredAtMs } from '../../../rules/entry-index.ts';
import { currencyDivisor, toMajor } from '../../../rules/money.ts';
import { type Origins, unknownOrigin } from '../../../rules/origin.ts';
import type { Property } from '../../../rules/property.ts';
import type { Answer } from '../../answer.ts';
import type { ConsoleContext } from '../../console-context.ts';
import { findMoney, findStanding, nameEntry, toStripeId } from '../../entries/describe-entry.ts';
import { createConsoleLogs } from '../../logs.ts';
import type { PropertyRequest } from '../../route.ts';
import { conversionTexts as texts } from '../../texts/conversion-texts.ts';
import { describeDelivery } from '../describe-delivery.ts';
import { nameDestination } from '../name-destination.ts';
import { readOrigins } from '../read-origins.ts';
import { type CsvCell, toCsv } from './csv.ts';
import { findEntries } from './find-entries.ts';
import { findSource } from './match-entry.ts';
import { readFilters } from './read-filters.ts';

/** So many conversions are looked at for one file, which bounds what it takes to make one. */
export const maxExported = 10_000;

/** The names of the columns. Moments are in UTC; `value` is a positive decimal number, also of what a refund takes back. */
const csvColumns = [
  'time_utc',
  'what',
  'status',
  'value',
  'currency',
  'value_basis',
  'mode',
  'stripe_id',
  'session_id',
  'told_by',
  'source',
  'medium',
  'campaign',
  'first_source',
  'first_medium',
  'first_campaign',
  'deliveries',
] as const;

/** What of a request a file is made from. */
interface ExportRequest extends Pick<PropertyRequest, 'property' | 'query'> {
  context: Pick<ConsoleContext, 'store' | 'now' | 'log'>;
}

/** The file for the filters that the address names; its last line says where it was cut. Rejects as the store does. */
export async function exportCsv(
  { context, property, query }: ExportRequest,
  max: number = maxExported,
): Promise<Answer> {
  const { store, now } = context;
  const { filters } = readFilters(query, property);
  const { entries, end } = await findEntries(store, {
    ...{ propertyId: property.id, filters, after: undefined, maxFound: max, maxRead: max },
    onDamaged: createConsoleLogs(context.log).damaged,
  });
  const origins = await readOrigins(store, entries, now());
  const rows = entries.map((entry) => toRow(property, entry, origins.get(entry.id)));
  const cut = end === undefined ? [] : [[texts.exportCut(max, toDay(end.occurredAtMs))]];
  return {
    kind: 'file',
    name: `conversions-${filters.mode}-${toDay(now())}.csv`,
    type: 'text/csv; charset=utf-8',
    body: toCsv([csvColumns, ...rows, ...cut]),
  };
}

function toRow(property: Property, entry: Entry, origins: Origins | undefined): CsvCell[] {
  const money = findMoney(entry, property);
  const { first, last } = origins ?? { first: unknownOrigin, last: unknownOrigin };
  return [
    new Date(findOccurredAtMs(entry)).toISOString(),
    nameEntry(entry),
    findStanding(entry).word,
    money === undefined ? '' : { decimal: toDecimal(money.valueMinor, money.currency) },
    money?.currency.toUpperCase() ?? '',
    property.valueBasis,
    entry.livemode ? 'live' : 'test',
    toStripeId(entry),
    entry.sessionId ?? '',
    findSource(entry) ?? '',
    ...[last.source ?? '', last.medium ?? '', last.campaign ?? ''],
    ...[first.source ?? '', first.medium ?? '', first.campaign ?? ''],
    listDeliveries(property, entry),
  ];
}

function toDecimal(amountMinor: number, currency: string): string {
  return toMajor(amountMinor, currency).toFixed(Math.log10(currencyDivisor(currency)));
}

function listDeliveries(property: Property, entry: Entry): string {
  return Object.values(entry.deliveries)
    .map(
      (delivery) =>
        `${delivery.event} to ${nameDestination(property, delivery.destinationId)}: ${describeDelivery(entry, delivery).word}`,
    )
    .join('; ');
}
