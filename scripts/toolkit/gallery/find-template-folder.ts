// Finds the source of one template by the name of its folder.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** The folder that holds the template's form; throws a UsageError with all names where none fits. */
export function findTemplateFolder(templates: string, name: string): string {
  const folders = readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: container }) => listForms(join(templates, container)));
  const found = folders.find((one) => one.name === name);
  if (found !== undefined) return found.folder;
  const names = folders.map((one) => one.name).sort();
  throw new UsageError(`There is no template ${name}. There are ${names.join(', ')}.`);
}

function listForms(folder: string): { name: string; folder: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'form.ts')))
    .map(({ name }) => ({ name, folder: join(folder, name) }));
}
