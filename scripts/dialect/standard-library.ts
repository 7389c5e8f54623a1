// The members that values have in the sandbox, and what they give.
// https://developers.google.com/tag-platform/tag-manager/templates/standard-library

/** What the check can know of a value. `nothing` is undefined or null, of which no member can be asked. */
export type StaticType = ClosedType | 'nothing' | 'unknown' | `api:${string}`;

/** The types whose members are known to the last. */
export type ClosedType = 'string' | 'number' | 'boolean' | 'array' | 'function';

/** Names of members, each with what it gives: the value of `length`, else the result of a call. */
export type Members = ReadonlyMap<string, StaticType>;

/** Members from lists of names, by what they give. */
export function members(names: { readonly [Result in StaticType]?: string }): Members {
  const found = new Map<string, StaticType>();
  for (const type of ['string', 'number', 'boolean', 'array', 'nothing', 'unknown'] as const) {
    for (const name of names[type]?.match(/\w+/g) ?? []) found.set(name, type);
  }
  return found;
}

/** Every member of each type. */
export const membersOf: { readonly [Type in ClosedType]: Members } = {
  string: members({
    string:
      'charAt concat replace slice substring toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim',
    number: 'indexOf lastIndexOf length search',
    array: 'split',
    unknown: 'match',
  }),
  array: members({
    string: 'join toString',
    number: 'indexOf lastIndexOf length push unshift',
    boolean: 'every hasOwnProperty some',
    array: 'concat filter map reverse slice splice',
    nothing: 'forEach',
    // One build of GTM sorted in place and gave undefined, so nobody may count on a list.
    unknown: 'pop reduce reduceRight shift sort',
  }),
  number: members({ string: 'toString' }),
  boolean: members({ string: 'toString' }),
  function: members({}),
};

/** What calling the method gives on whichever type has it; undefined where types differ or none has it. */
export function resultOnAnyType(method: string): StaticType | undefined {
  const [first, ...others] = Object.values(membersOf).flatMap((known) => known.get(method) ?? []);
  return others.every((result) => result === first) ? first : undefined;
}
