// A picture with the numbers behind it in a table: the page's script draws the picture from the table, and without it the table is there.
import { type Html, html, nothing } from '../page/html.ts';

/** `lines`: one line for each series over time. `bars`: one bar for each row, its series behind one another. */
export type ChartKind = 'lines' | 'bars';

export interface ChartColumn {
  label: string;
  /** Whether the picture shows it. */
  isSeries?: boolean;
  /** Words instead of numbers. */
  isText?: boolean;
}

export interface ChartCell {
  text: Html | string;
  /** As the picture draws it; left out where there is nothing to draw. */
  value?: number | null | undefined;
}

export interface ChartFigure {
  /** Unique within the page. */
  id: string;
  kind: ChartKind;
  /** What the picture shows, in a sentence. */
  caption: string;
  /** What the rows are. */
  rowLabel: string;
  columns: readonly ChartColumn[];
  rows: readonly { label: string; cells: readonly ChartCell[]; isDrawn?: boolean }[];
  /** What opens the table. */
  summary: string;
}

/** The figure. The table stands open until a script has drawn the picture. */
export function chartFigure({ id, kind, caption, rowLabel, columns, rows, summary }: ChartFigure): Html {
  const headings = columns.map(
    ({ label, isSeries, isText }) =>
      html`<th scope="col" ${isText ? nothing : html`class="number"`} ${isSeries ? html`data-series` : nothing}>${label}</th>`,
  );
  const body = rows.map(
    ({ label, cells, isDrawn = true }) =>
      html`<tr ${isDrawn ? html`data-row` : nothing}><th scope="row">${label}</th>${cells.map((cell, index) => tableCell(cell, columns[index]))}</tr>`,
  );
  return html`<figure class="chart" data-chart="${kind}" id="${id}"><figcaption id="${id}-caption">${caption}</figcaption>
<details open><summary>${summary}</summary><div class="table" role="region" aria-label="${summary}" tabindex="0"><table aria-describedby="${id}-caption"><thead><tr><th scope="col">${rowLabel}</th>${headings}</tr></thead><tbody>${body}</tbody></table></div></details></figure>`;
}

function tableCell({ text, value }: ChartCell, column: ChartColumn | undefined): Html {
  const data = column?.isSeries && value !== undefined && value !== null ? html`data-value="${value}"` : nothing;
  return html`<td ${column?.isText ? nothing : html`class="number"`} ${data}>${text}</td>`;
}
