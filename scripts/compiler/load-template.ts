// Loads what a template's form.ts describes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContainerKind, Template, TemplateKind } from '../../gtm-templates/authoring/template.ts';
import { BuildError, type Place } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';

/** The description, and the data URI of the picture beside it where there is one. */
export interface LoadedTemplate {
  readonly template: Template;
  readonly thumbnail: string | undefined;
  /** The text of form.ts, in which diagnostics find their places. */
  readonly source: string;
}

/** Throws a BuildError when form.ts cannot be loaded or exports no template. */
export async function loadTemplate(folder: string, file: string): Promise<LoadedTemplate> {
  const path = join(folder, 'form.ts');
  const place = { file, line: 1, column: 1 };
  const exported = await importForm(path, place);
  if (!isTemplate(exported)) throw new BuildError([say.noTemplate(place)]);
  return { template: exported, thumbnail: readThumbnail(folder), source: readFileSync(path, 'utf8') };
}

async function importForm(path: string, place: Place): Promise<unknown> {
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'template') : undefined;
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new BuildError([say.formNotLoaded(place, detail.replace(/\.$/, ''))]);
  }
}

/** The builders give `kind` and `container`; TypeScript has checked the rest. */
function isTemplate(value: unknown): value is Template {
  if (typeof value !== 'object' || value === null) return false;
  const kinds = kindsByContainer.get(Reflect.get(value, 'container'));
  return kinds?.includes(Reflect.get(value, 'kind')) === true;
}

const kindsByContainer: ReadonlyMap<unknown, readonly unknown[]> = new Map<ContainerKind, readonly TemplateKind[]>([
  ['web', ['tag', 'variable']],
  ['server', ['tag', 'variable', 'client']],
]);

function readThumbnail(folder: string): string | undefined {
  const path = join(folder, 'thumbnail.png');
  return existsSync(path) ? `data:image/png;base64,${readFileSync(path).toString('base64')}` : undefined;
}
