// A picture with the numbers behind it in a table: the page's script draws the picture from the table, and without it the table is there.
import { type Html, html, nothing } from '../page/html.ts';
import { coverageTexts } from '../texts/coverage-texts.ts';

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
  /** What is said in its place where all there is to draw is nothing. */
  nothingDrawn: string;
  /** Whether it shows how many, so that its axis has whole numbers alone. */
  isCount?: boolean;
  /** What the rows are. */
  rowLabel: string;
  columns: readonly ChartColumn[];
  rows: readonly { label: string; cells: readonly ChartCell[]; isDrawn?: boolean }[];
  /** What opens the table. */
  summary: string;
}

/** More columns do not fit a window at a desk either. */
const fittingColumns = 6;

/** The figure. The table stands open until a script has drawn the picture; where there is nothing to draw, it is closed. */
export function chartFigure(figure: ChartFigure): Html {
  const { id, kind, caption, nothingDrawn, isCount = false, rowLabel, columns, rows, summary } = figure;
  const isPicture = hasPicture(figure);
  const headings = columns.map(
    ({ label, isSeries, isText }) =>
      html`<th scope="col" ${isText ? nothing : html`class="number"`} ${isSeries ? html`data-series` : nothing}>${label}</th>`,
  );
  const body = rows.map(
    ({ label, cells, isDrawn = true }) =>
      html`<tr ${isDrawn ? html`data-row` : nothing}><th scope="row">${label}</th>${cells.map((cell, index) => tableCell(cell, columns[index]))}</tr>`,
  );
  const toDraw = html`data-chart="${kind}" ${isCount ? html`data-count` : nothing}`;
  return html`<figure class="chart" ${isPicture ? toDraw : nothing} id="${id}"><figcaption id="${id}-caption">${isPicture ? caption : nothingDrawn}</figcaption>
<details ${isPicture ? 'open' : ''}><summary>${summary}</summary><p class="hint sideways ${columns.length > fittingColumns ? 'many' : ''}">${coverageTexts.sideways}</p><div class="table" role="region" aria-label="${summary}" tabindex="0"><table aria-describedby="${id}-caption"><thead><tr><th scope="col">${rowLabel}</th>${headings}</tr></thead><tbody>${body}</tbody></table></div></details></figure>`;
}

/** Lines at 0 and bars without a length say nothing that a sentence does not say better. */
function hasPicture({ rows, columns }: ChartFigure): boolean {
  const drawn = rows.filter(({ isDrawn = true }) => isDrawn);
  return drawn.some(({ cells }) =>
    cells.some(({ value }, index) => columns[index]?.isSeries === true && (value ?? 0) !== 0),
  );
}

function tableCell({ text, value }: ChartCell, column: ChartColumn | undefined): Html {
  const data = column?.isSeries && value !== undefined && value !== null ? html`data-value="${value}"` : nothing;
  return html`<td ${column?.isText ? nothing : html`class="number"`} ${data}>${text}</td>`;
}
