// What whoever opens the console adds to its pages: values that they know and the visitor does not, such as the keys of a demo.
import type { StepId } from './setup/setup-steps.ts';

/** Where a hint stands: at the form for a new property, at a step of a set-up, or at the check-up. */
export type HintPlace = 'new' | StepId | 'doctor';

/** Whole sentences, texts to be copied into the page's fields, and where to go for the rest. */
export interface Hint {
  title: string;
  sentences: readonly string[];
  copied?: readonly string[];
  /** Opened beside the console, which is not left for it. */
  link?: { href: string; text: string };
}

/** The hint for a place of a property, if there is one; `propertyId` is absent where there is no property yet. */
export type FindHint = (place: HintPlace, propertyId?: string) => Hint | undefined;
