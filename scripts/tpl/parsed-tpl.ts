// What a template file holds, in parts, with the places where its code stands.
import type { PlainPermission } from '../../functions/downloads/permission-trees.ts';
import type { TplFile } from '../../functions/downloads/tpl-sections.ts';
import type { FormFault } from './tpl-faults.ts';

/** One entry of the form, as it stands in the file. */
export interface TplParameter {
  readonly type: string;
  readonly name: string;
  /** The JSON object, whole. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A piece of code and where it stands in the file; line and column count from 1. */
export interface TplText {
  readonly text: string;
  /** Where its first line stands; where it is quoted or folded, where the value starts. */
  readonly line: number;
  /** The column of the file in which each of its lines starts: how far it is indented, plus 1. */
  readonly column: number;
  /** Whether its lines are lines of the file, so that a place in it is a place in the file. */
  readonly isExact: boolean;
}

/** One test of the file. */
export interface TplScenario {
  readonly name: string;
  readonly code: string;
  /** Where its entry starts. */
  readonly line: number;
  /** Where the code starts, as in TplText. */
  readonly codeLine: number;
  readonly codeColumn: number;
  readonly isCodeExact: boolean;
}

/** A template file in parts. What is missing or broken is empty here, or as far as it could be read, and in `faults`. */
export interface ParsedTpl extends TplFile {
  readonly container: 'web' | 'server';
  readonly kind: 'TAG' | 'MACRO' | 'CLIENT' | undefined;
  readonly displayName: string;
  readonly info: Readonly<Record<string, unknown>>;
  /** Nested fields follow the group or item that holds them, so the list is flat. */
  readonly parameters: readonly TplParameter[];
  /** Sandboxed JavaScript. */
  readonly code: TplText;
  readonly permissions: readonly PlainPermission[];
  /** Empty where there is none. */
  readonly setup: string;
  readonly setupText: TplText | undefined;
  readonly scenarios: readonly TplScenario[];
  readonly notes: string;
  /** In the order of the file. */
  readonly faults: readonly FormFault[];
}

/** The place in the file of a place in its code; without an exact one, the place where the value starts. */
export function toFilePlace(
  { line, column, isExact }: Pick<TplText, 'line' | 'column' | 'isExact'>,
  place: { readonly line: number; readonly column: number },
): { line: number; column: number } {
  if (!isExact) return { line, column };
  return { line: line + place.line - 1, column: column + place.column - 1 };
}
