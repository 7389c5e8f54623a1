// Feeds one open target until its runs or its time are used up, or until something did not hold.
import fc from 'fast-check';
import { describe, Fault } from '../oracle.ts';
import type { Json, OpenTarget } from '../target.ts';

/** How long: both end it, whichever comes first. */
export interface Budget {
  runs: number;
  seconds: number;
}

/** An input that was kept, by its file's name. */
export interface KeptCase {
  name: string;
  input: Json;
}

/** What did not hold, and the smallest input for it that was found. */
export interface Found {
  sentence: string;
  input: Json;
  /** Of the round that found it; `undefined` for a kept case. */
  seed: number | undefined;
  /** The kept case, where it was one. */
  kept: string | undefined;
}

/** How a target was run. */
export interface Rounds {
  /** Inputs examined, without those of shrinking. */
  runs: number;
  seconds: number;
  found: Found | undefined;
}

export interface RoundOptions {
  seed: number;
  budget: Budget;
  kept: readonly KeptCase[];
  /** Told of each input before it is examined. */
  onInput?: (input: Json) => void;
}

/** So many inputs are made from one seed: fast-check grows them within a round. */
const runsPerRound = 200;

/** A run that takes longer, three times in a row, is a fault: none of these inputs is large. */
const longestMs = 5_000;

const longestShrinkMs = 15_000;

/** Kept cases first, then rounds from `seed`, `seed + 1` and so on: the same seed gives the same inputs. */
export async function runRounds(target: OpenTarget, options: RoundOptions): Promise<Rounds> {
  const { seed, budget, kept, onInput = () => {} } = options;
  const startedAtMs = performance.now();
  const untilMs = startedAtMs + budget.seconds * 1_000;
  const examine = async (input: Json): Promise<void> => {
    onInput(input);
    await examineInTime(target, input);
  };
  const end = (runs: number, found?: Found): Rounds => ({
    ...{ runs, found },
    seconds: (performance.now() - startedAtMs) / 1_000,
  });
  for (const { name, input } of kept) {
    const sentence = await findFault(examine, input);
    if (sentence !== undefined) return end(0, { sentence, input, seed: undefined, kept: name });
  }
  let runs = 0;
  for (let round = 0; runs < budget.runs && performance.now() < untilMs; round += 1) {
    const numRuns = Math.min(runsPerRound, budget.runs - runs);
    const { failed, input, made } = await runRound(target, examine, { seed: seed + round, numRuns, untilMs });
    runs += made;
    if (failed !== undefined && input !== undefined) {
      return end(runs, { sentence: failed, input: input.value, seed: seed + round, kept: undefined });
    }
  }
  return end(runs);
}

interface Round {
  failed?: string;
  input?: { value: Json };
  made: number;
}

async function runRound(
  { inputs }: OpenTarget,
  examine: (input: Json) => Promise<void>,
  { seed, numRuns, untilMs }: { seed: number; numRuns: number; untilMs: number },
): Promise<Round> {
  let failedAtMs: number | undefined;
  let made = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    const nowMs = performance.now();
    // Whoever shrinks asks on and on; what is small enough by now has to do. A round that ran out of time ends without a word.
    const isEnough = failedAtMs === undefined ? nowMs > untilMs : nowMs - failedAtMs > longestShrinkMs;
    if (isEnough) return;
    if (failedAtMs === undefined) made += 1;
    try {
      await examine(input);
    } catch (error) {
      failedAtMs ??= performance.now();
      throw error;
    }
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns });
  const [value] = counterexample ?? [];
  if (!failed || value === undefined) return { made };
  return { made, failed: toSentence(errorInstance), input: { value } };
}

async function findFault(examine: (input: Json) => Promise<void>, input: Json): Promise<string | undefined> {
  try {
    await examine(input);
    return undefined;
  } catch (error) {
    return toSentence(error);
  }
}

/** Twice again where it took long, because the machine may have been busy with something else. */
async function examineInTime(target: OpenTarget, input: Json): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const startedAtMs = performance.now();
    const pending = target.examine(input);
    const isLater = pending instanceof Promise;
    if (isLater) await pending;
    // What waits for a socket has time limits of its own.
    if (isLater || performance.now() - startedAtMs < longestMs) return;
  }
  throw new Fault(`It took longer than ${longestMs} ms, three times in a row.`);
}

function toSentence(error: unknown): string {
  return error instanceof Fault ? error.message : `It threw ${describe(error)}`;
}
