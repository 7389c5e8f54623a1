// Reads what a chart shows from the table in its figure.

/** One line, or the bars of one kind. */
export interface Series {
  label: string;
  /** One for each row; `null` where there is nothing to draw. */
  values: (number | null)[];
}

export interface ChartData {
  labels: string[];
  series: Series[];
  /** What stands in the last series' cells: what a bar is labelled with. */
  texts: string[];
  /** Whether the numbers are whole ones. */
  isCount: boolean;
}

/** The data of the columns and rows that are marked to be drawn. */
export function readTable(table: HTMLTableElement): ChartData {
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tbody tr[data-row]')];
  const headings = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  const columns = headings.flatMap((heading, index) =>
    heading.dataset['series'] === undefined ? [] : [{ heading, index }],
  );
  const last = columns.at(-1)?.index ?? 0;
  return {
    labels: rows.map((row) => row.cells[0]?.textContent ?? ''),
    series: columns.map(({ heading, index }) => ({
      label: heading.textContent,
      values: rows.map((row) => toNumber(row.cells[index]?.dataset['value'])),
    })),
    texts: rows.map((row) => row.cells[last]?.textContent ?? ''),
    isCount: table.closest('[data-count]') !== null,
  };
}

function toNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
