// What a finding is in words: what was found, why it matters, and the exact fix, for the console and for a terminal.
import type { FindingCode, FindingData, Verdict } from '../finding.ts';

export interface FindingText {
  what: string;
  /** Empty where all is well. */
  why: string;
  /** `null` where there is nothing to do. */
  fix: FindingFix | null;
}

export interface FindingFix {
  /** What to do in the console or outside of it, without its last step's address. */
  console: string;
  /** The page of the property where it is done, such as `/setup/keys`; `null` where it is done elsewhere. */
  path: string | null;
  /** What to do for whoever sits at a terminal, with the command to type. */
  terminal: string;
}

/** Of which property, and how bad the finding is, where the words depend on it. */
export interface TextContext {
  propertyId: string;
  verdict: Verdict;
}

/** One entry of the table. */
export type ToText<Code extends FindingCode> = (data: FindingData[Code], context: TextContext) => FindingText;

/** Some entries of the table. */
export type TextsOf<Codes extends FindingCode> = { [Code in Codes]: ToText<Code> };

/** Nothing is wrong. */
export function well(what: string): FindingText {
  return { what, why: '', fix: null };
}

/** The command in the form in which it is typed. */
export function command(words: string): string {
  return `npm run tilltag -- ${words}`;
}

/** `1 payment`, `3 payments`; with `hasMore` `100 payments or more`. */
export function several(count: number, noun: string, hasMore = false): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}${hasMore ? ' or more' : ''}`;
}

/** A moment in UTC, to the minute. */
export function toMoment(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
