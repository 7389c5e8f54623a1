// A container in short: variables, tags and triggers as a person would set them up in GTM, for tests and for trying out.
import type { FieldValues } from './container-model.ts';
import type { SessionCookieForm } from './google-analytics-cookies.ts';

/** An extra condition of a trigger. `matches` is a regular expression on the variable's value as text; undefined reads "undefined". */
export interface TriggerCondition {
  readonly variable: string;
  readonly matches: string;
}

/** When a tag fires. */
export type DescribedTrigger = (
  | { readonly on: 'page_view' }
  | { readonly on: 'consent_initialization' }
  | { readonly on: 'custom_event'; readonly event: string }
) & { readonly when?: TriggerCondition };

/** A GA4 event tag that sends the data layer's ecommerce object. */
export interface GoogleAnalyticsSettings {
  readonly measurementId: string;
  /** Where hits go instead of Google; `/g/collect` is added. One for the whole container. */
  readonly collectorUrl: string;
  /** The event's name in the hit; may hold `{{Event}}`. */
  readonly event: string;
  /** How long Google's script takes to load, for the whole container. At once unless given. */
  readonly loadMs?: number;
  /** The form of a session cookie that is made, for the whole container; `GS2` unless given. */
  readonly sessionCookie?: SessionCookieForm;
}

/** Constant, data layer (version 2) or a template, whose whole `.tpl` text is given. */
export type DescribedVariable =
  | { readonly name: string; readonly constant: string }
  | { readonly name: string; readonly dataLayerKey: string }
  | { readonly name: string; readonly template: string; readonly fields: FieldValues };

/** A template or a GA4 event tag, with its trigger. */
export type DescribedTag =
  | {
      readonly name: string;
      readonly template: string;
      readonly fields: FieldValues;
      readonly trigger: DescribedTrigger;
    }
  | { readonly name: string; readonly googleAnalytics: GoogleAnalyticsSettings; readonly trigger: DescribedTrigger };

/** A container in short; it becomes an export before it runs. */
export interface ContainerDescription {
  readonly publicId: string;
  readonly isPreview: boolean;
  /** `dataLayer` unless the page renamed it. */
  readonly dataLayerName?: string;
  /** Besides these, `{{Event}}`, `{{Page URL}}` and `{{Container ID}}` are built in. */
  readonly variables: readonly DescribedVariable[];
  readonly tags: readonly DescribedTag[];
}

/** Origins to be replaced on the way to the page, after permissions were checked: `{'https://tags.example.test': 'http://127.0.0.1:8788'}`. */
export type HostMap = Readonly<Record<string, string>>;
