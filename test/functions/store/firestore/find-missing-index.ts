// Works out from Firestore's documented rules which index a query needs, because the emulator answers any query.
// https://firebase.google.com/docs/firestore/query-data/index-overview and …/indexing. Where the rules would allow more, such
// as joining several composite indexes or reading one backwards, it asks for an index of the query's own.
import type { StructuredQuery } from '../../../../functions/store/firestore/query-parts.ts';

/** The index file, as far as it concerns queries. */
export interface IndexFile {
  indexes: CompositeIndex[];
  fieldOverrides: FieldOverride[];
}

interface CompositeIndex {
  collectionGroup: string;
  queryScope: string;
  fields: IndexedField[];
}

interface FieldOverride {
  collectionGroup: string;
  fieldPath: string;
  ttl?: boolean;
  indexes: { order?: string; queryScope: string }[];
}

interface IndexedField {
  fieldPath: string;
  order: string;
}

/** What the query looks for, told apart as indexes do. */
export interface QueryShape {
  collection: string;
  /** Fields that are compared by `=`. */
  equal: string[];
  /** Fields that are compared otherwise or sorted by, in the order in which an index has to hold them. */
  sorted: IndexedField[];
}

/** The index that is missing for the query, in words; `undefined` where the automatic ones and those of the file are enough. */
export function findMissingIndex(query: StructuredQuery, file: IndexFile): string | undefined {
  const shape = toShape(query);
  const needed = neededSingleFields(shape);
  const isEnough =
    needed?.every((field) => hasSingleField(file, shape.collection, field)) ||
    file.indexes.some((index) => isFor(index, shape));
  if (isEnough) return undefined;
  const fields = [...shape.equal, ...shape.sorted.map(({ fieldPath, order }) => `${fieldPath} ${order}`)];
  return `${shape.collection}: ${fields.join(', ')}`;
}

/** The query as indexes see it; throws for whatever these rules do not know. */
export function toShape({ from, where, orderBy, limit, startAt, select, ...others }: StructuredQuery): QueryShape {
  const [source, ...further] = from ?? [];
  if (!source?.collectionId || source.allDescendants || further.length > 0) throw unknown('collections', from);
  if (Object.keys(others).length > 0) throw unknown('parts', others);
  const filters = where ? toFilters(where) : [];
  const equal = filters.flatMap(({ fieldPath, isEqual }) => (isEqual ? [fieldPath] : []));
  const sorted = (orderBy ?? [])
    .map(({ field, direction }) => ({ fieldPath: field?.fieldPath ?? '', order: String(direction) }))
    .filter(({ fieldPath }) => !equal.includes(fieldPath));
  for (const { fieldPath, isEqual } of filters) {
    const isSorted = sorted.some((field) => field.fieldPath === fieldPath);
    if (!(isEqual || isSorted)) sorted.push({ fieldPath, order: 'ASCENDING' });
  }
  return { collection: source.collectionId, equal, sorted: withoutName(sorted) };
}

/** Every index ends with the document's name, in the direction of the field before it. */
function withoutName(sorted: IndexedField[]): IndexedField[] {
  const last = sorted.at(-1);
  const before = sorted.at(-2)?.order ?? 'ASCENDING';
  return last?.fieldPath === '__name__' && last.order === before ? sorted.slice(0, -1) : sorted;
}

function toFilters(filter: NonNullable<StructuredQuery['where']>): { fieldPath: string; isEqual: boolean }[] {
  const { fieldFilter, compositeFilter } = filter;
  if (fieldFilter) {
    const { field, op } = fieldFilter;
    if (!field?.fieldPath || !knownComparisons.has(String(op))) throw unknown('comparison', fieldFilter);
    return [{ fieldPath: field.fieldPath, isEqual: op === 'EQUAL' }];
  }
  if (compositeFilter?.op !== 'AND') throw unknown('filter', filter);
  return (compositeFilter.filters ?? []).flatMap(toFilters);
}

const knownComparisons = new Set(['EQUAL', 'LESS_THAN', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'GREATER_THAN_OR_EQUAL']);

/** The single-field indexes that together answer the query; `undefined` where it takes a composite one. */
function neededSingleFields({ equal, sorted }: QueryShape): IndexedField[] | undefined {
  // Those of several fields compared by `=` are joined by the documents' names.
  if (sorted.length === 0) return equal.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' }));
  return equal.length === 0 && sorted.length === 1 ? sorted : undefined;
}

function hasSingleField(file: IndexFile, collection: string, { fieldPath, order }: IndexedField): boolean {
  if (fieldPath === '__name__') return order === 'ASCENDING';
  const override = file.fieldOverrides.find((one) => one.collectionGroup === collection && one.fieldPath === fieldPath);
  if (override === undefined) return true;
  return override.indexes.some((index) => index.order === order && index.queryScope === 'COLLECTION');
}

function isFor(
  { collectionGroup, queryScope, fields }: CompositeIndex,
  { collection, equal, sorted }: QueryShape,
): boolean {
  const [first, rest] = [fields.slice(0, equal.length), fields.slice(equal.length)];
  return (
    collectionGroup === collection &&
    queryScope === 'COLLECTION' &&
    first.every(({ fieldPath }) => equal.includes(fieldPath)) &&
    equal.every((field) => first.some(({ fieldPath }) => fieldPath === field)) &&
    rest.length === sorted.length &&
    rest.every(({ fieldPath, order }, at) => fieldPath === sorted[at]?.fieldPath && order === sorted[at]?.order)
  );
}

function unknown(what: string, value: unknown): Error {
  return new Error(`These ${what} are none that the rules of indexes here know: ${JSON.stringify(value)}`);
}
