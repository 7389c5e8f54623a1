// Objects that name only what is known.

/** The object without its `undefined` fields: on the wire an unknown field is absent. */
export function knownFields<T extends object>(fields: T): { [key in keyof T]?: Exclude<T[key], undefined> } {
  const known: { [key in keyof T]?: Exclude<T[key], undefined> } = {};
  for (const key in fields) {
    const value = fields[key];
    // TypeScript does not narrow a generic member; the comparison above the assignment is what makes it true.
    if (value !== undefined) known[key] = value as Exclude<T[typeof key], undefined>;
  }
  return known;
}
