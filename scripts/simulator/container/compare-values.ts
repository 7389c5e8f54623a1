// Compares two texts as the conditions of triggers do.
//
// Decision where GTM's behaviour is not public: a regular expression that does not parse matches nothing.

/** The comparisons of a container's conditions that are known, and what each says of two texts. */
const comparisons: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  EQUALS: (left, right) => left === right,
  CONTAINS: (left, right) => left.includes(right),
  STARTS_WITH: (left, right) => left.startsWith(right),
  ENDS_WITH: (left, right) => left.endsWith(right),
  GREATER: (left, right) => Number(left) > Number(right),
  GREATER_OR_EQUALS: (left, right) => Number(left) >= Number(right),
  LESS: (left, right) => Number(left) < Number(right),
  LESS_OR_EQUALS: (left, right) => Number(left) <= Number(right),
};

/** Whether `compareValues` knows this comparison. */
export function isKnownOperator(operator: string): boolean {
  return operator === 'MATCH_REGEX' || Object.hasOwn(comparisons, operator);
}

/** Whether the comparison holds; one that is not known never does. */
export function compareValues(operator: string, left: string, right: string, ignoresCase: boolean): boolean {
  if (operator === 'MATCH_REGEX') {
    return matches(left, right, ignoresCase);
  }
  const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  const [first, second] = ignoresCase ? [left.toLowerCase(), right.toLowerCase()] : [left, right];
  return compare?.(first, second) ?? false;
}

function matches(text: string, pattern: string, ignoresCase: boolean): boolean {
  try {
    return new RegExp(pattern, ignoresCase ? 'i' : '').test(text);
  } catch {
    return false;
  }
}
