// Makes the open load in a process of its own, so that making it takes no time from the server under test.
import { type OpenLoadPlan, type OpenLoadResult, runOpenLoad } from './open-load.ts';

/** What this process tells: how far it is, about once a second, and at the end how it went. */
export type OpenLoadNews = { kind: 'elapsed'; elapsedMs: number } | { kind: 'done'; result: OpenLoadResult };

const everyMs = 1_000;

process.on('message', (plan: OpenLoadPlan) => {
  let toldMs = 0;
  const tell = (news: OpenLoadNews): void => void process.send?.(news);
  const tellElapsed = (elapsedMs: number): void => {
    if (elapsedMs - toldMs < everyMs) return;
    toldMs = elapsedMs;
    tell({ kind: 'elapsed', elapsedMs });
  };
  void runOpenLoad(plan, tellElapsed).then((result) => tell({ kind: 'done', result }));
});
// Whoever wanted the load has ended or died.
process.on('disconnect', () => process.exit(0));
