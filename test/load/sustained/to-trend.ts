// The slope of a series that no single figure can bend, and between which slopes it lies.
import { toMedian } from '../../bench/statistics.ts';

/** One figure, and where it stands: a time, or a count that only rises. */
export interface Point {
  at: number;
  value: number;
}

/** All three in units of value per unit of `at`. */
export interface Trend {
  slope: number;
  /**
   * The slope lies between these in 99 of 100 series whose figures are off their line independently of each other, and in fewer where what
   * is off stays off. They are infinite where there are too few figures to say.
   */
  low: number;
  high: number;
}

/** Of a normal distribution, so far from its middle on both sides lie 99 of 100. */
const surely = 2.576;

/**
 * The median of the slopes between all pairs of points (Theil–Sen), and Sen's interval around it, which asks for no distribution, but for errors that are independent:
 * https://doi.org/10.1080/01621459.1968.10480934. Throws a RangeError for fewer than two points.
 */
export function toTrend(points: readonly Point[]): Trend {
  const slopes = listSlopes(points).sort((one, other) => one - other);
  const count = points.length;
  const spread = surely * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const outside = Math.floor((slopes.length - spread) / 2);
  return {
    slope: toMedian(slopes),
    low: slopes[outside - 1] ?? Number.NEGATIVE_INFINITY,
    high: slopes[slopes.length - outside] ?? Number.POSITIVE_INFINITY,
  };
}

function listSlopes(points: readonly Point[]): number[] {
  return points.flatMap((point, index) =>
    // Two at the same place have no slope between them.
    points
      .slice(index + 1)
      .flatMap(({ at, value }) => (at === point.at ? [] : [(value - point.value) / (at - point.at)])),
  );
}
