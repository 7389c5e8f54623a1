// A finding in words: what was found, and the whole story of its session, so that somebody can see how it came about.
import type { Finding } from '../oracle/finding.ts';

/** Several lines; times are those of the run. */
export function tellFinding({ kind, session, propertyId, sentence }: Finding, seed: number): string {
  const story = session.story.map(({ atMs, line }) => `    ${toTime(atMs)}  ${line}`);
  return [
    `${kind.toUpperCase()} under ${propertyId}, seed ${seed}, session ${session.plan.index}:`,
    `  ${sentence}`,
    ...story,
  ].join('\n');
}

function toTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(5, 23).replace('T', ' ');
}
