// Finds what two values have in common, by identity: what one template sets on it, all others find there.

function isObjectLike(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Every object and function that template code reaches from the value by its own properties. */
function collect(value: unknown, found = new Set<object>()): ReadonlySet<object> {
  if (!isObjectLike(value) || found.has(value)) return found;
  found.add(value);
  for (const item of Object.values(value)) collect(item, found);
  return found;
}

/** What both reach; none for an API whose every function is made for the run. */
export function findShared(one: unknown, other: unknown): object[] {
  const others = collect(other);
  return [...collect(one)].filter((item) => others.has(item));
}
