// All known faults to be built into targets, at least one for each, so that tests can see whether the fuzzer finds them.
import { brokenConsole } from './broken-console.ts';
import { brokenKept } from './broken-kept.ts';
import { brokenRequests } from './broken-requests.ts';
import { brokenStripe } from './broken-stripe.ts';
import type { BrokenTarget } from './broken-target.ts';
import { brokenTemplates } from './broken-templates.ts';

/** Each with the fault in words. */
export const brokenTargets: readonly BrokenTarget[] = [
  ...brokenRequests,
  ...brokenTemplates,
  ...brokenConsole,
  ...brokenKept,
  ...brokenStripe,
];
