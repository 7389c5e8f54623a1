// What whoever opens the console adds to its pages: values that they know and the visitor does not, such as the keys of a demo.
import type { StepId, StepNote } from './setup/setup-steps.ts';

/** Where a hint stands: at the form for a new property, its overview, the list of a set-up's steps or one of them, its conversions, one of its payments, or the check-up. */
export type HintPlace = 'new' | 'overview' | 'setup' | StepId | 'conversions' | 'payment' | 'doctor';

/** What to do at a page, one after the other, and where to go for the rest. */
export interface Hint {
  title: string;
  parts: readonly HintPart[];
  /** Opened beside the console, which is not left for it. */
  link?: { href: string; text: string };
  /** What of the set-up cannot be done here, so that nobody is sent to it. */
  leave?: readonly StepNote[];
}

/** A sentence or more, and what it has a visitor copy into the page's fields. */
export interface HintPart {
  text: string;
  copied?: string;
}

/** The hint for a place of a property, if there is one; `propertyId` is absent where there is no property yet. */
export type FindHint = (place: HintPlace, propertyId?: string) => Hint | undefined;
