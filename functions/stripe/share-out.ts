// Shares an amount out in proportion, in whole minor units and to the last one.

/**
 * `total` in as many whole parts as there are weights, each next to its proportional part, with exactly `total` as their sum.
 * Where the weights come to nothing, the last part has all.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let weightSoFar = 0;
  let givenSoFar = 0;
  return weights.map((weight, index) => {
    weightSoFar += weight;
    const isLast = index === weights.length - 1;
    const upToHere = isLast ? total : whole === 0 ? 0 : Math.round((total * weightSoFar) / whole) + 0;
    const part = upToHere - givenSoFar;
    givenSoFar = upToHere;
    return part;
  });
}
