// Where a text is not JSON: every fault with its line and column, where JSON.parse stops at the first or names no place.
import { readJsonTree } from './read-json-tree.ts';
import { placesOf, type TextPlace } from './text-lines.ts';

/** One fault; line and column count from 1 within the text. */
export interface JsonFault extends TextPlace {
  readonly message: string;
}

/** No faults means that JSON.parse accepts the text. */
export function findJsonFaults(text: string): JsonFault[] {
  const placeOf = placesOf(text);
  return readJsonTree(text).faults.map(({ offset, message }) => ({ ...placeOf(offset), message }));
}
