// BigQuery as a server template reaches it: rows go in, and nothing comes out.

/** A table's place. */
export interface BigQueryTable {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

/** One row by column name. */
export type BigQueryRow = Readonly<Record<string, unknown>>;

/** How rows that do not fit the table are treated. */
export interface BigQueryInsertOptions {
  readonly ignoresUnknownValues: boolean;
  readonly skipsInvalidRows: boolean;
}

/** The warehouse. A rejection reaches the template as it is. */
export interface BigQueryStore {
  insert(table: BigQueryTable, rows: readonly BigQueryRow[], options: BigQueryInsertOptions): Promise<void>;
}
