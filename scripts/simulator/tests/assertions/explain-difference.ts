// Says in one sentence where two values differ, when the values as a whole are too much to compare by eye.
import { describeValue } from './describe-value.ts';
import { type Difference, findDifference } from './find-difference.ts';

/** A text up to this long is compared by eye. */
const shortText = 40;

/** `They differ at .items[0].price: 1 is not 2.`; empty when the values are equal, or when looking at them is enough. */
export function explainDifference(actual: unknown, expected: unknown): string {
  const difference = findDifference(actual, expected);
  if (difference === undefined) return '';
  const place = [difference.path, findTextPlace(difference)].filter((part) => part !== '').join(', ');
  if (place === '') return '';
  return `They differ at ${place}: ${excerpt(difference.actual, difference)} is not ${excerpt(difference.expected, difference)}.`;
}

/** Where two long texts differ; undefined for anything else. */
function findTextIndex({ actual, expected }: Difference): number | undefined {
  if (typeof actual !== 'string' || typeof expected !== 'string') return undefined;
  if (Math.max(actual.length, expected.length) <= shortText) return undefined;
  let index = 0;
  while (actual[index] === expected[index]) index += 1;
  return index;
}

function findTextPlace(difference: Difference): string {
  const index = findTextIndex(difference);
  return index === undefined ? '' : `character ${index + 1}`;
}

function excerpt(value: unknown, difference: Difference): string {
  const index = findTextIndex(difference);
  if (index === undefined || typeof value !== 'string') return describeValue(value);
  const start = Math.max(0, index - shortText / 4);
  const end = index + shortText / 2;
  return `${start > 0 ? '…' : ''}${JSON.stringify(value.slice(start, end))}${end < value.length ? '…' : ''}`;
}
