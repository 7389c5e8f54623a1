// What every stand-in for a tag of Google's is: a function of its settings and the event.
import type { VariableScope } from '../server-variables.ts';

/** A tag's resolved settings. */
export type GoogleTagFields = Readonly<Record<string, unknown>>;

/** Fires it: resolves with why the tag failed, or with undefined where it did not. */
export type GoogleTag = (fields: GoogleTagFields, scope: VariableScope) => Promise<string | undefined>;
