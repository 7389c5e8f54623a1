// Valid JSON values with a few of their members changed, lost, doubled or made another type.
import fc from 'fast-check';
import type { Json } from '../target.ts';
import { hostileText } from './hostile-text.ts';

/** A number that a field of money, time or length may not have expected. */
const oddNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 99.999, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e21, 1e308, -1e308, 5e-324),
  fc.integer(),
);

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, [], {}, [null], [[]], { data: null }, { id: null }, { data: [null] }),
  oddNumber,
  hostileText,
);

const nested: fc.Arbitrary<Json> = fc
  .tuple(leaf, fc.constantFrom(1, 3, 60), fc.boolean())
  .map(([value, depth, isList]) => {
    let whole = value;
    for (let level = 0; level < depth; level += 1) whole = isList ? [whole] : { a: whole };
    return whole;
  });

/** Any JSON value that is small. */
const hostileJson: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(hostileText, leaf, { maxKeys: 4, noNullPrototype: true }) },
);

interface JsonMutation {
  kind: 'set' | 'lose' | 'add' | 'list' | 'record' | 'double' | 'text' | 'empty';
  /** Which of the places in the value, in thousandths. */
  at: number;
  key: string;
  value: Json;
}

const mutation: fc.Arbitrary<JsonMutation> = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'lose', 'lose', 'add', 'list', 'record', 'double', 'text', 'empty'),
  at: fc.nat({ max: 999 }),
  key: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'length', 'data', 'id', 'object', 'toJSON'), hostileText),
  value: hostileJson,
});

/** One of the valid values, as it is or with up to four of its places changed; now and then something else altogether. */
export function mutatedJson(valid: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof(
    { weight: 1, arbitrary: hostileJson },
    { weight: 1, arbitrary: valid },
    {
      weight: 12,
      arbitrary: fc
        .tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 4 }))
        .map(([value, mutations]) => mutations.reduce(mutate, value)),
    },
  );
}

function mutate(whole: Json, mutation: JsonMutation): Json {
  const places = countPlaces(whole);
  return change(whole, { left: Math.floor((places * mutation.at) / 1_000) }, mutation) ?? null;
}

function countPlaces(value: Json): number {
  return 1 + membersOf(value).reduce((sum, [, member]) => sum + countPlaces(member), 0);
}

function membersOf(value: Json): readonly (readonly [string, Json])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Counts places down while it walks; `undefined` where the member is to be lost. */
function change(value: Json, place: { left: number }, mutation: JsonMutation): Json | undefined {
  if (place.left === 0) {
    place.left = -1;
    return apply(value, mutation);
  }
  place.left -= 1;
  if (typeof value !== 'object' || value === null) return value;
  const members = membersOf(value).flatMap(([key, member]) => {
    const changed = place.left < 0 ? member : change(member, place, mutation);
    return changed === undefined ? [] : [[key, changed] as const];
  });
  // Not `{ ...x }` or an assignment, which would take a key `__proto__` for the prototype.
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

function apply(value: Json, { kind, key, value: other }: JsonMutation): Json | undefined {
  switch (kind) {
    case 'set':
      return other;
    case 'lose':
      return undefined;
    case 'add':
      return Object.fromEntries([...membersOf(value), [key, other]]);
    case 'list':
      return [value];
    case 'record':
      return { data: value };
    case 'double':
      return [value, value];
    case 'text':
      return String(JSON.stringify(value));
    case 'empty':
      return '';
  }
}
