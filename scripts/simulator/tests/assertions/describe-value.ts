// Prints any value of a scenario in a form that a person can compare with another.

const mostCharacters = 400;
const plainKey = /^[A-Za-z_$][\w$]*$/;

/** JSON-like text on one line, cut where it gets long; functions are named, and a value inside itself is `[circular]`. */
export function describeValue(value: unknown): string {
  const text = print(value, []);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** `["a"], 1`: a list of values as it stands in a call. */
export function describeValues(values: readonly unknown[]): string {
  return values.map(describeValue).join(', ');
}

/** `.items[0]["a b"]`: one step into a value, as code writes it. */
export function describeStep(container: unknown, key: string): string {
  if (Array.isArray(container)) return `[${key}]`;
  return plainKey.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function print(value: unknown, parents: readonly unknown[]): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return value.name === '' ? '[function]' : `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (parents.includes(value)) return '[circular]';
  const within = [...parents, value];
  if (Array.isArray(value)) return `[${value.map((item) => print(item, within)).join(', ')}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${plainKey.test(key) ? key : JSON.stringify(key)}: ${print(item, within)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
