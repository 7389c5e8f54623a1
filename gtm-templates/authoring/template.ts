// What a template is, for its author: a tag or a variable with a form, permissions and a history.
import type { DataOfFields } from './data.ts';
import type { Field } from './fields.ts';
import type { Permission } from './permissions.ts';

/** The categories that the template gallery knows. */
export type Category =
  | 'ADVERTISING'
  | 'AFFILIATE_MARKETING'
  | 'ANALYTICS'
  | 'ATTRIBUTION'
  | 'CHAT'
  | 'CONVERSIONS'
  | 'DATA_WAREHOUSING'
  | 'EMAIL_MARKETING'
  | 'EXPERIMENTATION'
  | 'HEAT_MAP'
  | 'LEAD_GENERATION'
  | 'MARKETING'
  | 'PERSONALIZATION'
  | 'REMARKETING'
  | 'SALES'
  | 'SESSION_RECORDING'
  | 'SOCIAL'
  | 'SURVEY'
  | 'TAG_MANAGEMENT'
  | 'UTILITY';

/** What the author writes. */
export interface TemplateOptions<Fields extends readonly Field[]> {
  readonly displayName: string;
  readonly description: string;
  /** One to three. */
  readonly categories: readonly Category[];
  readonly fields: Fields;
  readonly permissions: readonly Permission[];
  /** What a user of the template would notice, one line per version, newest first. */
  readonly changes: readonly string[];
  /** Free text at the end of the file. */
  readonly notes?: string;
}

/** A template for web containers; `kind` says whether its code runs for effect (tag) or for a value (variable). */
export interface Template<
  Kind extends 'tag' | 'variable' = 'tag' | 'variable',
  Fields extends readonly Field[] = readonly Field[],
> extends TemplateOptions<Fields> {
  readonly kind: Kind;
  readonly container: 'web';
}

/** A tag for web containers: its code must reach exactly one of `data.gtmOnSuccess` and `data.gtmOnFailure`. */
export function webTag<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'tag', Fields> {
  return { ...options, kind: 'tag', container: 'web' };
}

/** A variable for web containers: its code returns the value. */
export function webVariable<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'variable', Fields> {
  return { ...options, kind: 'variable', container: 'web' };
}

/**
 * What the template's code receives: the values of its form and, for tags, the two callbacks.
 *
 * @example
 * export type Data = DataOf<typeof template>;
 */
export type DataOf<T extends Template> =
  T extends Template<infer Kind, infer Fields>
    ? Kind extends 'tag'
      ? DataOfFields<Fields> & TagCallbacks
      : DataOfFields<Fields>
    : never;

/** GTM waits until a tag has called exactly one of them. */
export interface TagCallbacks {
  readonly gtmOnSuccess: () => void;
  readonly gtmOnFailure: () => void;
}
