// The inputs that once found something: each a file of JSON in the folder of its target, replayed before anything else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptCase } from './run-rounds.ts';

const folder = join(import.meta.dirname, '../cases');

/** The kept cases of a target, by name; none where it never found anything. */
export function readKeptCases(target: string): KeptCase[] {
  const own = join(folder, target);
  const names = listNames(own).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => ({ name, input: JSON.parse(readFileSync(join(own, name), 'utf8')) }));
}

/** The targets that have a folder of cases. */
export function listKeptTargets(): string[] {
  return listNames(folder);
}

function listNames(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
