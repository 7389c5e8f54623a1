// JSON values that know where they stand.

/** A value and where it stands in the text. What is no JSON value, or missing, is undefined. */
export type JsonNode =
  | { readonly kind: 'object'; readonly offset: number; readonly entries: readonly JsonEntry[] }
  | { readonly kind: 'list'; readonly offset: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'value'; readonly offset: number; readonly value: JsonScalar | undefined };

/** A key with its value. */
export type JsonEntry = { readonly key: string; readonly value: JsonNode };

/** A value that holds no others. */
export type JsonScalar = string | number | boolean | null;

/** The value as JSON.parse would give it; what is undefined is left out. */
export function toJsonValue(node: JsonNode): unknown {
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.items.map(toJsonValue).filter((item) => item !== undefined);
  const entries = node.entries.map(({ key, value }) => [key, toJsonValue(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The value of a key of an object; where a key stands twice the last one counts, as in JSON.parse. */
export function findEntry(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}

/** Whether no JSON value stands there, which is a fault already. */
export function isBroken(node: JsonNode): boolean {
  return node.kind === 'value' && node.value === undefined;
}
