// A table whose rows become labelled lists where the screen is too narrow for columns.
import { type Html, type HtmlValue, html } from './html.ts';

/** One column; numbers stand at its right end. */
export interface Column {
  label: string;
  isNumber?: true;
}

/** The table in a card, one row per record, its cells in the order of the columns. */
export function recordTable(columns: readonly Column[], rows: readonly (readonly HtmlValue[])[]): Html {
  const head = columns.map(({ label, isNumber }) => html`<th scope="col"${numberClass(isNumber)}>${label}</th>`);
  const body = rows.map(
    (cells) =>
      html`<tr>${columns.map(({ label, isNumber }, at) => html`<td${numberClass(isNumber)} data-label="${label}">${cells[at]}</td>`)}</tr>`,
  );
  return html`<div class="card"><table class="records"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function numberClass(isNumber: true | undefined): Html | undefined {
  return isNumber && html` class="number"`;
}
