// The parts that questions to Firestore are made of.
import type { protos } from '@google-cloud/firestore-api';
import type { Collection } from './documents.ts';

/** A question as it goes over the wire. */
export type StructuredQuery = protos.google.firestore.v1.IStructuredQuery;

type Filter = protos.google.firestore.v1.StructuredQuery.IFilter;
type Order = protos.google.firestore.v1.StructuredQuery.IOrder;
type Value = protos.google.firestore.v1.IValue;
type Comparison = 'EQUAL' | 'LESS_THAN' | 'LESS_THAN_OR_EQUAL' | 'GREATER_THAN_OR_EQUAL';

/** One collection, as a question names it. */
export function from(collectionId: Collection): { collectionId: string }[] {
  return [{ collectionId }];
}

/** Sorted by the field, the least first. */
export function ascending(fieldPath: string): Order {
  return { field: { fieldPath }, direction: 'ASCENDING' };
}

/** Sorted by the field, the greatest first. */
export function descending(fieldPath: string): Order {
  return { field: { fieldPath }, direction: 'DESCENDING' };
}

/** Only these fields, and the document's name. */
export function select(...fieldPaths: string[]): NonNullable<StructuredQuery['select']> {
  return { fields: fieldPaths.map((fieldPath) => ({ fieldPath })) };
}

/** The field holds this text. */
export function equal(fieldPath: string, stringValue: string): Filter {
  return compare(fieldPath, 'EQUAL', { stringValue });
}

/** How the field's value compares to another. */
export function compare(fieldPath: string, op: Comparison, value: Value): Filter {
  return { fieldFilter: { field: { fieldPath }, op, value } };
}

/** All of them hold. */
export function all(filters: Filter[]): Filter {
  return { compositeFilter: { op: 'AND', filters } };
}
