// Decides which licences a package may have, for what runs and for what only builds and tests.
import type { LockedPackage } from './read-packages.ts';

/** What may be passed on in a deployment under Apache-2.0 with no more than the names and texts of the licences. */
const permissiveLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
];

/** What is used here and passed on to nobody may ask for its own source to stay open. */
const toolLicences: readonly string[] = [...permissiveLicences, 'MPL-2.0'];

/** Packages with another licence, each with the reason why that is no trouble. */
export const exceptions: ReadonlyMap<string, { readonly licence: string; readonly why: string }> = new Map([
  ['spdx-exceptions', { licence: 'CC-BY-3.0', why: 'A list of names; the licence asks to name who made it.' }],
]);

/** What stands against the licence of a package, as a sentence; `undefined` where nothing does. */
export function judgeLicence({ name, licence, isRuntime }: LockedPackage): string | undefined {
  if (licence === undefined) return `${name} states no licence.`;
  if (exceptions.get(name)?.licence === licence) return undefined;
  if (isAllowed(licence, isRuntime ? permissiveLicences : toolLicences)) return undefined;
  return `${name} is under ${licence}, which ${isRuntime ? 'what runs' : 'a tool'} may not be.`;
}

/** One of the alternatives is enough, and all parts of it must be allowed; brackets within brackets are not understood. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const bare = expression.replace(/^\(([^()]*)\)$/, '$1');
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((id) => allowed.includes(id)));
}
