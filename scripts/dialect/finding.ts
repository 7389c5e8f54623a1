// What a rule of the dialect finds: an offset in the code, and what to say of it.
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';

/** One fault, before it is known which line of which file its offset is. */
export interface Finding {
  /** Characters from the start of the code. */
  readonly offset: number;
  readonly say: (place: Place) => Diagnostic;
}
