// Containers as the build makes them, with one thing broken, and what is found in them.
import type { ContainerExport, ExportVersion } from '../../../functions/downloads/container-export.ts';
import { findContainerFaults } from '../../../scripts/containers/find-container-faults.ts';
import { webExport } from './built-containers.ts';

/** Deeply writable, so that a test can break one thing. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? Draft<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T;

/** Changes a container in one place. */
export type Change = (version: Draft<ExportVersion>) => void;

/** The faults of the file after somebody changed its version: `path: sentence`. */
export function faultsOf(change: Change, file: ContainerExport = webExport): string[] {
  // A clone has the same shape; only `readonly` is gone.
  const copy = structuredClone(file) as Draft<ContainerExport>;
  change(copy.containerVersion);
  return findContainerFaults(copy).map(({ path, sentence }) => `${path}: ${sentence}`);
}

/** The entity of this name; throws where there is none. */
export function named<Entity extends { name: string }>(list: Entity[] | undefined, name: string): Entity {
  const found = list?.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

/** The item at this place; throws where there is none. */
export function at<Item>(list: Item[] | undefined, index: number): Item {
  const found = list?.at(index);
  if (found === undefined) throw new Error(`There is no item ${index}.`);
  return found;
}

/** The name of a tag in the web container. */
export const conversionTag = 'Tilltag - Checkout conversion';
