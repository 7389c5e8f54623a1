// The arithmetic of the benches: medians, percentiles, ratios of pairs, and whether a goal is met.

/** One repetition: what ours measured and, right before or after it, what it is compared with. Same unit. */
export interface Pair {
  ours: number;
  baseline: number;
}

/** What a ratio has to keep to. */
export type Goal = { atLeast: number } | { atMost: number };

/** Ours divided by the baseline: the median over the pairs, and how far single pairs lie apart. */
export interface Ratio {
  median: number;
  lowest: number;
  highest: number;
}

/** `by` is the share of the goal that is missing or too much: 0.1 means a tenth. */
export type Verdict = { kind: 'met' } | { kind: 'missed'; by: number } | { kind: 'reported' };

/** The middle value, or the mean of the two middle ones. Throws a RangeError for no values. */
export function toMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('No values have no median.');
  return (lower + upper) / 2;
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed. Throws a RangeError for no values. */
export function toPercentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('No values have no percentile.');
  return value;
}

/** Each pair's own ratio first, then the median: what slows the machine down slows both sides of a pair. */
export function toRatio(pairs: readonly Pair[]): Ratio {
  const ratios = pairs.map(({ ours, baseline }) => ours / baseline);
  if (ratios.some((ratio) => !Number.isFinite(ratio) || ratio <= 0)) {
    throw new RangeError('A pair needs two figures above zero.');
  }
  return { median: toMedian(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}

/** Whether `ratio` keeps to `goal`; `reported` where there is no goal. */
export function judge(ratio: number, goal: Goal | undefined): Verdict {
  if (goal === undefined) return { kind: 'reported' };
  const by = 'atLeast' in goal ? 1 - ratio / goal.atLeast : ratio / goal.atMost - 1;
  return by <= 0 ? { kind: 'met' } : { kind: 'missed', by };
}
