// The questions that are put to Firestore. Each needs automatic indexes only, or a line in the index file; a test holds that.
import type { IdRange } from '../id-range.ts';
import type { ClickQuery } from '../store.ts';
import type { Collection } from './documents.ts';
import { all, ascending, compare, equal, from, type StructuredQuery, select } from './query-parts.ts';

/** All properties, oldest first, those of one moment by name. */
export const propertiesQuery: StructuredQuery = { from: from('properties'), orderBy: [ascending('createdAtMs')] };

/** All tallies of a property, by name. */
export function talliesQuery(propertyId: string): StructuredQuery {
  return { from: from('tallies'), where: equal('propertyId', propertyId) };
}

/** Buyers who have this address under this property, by name, without their bodies. */
export function emailQuery(key: string, limit: number): StructuredQuery {
  return { from: from('buyers'), where: equal('emailKey', key), select: select('emailKey'), limit: { value: limit } };
}

/** Clicks that arrived within a time, to be counted. */
export function clicksQuery({ propertyId, fromMs, untilMs }: ClickQuery): StructuredQuery {
  const isWithin = [
    compare('receivedAtMs', 'GREATER_THAN_OR_EQUAL', { integerValue: fromMs }),
    compare('receivedAtMs', 'LESS_THAN', { integerValue: untilMs }),
  ];
  return {
    from: from('clicks'),
    where: all([equal('propertyId', propertyId), ...isWithin]),
    orderBy: [ascending('receivedAtMs')],
  };
}

/** A person's memberships, by name. */
export function membershipsQuery(email: string): StructuredQuery {
  return { from: from('memberships'), where: equal('email', email) };
}

/** Which documents of a collection, by name. */
export interface RangeQuery {
  collection: Collection;
  range: IdRange;
  limit?: number | undefined;
  /** The id behind which it begins. */
  after?: string | undefined;
}

/** The documents whose records' ids are in a range, by name. `toName` gives a document's whole name. */
export function rangeQuery(
  { collection, range, limit, after }: RangeQuery,
  toName: (id: string) => string,
): StructuredQuery {
  return {
    from: from(collection),
    where: all([
      compare('__name__', 'GREATER_THAN_OR_EQUAL', { referenceValue: toName(range.from) }),
      compare('__name__', 'LESS_THAN', { referenceValue: toName(range.until) }),
    ]),
    orderBy: [ascending('__name__')],
    ...(limit !== undefined && { limit: { value: limit } }),
    ...(after !== undefined && { startAt: { values: [{ referenceValue: toName(after) }], before: false } }),
  };
}

/** The same, without the documents' fields. */
export function namesQuery(query: RangeQuery, toName: (id: string) => string): StructuredQuery {
  return { ...rangeQuery(query, toName), select: select('__name__') };
}
