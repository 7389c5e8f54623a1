// What a simulated container holds: its variables, tags and triggers, as a person would set them up in GTM.

import type { SessionCookieForm } from './google-analytics-cookies.ts';

/** An extra condition of a trigger. `matches` is a regular expression on the variable's value as text; undefined reads "undefined". */
export interface TriggerCondition {
  readonly variable: string;
  readonly matches: string;
}

/** When a tag fires. */
export type Trigger = (
  | { readonly on: 'page_view' }
  | { readonly on: 'consent_initialization' }
  | { readonly on: 'custom_event'; readonly event: string }
) & { readonly when?: TriggerCondition };

/** Values of a form; a text may hold `{{Variable name}}`. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** A stand-in for Google's own GA4 event tag. */
export interface GoogleAnalyticsSettings {
  readonly measurementId: string;
  /** Where hits go instead of Google; `/g/collect` is added. */
  readonly collectorUrl: string;
  /** The event's name in the hit; may hold `{{Event}}`. */
  readonly event: string;
  /** How long Google's script takes to load: hits wait for it, and so do the cookies of a first visit. At once unless given. */
  readonly loadMs?: number;
  /** The form of a session cookie that is made; `GS2` unless given. */
  readonly sessionCookie?: SessionCookieForm;
}

/** Constant, data layer (version 2) or one of our templates; `template` is of type `Template`. */
export type VariableOf<Template> =
  | { readonly name: string; readonly constant: string }
  | { readonly name: string; readonly dataLayerKey: string }
  | { readonly name: string; readonly template: Template; readonly fields: FieldValues };

/** One of our templates or the GA4 stand-in, with its trigger. */
export type TagOf<Template> =
  | { readonly name: string; readonly template: Template; readonly fields: FieldValues; readonly trigger: Trigger }
  | { readonly name: string; readonly googleAnalytics: GoogleAnalyticsSettings; readonly trigger: Trigger };

/** A container whose templates are of type `Template`: `.tpl` texts as described, compiled ones as run. */
export interface ContainerOf<Template> {
  readonly publicId: string;
  readonly isPreview: boolean;
  /** `dataLayer` unless the page renamed it. */
  readonly dataLayerName?: string;
  /** Besides these, `{{Event}}`, `{{Page URL}}` and `{{Container ID}}` are built in. */
  readonly variables: readonly VariableOf<Template>[];
  readonly tags: readonly TagOf<Template>[];
}

/** A container with the whole texts of its `.tpl` files. */
export type ContainerDescription = ContainerOf<string>;

/** Origins to be replaced on the way to the page, after permissions were checked: `{'https://tags.example.test': 'http://127.0.0.1:8788'}`. */
export type HostMap = Readonly<Record<string, string>>;

/** The same container with every template passed through `convert`. */
export function mapTemplates<From, To>(container: ContainerOf<From>, convert: (from: From) => To): ContainerOf<To> {
  return {
    ...container,
    variables: container.variables.map((variable) =>
      'template' in variable ? { ...variable, template: convert(variable.template) } : variable,
    ),
    tags: container.tags.map((tag) => ('template' in tag ? { ...tag, template: convert(tag.template) } : tag)),
  };
}
