// A target with a fault that is built in, so that a test can see whether the fuzzer finds it.
import type { Target } from '../target.ts';

/** What it does wrong, in words, and the target that does it. */
export type BrokenTarget = readonly [fault: string, target: Target];
