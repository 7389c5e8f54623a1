// Valid JSON values whose texts, numbers and truths are others, and whose shape is the same: answers of ours with anything in them.
import fc from 'fast-check';
import type { Json } from '../target.ts';
import { hostileText } from './hostile-text.ts';

interface LeafChange {
  /** Which of the leaves, in thousandths. */
  at: number;
  text: string;
  number: number;
}

const leafChange: fc.Arbitrary<LeafChange> = fc.record({
  at: fc.nat({ max: 999 }),
  text: hostileText,
  number: fc.oneof(fc.constantFrom(0, -1, 0.1, 1e21, -1e308, 5e-324, 2 ** 53), fc.integer()),
});

/** One of the valid values with up to six leaves changed, each to another value of its type. */
export function mutatedLeaves(valid: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc
    .tuple(valid, fc.array(leafChange, { maxLength: 6 }))
    .map(([value, changes]) => changes.reduce(changeLeaf, value));
}

function changeLeaf(whole: Json, change: LeafChange): Json {
  let left = Math.floor((countLeaves(whole) * change.at) / 1_000);
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member)]));
    }
    left -= 1;
    return left === -1 ? replace(value, change) : value;
  };
  return walk(whole);
}

function replace(value: Json, { text, number }: LeafChange): Json {
  if (typeof value === 'string') return text;
  if (typeof value === 'number') return number;
  return typeof value === 'boolean' ? !value : value;
}

function countLeaves(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + countLeaves(member), 0);
}
