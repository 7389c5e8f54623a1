// What a template is, for its author: a tag, a variable or a client with a form, permissions and a history.
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

/** Whether the code runs for effect (tag), for a value (variable), or to answer a request (client). */
export type TemplateKind = 'tag' | 'variable' | 'client';

/** Where a template's code runs. */
export type ContainerKind = 'web' | 'server';

/** A template for one kind of container. */
export interface Template<
  Kind extends TemplateKind = TemplateKind,
  Fields extends readonly Field[] = readonly Field[],
  Container extends ContainerKind = ContainerKind,
> extends TemplateOptions<Fields> {
  readonly kind: Kind;
  readonly container: Container;
}

/** A tag for web containers: its code must reach exactly one of `data.gtmOnSuccess` and `data.gtmOnFailure`. */
export function webTag<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'tag', Fields, 'web'> {
  return { ...options, kind: 'tag', container: 'web' };
}

/** A variable for web containers: its code returns the value. */
export function webVariable<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'variable', Fields, 'web'> {
  return { ...options, kind: 'variable', container: 'web' };
}

/**
 * A client for server containers: its code claims the requests that are its own before the first asynchronous step, and
 * answers each with `returnResponse`.
 */
export function serverClient<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'client', Fields, 'server'> {
  return { ...options, kind: 'client', container: 'server' };
}

/** A tag for server containers: its code must reach exactly one of `data.gtmOnSuccess` and `data.gtmOnFailure`. */
export function serverTag<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'tag', Fields, 'server'> {
  return { ...options, kind: 'tag', container: 'server' };
}

/** A variable for server containers: its code returns the value, or a promise of it. */
export function serverVariable<const Fields extends readonly Field[]>(
  options: TemplateOptions<Fields>,
): Template<'variable', Fields, 'server'> {
  return { ...options, kind: 'variable', container: 'server' };
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
