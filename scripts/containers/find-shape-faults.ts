// Holds a file against the shape of GTM's exports.
import { Ajv, type ErrorObject } from 'ajv';
import type { ContainerExport } from '../../functions/downloads/container-export.ts';
import type { ContainerFault } from './container-fault.ts';
import { exportSchema } from './export-schema.ts';

const validate = new Ajv({ allErrors: true, discriminator: true }).compile<ContainerExport>(exportSchema);

/** Whether the value has the shape; `findShapeFaults` says why not. */
export function isContainerExport(value: unknown): value is ContainerExport {
  return validate(value);
}

/** One fault for each place. */
export function findShapeFaults(value: unknown): ContainerFault[] {
  if (validate(value)) return [];
  const places = new Map<string, ContainerFault>();
  for (const error of validate.errors ?? []) {
    const path = toPath(error.instancePath);
    if (!places.has(path)) places.set(path, { path, sentence: toSentence(error) });
  }
  return [...places.values()];
}

function toPath(pointer: string): string {
  const path = pointer.replace(/\/([0-9]+)(?=\/|$)/g, '[$1]').replace(/\//g, '.');
  return path === '' ? 'the file' : path.slice(1);
}

function toSentence({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'required') return `${params['missingProperty']} is missing.`;
  if (keyword === 'enum') return `only ${params['allowedValues'].join(', ')} can stand here.`;
  if (keyword === 'discriminator') return `a parameter cannot have the type ${JSON.stringify(params['tagValue'])}.`;
  if (keyword === 'const') return `only ${JSON.stringify(params['allowedValue'])} can stand here.`;
  return `it ${message ?? 'has another form than in GTM’s exports'}.`;
}
