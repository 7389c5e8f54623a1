// The rules of Firestore's indexes, on queries that nobody sends.
import { describe, expect, test } from 'vitest';
import type { StructuredQuery } from '../../../../functions/store/firestore/query-parts.ts';
import { findMissingIndex, type IndexFile } from './find-missing-index.ts';

const file: IndexFile = {
  indexes: [composite('things', ['a', 'b'], ['t', 'ASCENDING'])],
  fieldOverrides: [
    { collectionGroup: 'things', fieldPath: 'exempt', indexes: [] },
    {
      collectionGroup: 'things',
      fieldPath: 'upwards',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
};

function composite(
  collectionGroup: string,
  equal: string[],
  [sorted, order]: [string, string],
): IndexFile['indexes'][0] {
  const fields = [...equal.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' })), { fieldPath: sorted, order }];
  return { collectionGroup, queryScope: 'COLLECTION', fields };
}

type Comparison = [fieldPath: string, op: 'EQUAL' | 'LESS_THAN' | 'GREATER_THAN_OR_EQUAL'];
type Order = [fieldPath: string, direction: 'ASCENDING' | 'DESCENDING'];

function query(comparisons: Comparison[], orders: Order[] = [], collectionId = 'things'): StructuredQuery {
  const filters = comparisons.map(([fieldPath, op]) => ({
    fieldFilter: { field: { fieldPath }, op, value: { stringValue: '' } },
  }));
  return {
    from: [{ collectionId }],
    ...(filters.length > 0 && { where: { compositeFilter: { op: 'AND' as const, filters } } }),
    orderBy: orders.map(([fieldPath, direction]) => ({ field: { fieldPath }, direction })),
  };
}

describe('findMissingIndex', () => {
  test.each([
    ['everything', query([])],
    ['everything by name', query([], [['__name__', 'ASCENDING']])],
    ['one field compared by =', query([['x', 'EQUAL']])],
    [
      'several fields compared by =',
      query([
        ['x', 'EQUAL'],
        ['y', 'EQUAL'],
      ]),
    ],
    [
      'several fields compared by =, by name',
      query(
        [
          ['x', 'EQUAL'],
          ['y', 'EQUAL'],
        ],
        [['__name__', 'ASCENDING']],
      ),
    ],
    [
      'a range of one field',
      query([
        ['x', 'LESS_THAN'],
        ['x', 'GREATER_THAN_OR_EQUAL'],
      ]),
    ],
    [
      'a range of one field, sorted by it and by name',
      query(
        [['x', 'LESS_THAN']],
        [
          ['x', 'ASCENDING'],
          ['__name__', 'ASCENDING'],
        ],
      ),
    ],
    [
      'all by one field downwards',
      query(
        [],
        [
          ['x', 'DESCENDING'],
          ['__name__', 'DESCENDING'],
        ],
      ),
    ],
    ['one field by = and sorted by the same', query([['x', 'EQUAL']], [['x', 'ASCENDING']])],
    ['a field whose one automatic index was left', query([['upwards', 'LESS_THAN']])],
    [
      'what the file has a line for',
      query(
        [
          ['b', 'EQUAL'],
          ['a', 'EQUAL'],
          ['t', 'LESS_THAN'],
        ],
        [['t', 'ASCENDING']],
      ),
    ],
  ] satisfies [string, StructuredQuery][])('%s needs nothing more', (_, structuredQuery) => {
    expect(findMissingIndex(structuredQuery, file)).toBeUndefined();
  });

  test.each([
    ['a field that is exempt', query([['exempt', 'EQUAL']]), 'things: exempt'],
    [
      'two fields of which one is exempt',
      query([
        ['x', 'EQUAL'],
        ['exempt', 'EQUAL'],
      ]),
      'things: x, exempt',
    ],
    ['a field downwards that is indexed upwards', query([], [['upwards', 'DESCENDING']]), 'things: upwards DESCENDING'],
    ['all by name downwards', query([], [['__name__', 'DESCENDING']]), 'things: __name__ DESCENDING'],
    [
      'one field by = and a range of another',
      query([
        ['x', 'EQUAL'],
        ['y', 'LESS_THAN'],
      ]),
      'things: x, y ASCENDING',
    ],
    ['one field by =, sorted by another', query([['x', 'EQUAL']], [['y', 'DESCENDING']]), 'things: x, y DESCENDING'],
    [
      'ranges of two fields',
      query([
        ['x', 'LESS_THAN'],
        ['y', 'LESS_THAN'],
      ]),
      'things: x ASCENDING, y ASCENDING',
    ],
    [
      'a sort by two fields',
      query(
        [],
        [
          ['x', 'ASCENDING'],
          ['y', 'ASCENDING'],
        ],
      ),
      'things: x ASCENDING, y ASCENDING',
    ],
    [
      'a name against its field',
      query(
        [],
        [
          ['x', 'ASCENDING'],
          ['__name__', 'DESCENDING'],
        ],
      ),
      'things: x ASCENDING, __name__ DESCENDING',
    ],
    [
      'the line of another collection',
      query(
        [
          ['a', 'EQUAL'],
          ['b', 'EQUAL'],
          ['t', 'LESS_THAN'],
        ],
        [],
        'others',
      ),
      'others: a, b, t ASCENDING',
    ],
    [
      'a line in the other direction',
      query(
        [
          ['a', 'EQUAL'],
          ['b', 'EQUAL'],
        ],
        [['t', 'DESCENDING']],
      ),
      'things: a, b, t DESCENDING',
    ],
    [
      'a line with a field more',
      query([
        ['a', 'EQUAL'],
        ['t', 'LESS_THAN'],
      ]),
      'things: a, t ASCENDING',
    ],
  ] satisfies [string, StructuredQuery, string][])('%s is missed', (_, structuredQuery, missing) => {
    expect(findMissingIndex(structuredQuery, file)).toBe(missing);
  });

  const where = { fieldFilter: { field: { fieldPath: 'x' }, op: 'ARRAY_CONTAINS' as const } };
  test.each([
    ['all collections of a name', { from: [{ collectionId: 'things', allDescendants: true }] }],
    ['a comparison of another kind', { from: [{ collectionId: 'things' }], where }],
    ['a choice of filters', { from: [{ collectionId: 'things' }], where: { compositeFilter: { op: 'OR' as const } } }],
    ['a search by vector', { from: [{ collectionId: 'things' }], findNearest: {} }],
  ] satisfies [string, StructuredQuery][])(
    '%s is refused, because the rules here do not know it',
    (_, structuredQuery) => {
      expect(() => findMissingIndex(structuredQuery, file)).toThrow('know');
    },
  );
});
