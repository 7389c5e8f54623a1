// BigQuery in memory: takes rows, and refuses those that do not fit a table whose columns a test names.
//
// It proves which rows a template sends. Column types, quotas and rights are Google's to check.
// Decision where GTM's behaviour is not public: a refused insert rejects with a list of `{reason, rowIndex}`, and a table that
// is not there with `[{reason: 'notFound'}]`; a row is invalid here only through a column that the table lacks.
import { copyDataObject } from '../sandbox/copy-data.ts';
import type { BigQueryRow, BigQueryStore, BigQueryTable } from './big-query-store.ts';

/** The warehouse, with a view of its rows for tests. */
export interface MemoryBigQuery extends BigQueryStore {
  /** The rows that were taken, in order. */
  rows(datasetId: string, tableId: string): readonly BigQueryRow[];
}

function nameOf({ datasetId, tableId }: BigQueryTable): string {
  return `${datasetId}.${tableId}`;
}

/** A warehouse that has only these tables, each `dataset.table` with its columns; without `tables` it takes everything. */
export function createMemoryBigQuery(tables?: Readonly<Record<string, readonly string[]>>): MemoryBigQuery {
  const taken = new Map<string, BigQueryRow[]>();

  return {
    rows: (datasetId, tableId) => taken.get(`${datasetId}.${tableId}`) ?? [],
    insert: async (table, rows, { ignoresUnknownValues, skipsInvalidRows }) => {
      const name = nameOf(table);
      const columns = tables?.[name];
      if (tables && !columns) {
        return Promise.reject([{ reason: 'notFound' }]);
      }
      const fits = (row: BigQueryRow): boolean =>
        !columns || ignoresUnknownValues || Object.keys(row).every((column) => columns.includes(column));
      const faults = rows.flatMap((row, rowIndex) => (fits(row) ? [] : [{ reason: 'invalid', rowIndex }]));
      if (faults.length > 0 && !skipsInvalidRows) {
        return Promise.reject(faults);
      }
      const known = (row: BigQueryRow): BigQueryRow =>
        Object.fromEntries(Object.entries(copyDataObject(row)).filter(([column]) => columns?.includes(column) ?? true));
      taken.set(name, [...(taken.get(name) ?? []), ...rows.filter(fits).map(known)]);
      return undefined;
    },
  };
}
