// Finds e-mail addresses in what should never carry one: the parameters of a hit.

/** The names of parameters that hold an `@`, encoded or not, however often. */
export function findPlainText(parameters: Iterable<readonly [string, string]>): string[] {
  return [...parameters].filter(([name, value]) => holdsAt(name) || holdsAt(value)).map(([name]) => name);
}

function holdsAt(text: string): boolean {
  // An address within an address is encoded once more: %2540.
  return /@|%(?:25)*40/i.test(text);
}
