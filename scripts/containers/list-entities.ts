// Goes through the entities of a container, each with its place in the file.
import type { ExportSetting, ExportVersion } from '../../functions/downloads/container-export.ts';

/** Kinds whose entities have settings. */
export const settingKinds = ['tag', 'trigger', 'variable', 'client', 'transformation'] as const;

/** An entity with settings, and where it stands. */
export interface PlacedSetting {
  readonly kind: (typeof settingKinds)[number];
  readonly path: string;
  readonly entity: ExportSetting;
}

/** In the order of the kinds and of the file. */
export function listSettings(version: ExportVersion): PlacedSetting[] {
  return settingKinds.flatMap((kind) =>
    (version[kind] ?? []).map((entity, index) => ({ kind, path: toPlace(kind, index), entity })),
  );
}

/** `containerVersion.tag[3]`. */
export function toPlace(kind: string, index: number): string {
  return `containerVersion.${kind}[${index}]`;
}
