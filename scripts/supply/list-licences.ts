// The table of packages and their licences.
import type { LockedPackage } from './read-packages.ts';

/** One version of one package. */
export interface LicenceRow {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, or `none stated`. */
  readonly licence: string;
  readonly use: 'runs' | 'builds and tests';
}

/** A row per version, by name; a version that both runs and tests is listed as one that runs. */
export function listLicences(packages: readonly LockedPackage[]): LicenceRow[] {
  const rows = new Map<string, LicenceRow>();
  for (const { name, version, licence = 'none stated', isRuntime } of packages) {
    const key = `${name}@${version}`;
    const use = isRuntime || rows.get(key)?.use === 'runs' ? 'runs' : 'builds and tests';
    rows.set(key, { name, version, licence, use });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The rows in columns, and below them how many packages each licence has, most frequent first. */
export function toTable(rows: readonly LicenceRow[]): string {
  const cells = rows.map(({ name, version, licence, use }) => [name, version, licence, use]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const counts = [...Map.groupBy(rows, ({ licence }) => licence)].map(([licence, { length }]) => ({ licence, length }));
  counts.sort((a, b) => b.length - a.length || (a.licence < b.licence ? -1 : 1));
  const sums = counts.map(({ licence, length }) => `${String(length).padStart(5)}  ${licence}`);
  return `${[...lines, '', ...sums].join('\n')}\n`;
}
