// Says on what a figure was taken, and when.
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import type { Section } from './section.ts';

/** Day and machine of a figure that is taken now. */
export function describeRun(now: number): Pick<Section, 'takenOn' | 'machine'> {
  return { takenOn: new Date(now).toISOString().slice(0, 10), machine: describeMachine() };
}

/** Such as `2 × Xeon, 23 GiB, linux x64, Node 24.21.0`. */
function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${model}, ${gibibytes} GiB, ${platform()} ${arch()}, Node ${process.versions.node}`;
}
