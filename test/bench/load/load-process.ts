// Makes load in a process of its own, so that making it takes no time from the servers under test or from the bench.
import type { LoadPlan } from './load-plan.ts';
import { runLoad } from './run-load.ts';

process.on('message', (plan: LoadPlan) => {
  void runLoad(plan).then((result) => process.send?.(result));
});
// The bench has ended or died; nobody is left to make load for.
process.on('disconnect', () => process.exit(0));
