// The questions for entries that are put to Firestore. Each needs automatic indexes only, or a line in the index file; a test holds that.
import type { ChangedQuery, DuePosition, EntryQuery } from '../store.ts';
import { all, ascending, compare, descending, equal, from, type StructuredQuery, select } from './query-parts.ts';

/** Gives a document's whole name. */
type ToName = (id: string) => string;

/** The entry that is found by this key. */
export function joinQuery(key: string): StructuredQuery {
  return { from: from('entries'), where: equal('joinKey', key), limit: { value: 1 } };
}

/** What goes back to the session of this key, by name. */
export function originQuery(key: string): StructuredQuery {
  return { from: from('entries'), where: equal('originKey', key) };
}

/** Which page of what is due. */
export interface DuePageQuery {
  untilMs: number;
  count: number;
  propertyId: string | undefined;
  after: DuePosition | undefined;
}

/** One page of entries of which something is due, the longest due first. */
export function dueQuery({ untilMs, count, propertyId, after }: DuePageQuery, toName: ToName): StructuredQuery {
  const isDue = compare('dueAtMs', 'LESS_THAN_OR_EQUAL', { integerValue: untilMs });
  return {
    from: from('entries'),
    where: propertyId === undefined ? isDue : all([equal('propertyId', propertyId), isDue]),
    orderBy: [ascending('dueAtMs'), ascending('__name__')],
    limit: { value: count },
    ...(after && { startAt: behind(after.dueAtMs, toName(after.id)) }),
  };
}

/** Entries that need a person, by name. The field holds the property and is there for those alone. */
export function troubledQuery(propertyId: string, limit: number): StructuredQuery {
  return { from: from('entries'), where: equal('troubledIn', propertyId), limit: { value: limit } };
}

/** One page of a property's entries, newest first. */
export function entriesQuery(
  { propertyId, fromMs, untilMs, after, limit }: EntryQuery,
  toName: ToName,
): StructuredQuery {
  return {
    from: from('entries'),
    where: all([
      equal('propertyId', propertyId),
      ...(fromMs === undefined ? [] : [compare('occurredAtMs', 'GREATER_THAN_OR_EQUAL', { integerValue: fromMs })]),
      ...(untilMs === undefined ? [] : [compare('occurredAtMs', 'LESS_THAN', { integerValue: untilMs })]),
    ]),
    orderBy: [descending('occurredAtMs'), descending('__name__')],
    limit: { value: limit },
    ...(after && { startAt: behind(after.occurredAtMs, toName(after.id)) }),
  };
}

/** One page of changed entries of any property, without their bodies. */
export function changedQuery({ sinceMs, after, limit }: ChangedQuery, toName: ToName): StructuredQuery {
  return {
    from: from('entries'),
    where: compare('changedAtMs', 'GREATER_THAN_OR_EQUAL', { integerValue: sinceMs }),
    select: select('propertyId', 'changedAtMs', 'occurredAtMs'),
    orderBy: [ascending('changedAtMs'), ascending('__name__')],
    limit: { value: limit },
    ...(after && { startAt: behind(after.changedAtMs, toName(after.id)) }),
  };
}

function behind(moment: number, referenceValue: string): NonNullable<StructuredQuery['startAt']> {
  return { values: [{ integerValue: moment }, { referenceValue }], before: false };
}
