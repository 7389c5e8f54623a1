// Says why nothing can ever be called under a name that a test asks about.

/** What is known of the names in a scenario. */
export interface KnownNames {
  readonly container: 'web' | 'server';
  readonly apiNames: readonly string[];
  readonly isMocked: (name: string) => boolean;
  readonly isObjectApi: (name: string) => boolean;
}

const callbacks = ['gtmOnSuccess', 'gtmOnFailure'];

/** A sentence with its cure, or undefined where calls are noted under this name. */
export function findNameFault(
  name: string,
  { container, apiNames, isMocked, isObjectApi }: KnownNames,
): string | undefined {
  const owner = name.split('.')[0] ?? name;
  if (callbacks.includes(name)) return undefined;
  if (apiNames.includes(owner) && isObjectApi(owner)) {
    return `assertApi does not see the functions of ${owner}, which is an object. Mock it with functions that note their calls.`;
  }
  if (isMocked(name) || apiNames.includes(name)) return undefined;
  return `${name} is no API of ${container} containers, and the scenario does not mock it. Correct the name.`;
}
