// Rows as comma-separated values (RFC 4180), harmless to the spreadsheets that open them.

/** A text, or an amount as decimal digits, which spreadsheets are to add up. */
export type CsvCell = string | { decimal: string };

/** The rows with a line break behind each, after the mark by which spreadsheets know the encoding. */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(toText).join(',')}\r\n`).join('')}`;
}

function toText(cell: CsvCell): string {
  const text = typeof cell === 'string' ? defuse(cell) : cell.decimal;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What begins like a formula would be run as one: https://owasp.org/www-community/attacks/CSV_Injection. Where the comma is in
 * numbers, as in German, spreadsheets begin a cell behind a semicolon too.
 */
function defuse(text: string): string {
  return text.replace(/^(?=[=+\-@\t\r\n])|(?<=[;\t\r\n])(?=[=+\-@])/g, "'");
}
