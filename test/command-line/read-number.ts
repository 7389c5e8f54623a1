// A number that was typed behind an option.
import { OptionsError } from './read-options.ts';

/** What a number may be. */
export interface NumberBounds {
  least: number;
  /** Any unless given. */
  most?: number;
  isWhole?: boolean;
}

/** The number, or `undefined` where nothing was typed. Throws OptionsError for anything else than a number within the bounds. */
export function readNumber(name: string, text: string | undefined, bounds: NumberBounds): number | undefined {
  const { least, most = Number.POSITIVE_INFINITY, isWhole = false } = bounds;
  if (text === undefined) return undefined;
  // Blanks would be read as 0.
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const isFit = isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (isFit && value >= least && value <= most) return value;
  const kind = isWhole ? 'a whole number' : 'a number';
  const range = most === Number.POSITIVE_INFINITY ? `from ${least}` : `from ${least} to ${most}`;
  throw new OptionsError(`${name} is ${kind} ${range}.`);
}
