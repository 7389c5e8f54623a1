// The results of all scenarios as a table for people.
import type { ScenarioFigures } from './judge-scenario.ts';

/** What is told of each scenario, and under which title. */
export const columns: readonly (readonly [title: string, tell: (figures: ScenarioFigures) => string])[] = [
  ['scenario', ({ scenario }) => scenario],
  ['sessions', ({ sessions }) => String(sessions)],
  ['taken', ({ taken }) => String(taken)],
  ['killed', ({ killed }) => String(killed)],
  ['errors', ({ errors }) => String(errors)],
  ['failed', ({ failed_sends }) => String(failed_sends)],
  ['repeated', ({ repeated }) => String(repeated)],
  ['uncertain', ({ uncertain }) => String(uncertain)],
  ['lost', ({ lost }) => String(lost)],
  ['doubled', ({ doubled }) => String(doubled)],
  ['wrong', ({ wrong }) => String(wrong)],
  ['crashed', ({ crashed }) => String(crashed)],
  ['stuck', ({ stuck }) => String(stuck)],
  ['recovery', ({ recovery_seconds }) => toDuration(recovery_seconds)],
  ['', ({ note }) => note],
];

/** A line for each scenario under one of titles; words to the left, numbers to the right. */
export function toTable(all: readonly ScenarioFigures[]): string {
  const rows = [columns.map(([title]) => title), ...all.map((figures) => columns.map(([, tell]) => tell(figures)))];
  const widths = columns.map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  const toLine = (row: readonly string[]): string =>
    row
      .map((text, place) => {
        const isWords = place === 0 || place === columns.length - 1;
        return isWords ? text.padEnd(widths[place] ?? 0) : text.padStart(widths[place] ?? 0);
      })
      .join('  ')
      .trimEnd();
  return rows.map(toLine).join('\n');
}

/** `45 s`, `4 min 5 s`, `2 h 10 min`. */
export function toDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
