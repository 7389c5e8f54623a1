// Builds what the console hands out: templates and containers before anybody's values are baked into them.
import { type BuiltDownloads, downloadsFile } from '../../functions/downloads/built-downloads.ts';
import type { BuiltTemplate } from '../compiler/build-templates.ts';
import { buildContainers } from './build-containers.ts';

/** The one file of it. `templates` were built without values; throws a BuildError for a container that GTM would refuse. */
export function buildDownloads(templates: readonly BuiltTemplate[]): { fileName: string; text: string } {
  const downloads: BuiltDownloads = {
    containers: buildContainers(templates).map(({ fileName, container }) => ({ fileName, container })),
    templates: templates.map(({ fileName, tpl }) => ({ fileName, tpl })),
  };
  return { fileName: downloadsFile, text: JSON.stringify(downloads) };
}
