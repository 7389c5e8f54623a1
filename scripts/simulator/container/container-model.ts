// What a simulated web container holds, in the form that runs: everything that an export says, its references resolved.

/** Settings of a tag or variable by their keys; a text may hold `{{Variable name}}`. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** A comparison of two texts, each of which may hold references; undefined reads "undefined". */
export interface Comparison {
  /** `EQUALS`, `MATCH_REGEX` … in GTM's own words. */
  readonly operator: string;
  readonly left: string;
  readonly right: string;
  readonly isNegated: boolean;
  readonly ignoresCase: boolean;
}

/** When a tag fires: at its event, or at any where there is none, if every condition holds. */
export interface Trigger {
  readonly name: string;
  /** GTM's own word, such as `PAGEVIEW`. */
  readonly type: string;
  readonly conditions: readonly Comparison[];
}

/** A template's code, or JavaScript of the page's own, is at hand in the form that the place needs. */
export interface VariableOf<Template, Script> {
  readonly name: string;
  /** `v`, `u`, `jsm` …; that of a template begins with `cvt_`. */
  readonly type: string;
  readonly settings: FieldValues;
  /** What becomes of a value on its way out. */
  readonly format: FieldValues;
  /** Only of a template's variable. */
  readonly template?: Template;
  /** Only of a variable of the type `jsm`. */
  readonly script?: Script;
}

/** A tag that fires before or after another. */
export interface TagLink {
  readonly tagName: string;
  /** Whether a failure of the first keeps the second from firing. */
  readonly stopsOnFailure: boolean;
}

export interface TagOf<Template> {
  readonly name: string;
  readonly type: string;
  readonly settings: FieldValues;
  /** Only of a template's tag. */
  readonly template?: Template;
  readonly triggers: readonly Trigger[];
  readonly blockers: readonly Trigger[];
  /** The higher, the earlier. */
  readonly priority: number;
  readonly firing: 'ONCE_PER_EVENT' | 'ONCE_PER_LOAD' | 'UNLIMITED';
  readonly setup: readonly TagLink[];
  readonly teardown: readonly TagLink[];
  /** Consent without which it does not fire. */
  readonly neededConsent: readonly string[];
  readonly isPaused: boolean;
}

/** A variable that GTM itself has, under the name that references use. */
export interface BuiltInVariable {
  readonly name: string;
  /** `PAGE_URL`, `EVENT` … */
  readonly type: string;
}

/** A container whose templates are of type `Template` and whose JavaScript is of type `Script`. */
export interface ContainerOf<Template, Script> {
  readonly publicId: string;
  readonly version: string;
  readonly variables: readonly VariableOf<Template, Script>[];
  readonly builtIns: readonly BuiltInVariable[];
  readonly tags: readonly TagOf<Template>[];
  /** Sentences about triggers, tags and templates that something refers to and that do not exist. */
  readonly broken: readonly string[];
}

/** A container as read: the whole texts of its `.tpl` files, and JavaScript as the text of a function expression. */
export type ContainerSource = ContainerOf<string, string>;

/** The same container with its code passed through the two functions; each is told whose code it is. */
export function convertCode<Template, Script, NewTemplate, NewScript>(
  container: ContainerOf<Template, Script>,
  toTemplate: (template: Template, owner: string) => NewTemplate,
  toScript: (script: Script, owner: string) => NewScript,
): ContainerOf<NewTemplate, NewScript> {
  return {
    ...container,
    variables: container.variables.map(({ template, script, ...variable }) => ({
      ...variable,
      ...(template !== undefined && { template: toTemplate(template, variable.name) }),
      ...(script !== undefined && { script: toScript(script, variable.name) }),
    })),
    tags: container.tags.map(({ template, ...tag }) => ({
      ...tag,
      ...(template !== undefined && { template: toTemplate(template, tag.name) }),
    })),
  };
}
