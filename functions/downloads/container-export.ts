// The file that GTM exports a container to and imports it from, as far as Tilltag writes and reads it.
// The shapes are those of real exports of the format's version 2; ids and fingerprints only have to agree within the file.

/** One setting of an entity. A text may hold `{{Variable name}}`; `key` is absent within lists. */
export type ExportParameter = ExportText | ExportList | ExportMap;

/** A single value, always written as a text: `"true"`, `"2"`. */
export interface ExportText {
  readonly type: 'TEMPLATE' | 'BOOLEAN' | 'INTEGER' | 'TAG_REFERENCE' | 'TRIGGER_REFERENCE';
  readonly key?: string;
  readonly value: string;
  /** Beside a reference to a tag. */
  readonly isWeakReference?: boolean;
}

/** A list, such as the rows of a table. GTM leaves `list` out where it is empty. */
export interface ExportList {
  readonly type: 'LIST';
  readonly key?: string;
  readonly list?: readonly ExportParameter[];
}

/** Named values, such as one row of a table. GTM leaves `map` out where it is empty. */
export interface ExportMap {
  readonly type: 'MAP';
  readonly key?: string;
  readonly map?: readonly ExportParameter[];
}

/** A comparison of `arg0` with `arg1`; further parameters are `negate` and `ignore_case`. */
export interface ExportCondition {
  /** `EQUALS`, `CONTAINS`, `STARTS_WITH`, `ENDS_WITH`, `MATCH_REGEX`, `GREATER`, `LESS` … */
  readonly type: string;
  readonly parameter: readonly ExportParameter[];
}

/** What every entity has. */
export interface ExportEntity {
  readonly accountId: string;
  readonly containerId: string;
  readonly name: string;
  readonly fingerprint?: string;
}

/** What tags, triggers, variables, clients and transformations have besides. */
export interface ExportSetting extends ExportEntity {
  /** `googtag`, `v`, `CUSTOM_EVENT` …; `cvt_<containerId>_<templateId>` for a template of the same file. */
  readonly type: string;
  readonly parameter?: readonly ExportParameter[];
  readonly parentFolderId?: string;
  readonly notes?: string;
}

/** A tag that fires before or after another. */
export interface ExportTagLink {
  readonly tagName: string;
  readonly stopOnSetupFailure?: boolean;
  readonly stopTeardownOnFailure?: boolean;
}

/** Whether a tag waits for consent besides what it checks itself. */
export interface ExportConsent {
  readonly consentStatus: 'NOT_SET' | 'NOT_NEEDED' | 'NEEDED';
  readonly consentType?: ExportList;
}

export interface ExportTag extends ExportSetting {
  readonly tagId: string;
  readonly firingTriggerId?: readonly string[];
  readonly blockingTriggerId?: readonly string[];
  readonly tagFiringOption?: 'ONCE_PER_EVENT' | 'ONCE_PER_LOAD' | 'UNLIMITED';
  /** The higher, the earlier; an `INTEGER`. */
  readonly priority?: ExportText;
  readonly setupTag?: readonly ExportTagLink[];
  readonly teardownTag?: readonly ExportTagLink[];
  readonly monitoringMetadata?: ExportMap;
  readonly consentSettings?: ExportConsent;
  /** A paused tag never fires. */
  readonly paused?: boolean;
}

export interface ExportTrigger extends ExportSetting {
  readonly triggerId: string;
  /** Conditions that all must hold. */
  readonly filter?: readonly ExportCondition[];
  /** Which event, for triggers of the type `CUSTOM_EVENT`. */
  readonly customEventFilter?: readonly ExportCondition[];
  readonly autoEventFilter?: readonly ExportCondition[];
}

export interface ExportVariable extends ExportSetting {
  readonly variableId: string;
  readonly formatValue?: Readonly<Record<string, unknown>>;
}

/** Only in server containers. */
export interface ExportClient extends ExportSetting {
  readonly clientId: string;
  /** The higher, the earlier; no parameter as in tags: https://developers.google.com/tag-platform/tag-manager/api/reference/rest/v2/accounts.containers.workspaces.clients */
  readonly priority?: number;
}

/** Only in server containers. */
export interface ExportTransformation extends ExportSetting {
  readonly transformationId: string;
}

export interface ExportTemplate extends ExportEntity {
  readonly templateId: string;
  /** The whole `.tpl` file. */
  readonly templateData: string;
  /** Only for templates that came from GTM's gallery. */
  readonly galleryReference?: Readonly<Record<string, string>>;
}

export interface ExportFolder extends ExportEntity {
  readonly folderId: string;
}

export interface ExportBuiltInVariable {
  readonly accountId: string;
  readonly containerId: string;
  /** `PAGE_URL`, `EVENT_NAME`, `CLIENT_NAME` … */
  readonly type: string;
  readonly name: string;
}

/** The container that a version belongs to; importing takes nothing from it but `usageContext`. */
export interface ExportContainer {
  readonly path: string;
  readonly accountId: string;
  readonly containerId: string;
  readonly name: string;
  readonly publicId: string;
  /** One of the two. */
  readonly usageContext: readonly ('WEB' | 'SERVER')[];
  readonly fingerprint: string;
  readonly tagManagerUrl?: string;
  readonly features?: Readonly<Record<string, boolean>>;
  readonly tagIds?: readonly string[];
  readonly taggingServerUrls?: readonly string[];
}

export interface ExportVersion {
  readonly path: string;
  readonly accountId: string;
  readonly containerId: string;
  readonly containerVersionId: string;
  readonly name?: string;
  readonly description?: string;
  readonly container: ExportContainer;
  readonly tag?: readonly ExportTag[];
  readonly trigger?: readonly ExportTrigger[];
  readonly variable?: readonly ExportVariable[];
  readonly folder?: readonly ExportFolder[];
  readonly builtInVariable?: readonly ExportBuiltInVariable[];
  readonly customTemplate?: readonly ExportTemplate[];
  readonly client?: readonly ExportClient[];
  readonly transformation?: readonly ExportTransformation[];
  readonly fingerprint: string;
  readonly tagManagerUrl?: string;
}

/** The whole file. */
export interface ContainerExport {
  readonly exportFormatVersion: 2;
  /** `2026-01-31 12:00:00`. */
  readonly exportTime?: string;
  readonly containerVersion: ExportVersion;
}
