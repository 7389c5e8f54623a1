// A template that can run, in a page or in Node.
import type { PermissionSet } from '../permissions/settings.ts';

/** The kinds of templates in the words of people, by those of the file. */
export const templateKinds = { TAG: 'tag', MACRO: 'variable', CLIENT: 'client' } as const;

/** What a template's file says besides its code. */
export interface TemplateHeader {
  readonly name: string;
  readonly container: 'web' | 'server';
  readonly kind: (typeof templateKinds)[keyof typeof templateKinds];
  /** The form's default values, as GTM fills them in when someone makes a tag. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly permissions: PermissionSet;
}

/** A template with its code as a function; the code may throw. */
export interface CompiledTemplate extends TemplateHeader {
  readonly execute: (data: Readonly<Record<string, unknown>>, require: (name: unknown) => unknown) => unknown;
}
