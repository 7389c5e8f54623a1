// The questions that are put to Firestore. Each needs automatic indexes only, or a line in the index file; a test holds that.
import type { protos } from '@google-cloud/firestore-api';
import type { DuePosition } from '../collect-due-entries.ts';
import type { Collection } from './documents.ts';

/** A question as it goes over the wire. */
export type StructuredQuery = protos.google.firestore.v1.IStructuredQuery;

type Filter = protos.google.firestore.v1.StructuredQuery.IFilter;
type Order = protos.google.firestore.v1.StructuredQuery.IOrder;
type Value = protos.google.firestore.v1.IValue;

/** All properties, oldest first, those of one moment by name. */
export const propertiesQuery: StructuredQuery = { from: from('properties'), orderBy: [ascending('createdAtMs')] };

/** The entry that is found by this key. */
export function joinQuery(key: string): StructuredQuery {
  return { from: from('entries'), where: equal('joinKey', key), limit: { value: 1 } };
}

/** Which page of what is due. */
export interface DuePageQuery {
  untilMs: number;
  count: number;
  propertyId: string | undefined;
  after: DuePosition | undefined;
}

/** One page of entries of which something is due, the longest due first. `toName` gives a document's whole name. */
export function dueQuery(
  { untilMs, count, propertyId, after }: DuePageQuery,
  toName: (id: string) => string,
): StructuredQuery {
  const isDue = compare('dueAtMs', 'LESS_THAN_OR_EQUAL', { integerValue: untilMs });
  return {
    from: from('entries'),
    where: propertyId === undefined ? isDue : all([equal('propertyId', propertyId), isDue]),
    orderBy: [ascending('dueAtMs'), ascending('__name__')],
    limit: { value: count },
    ...(after && {
      startAt: { values: [{ integerValue: after.dueAtMs }, { referenceValue: toName(after.id) }], before: false },
    }),
  };
}

/** Entries that need a person, by name. The field holds the property and is there for those alone. */
export function troubledQuery(propertyId: string, limit: number): StructuredQuery {
  return { from: from('entries'), where: equal('troubledIn', propertyId), limit: { value: limit } };
}

/** All tallies of a property, by name. */
export function talliesQuery(propertyId: string): StructuredQuery {
  return { from: from('tallies'), where: equal('propertyId', propertyId) };
}

function from(collectionId: Collection): { collectionId: string }[] {
  return [{ collectionId }];
}

function ascending(fieldPath: string): Order {
  return { field: { fieldPath }, direction: 'ASCENDING' };
}

function equal(fieldPath: string, stringValue: string): Filter {
  return compare(fieldPath, 'EQUAL', { stringValue });
}

function compare(fieldPath: string, op: 'EQUAL' | 'LESS_THAN_OR_EQUAL', value: Value): Filter {
  return { fieldFilter: { field: { fieldPath }, op, value } };
}

function all(filters: Filter[]): Filter {
  return { compositeFilter: { op: 'AND', filters } };
}
