// How an importable container is described: entities by name, without the ids that only the file needs.
import type { ExportCondition, ExportConsent, ExportParameter } from '../../../functions/downloads/container-export.ts';

/** What every entity says of itself. */
interface Described {
  readonly name: string;
  /** One of the container's folders, by name. */
  readonly folder: string;
  /** What it does and what a marketer may change, in plain words. */
  readonly notes: string;
}

/** One of GTM's own kinds by its short name (`v`, `gaawe`), with all its parameters as GTM exports them. */
interface OfGtm {
  readonly type: string;
  readonly parameters: readonly ExportParameter[];
}

/**
 * One of our templates by its folder, with the fields that differ from what its form starts with; a `{{variable}}` may stand for
 * any text or choice.
 */
interface OfTemplate {
  readonly template: string;
  readonly fields: FormValues;
}

/** Values by the names of a form's fields. */
export type FormValues = Readonly<Record<string, string | boolean>>;

/** An entity with settings of its own. */
export type Description = Described & (OfGtm | OfTemplate);

export type VariableDescription = Description;

export interface TriggerDescription extends Described {
  /** `INIT`, `PAGEVIEW`, `CUSTOM_EVENT` … */
  readonly type: string;
  /** Which events, for triggers of the type `CUSTOM_EVENT`. */
  readonly event?: ExportCondition;
  /** Conditions that all must hold besides. */
  readonly filter?: readonly ExportCondition[];
}

export type TagDescription = Description & {
  /** Triggers of this container by name, or ids of those that GTM has built in. */
  readonly triggers: readonly string[];
  readonly consent: ExportConsent['consentStatus'];
  /** The higher, the earlier. */
  readonly priority?: number;
  /** Whether it waits for somebody to fill in what it needs. */
  readonly paused?: boolean;
};

export type ClientDescription = Description & {
  /** The higher, the earlier. */
  readonly priority: number;
};

/** What tags get to see of an event; only in server containers. Which tags are meant stands in its parameters. */
export type TransformationDescription = Described & OfGtm;

/** A whole container. Templates are not listed: all of its kind go in. */
export interface ContainerDescription {
  readonly kind: 'web' | 'server';
  readonly name: string;
  readonly folders: readonly string[];
  readonly variables: readonly VariableDescription[];
  readonly triggers: readonly TriggerDescription[];
  readonly tags: readonly TagDescription[];
  readonly clients: readonly ClientDescription[];
  readonly transformations: readonly TransformationDescription[];
  /** GTM's built-in variables that are used, by type. */
  readonly builtInVariables: readonly { readonly type: string; readonly name: string }[];
}
