// Names what an exported server container holds that the simulator does not know.
import type { ExportSetting, ExportTag, ExportVersion } from '../../../functions/downloads/container-export.ts';
import { isKnownOperator } from '../container/compare-values.ts';
import { isKnownBuiltIn } from './built-in-variables.ts';
import { findUnknownSettings, isGoogleTag } from './google/google-tags.ts';
import { isKnownTrigger } from './meets-trigger.ts';
import type { ServerTemplate } from './read-templates.ts';
import { isSimpleVariable } from './simple-variables.ts';
import { findUnsimulated } from './transform-event.ts';

function sayUnknown(kind: string, { name, type }: ExportSetting, consequence: string): string {
  return `The ${kind} ${name} is of the type ${type}, which is not simulated: it ${consequence}.`;
}

function findInTag(tag: ExportTag, isKnown: boolean): string[] {
  if (!isKnown) {
    return [sayUnknown('tag', tag, 'never fires')];
  }
  return findUnknownSettings(tag).map((key) => `The tag ${tag.name} has the setting ${key}, which is not simulated.`);
}

/** One sentence each; empty where everything is simulated. Templates stand under the types that mean them. */
export function findUnsupported(
  version: ExportVersion,
  templates: ReadonlyMap<string, Pick<ServerTemplate, 'kind'>>,
): readonly string[] {
  const isTemplate = (kind: string, { type }: ExportSetting): boolean => templates.get(type)?.kind === kind;
  const triggers = version.trigger ?? [];
  const filters = triggers.flatMap(({ name, filter = [], customEventFilter = [] }) =>
    [...filter, ...customEventFilter].filter(({ type }) => !isKnownOperator(type)).map(({ type }) => ({ name, type })),
  );
  return [
    ...(version.client ?? [])
      .filter((client) => !isTemplate('client', client))
      .map((client) => sayUnknown('client', client, 'claims nothing')),
    ...(version.tag ?? []).flatMap((tag) => findInTag(tag, isTemplate('tag', tag) || isGoogleTag(tag.type))),
    ...triggers
      .filter((trigger) => !isKnownTrigger(trigger))
      .map((trigger) => sayUnknown('trigger', trigger, 'is never met')),
    ...filters.map(
      ({ name, type }) => `The trigger ${name} compares by ${type}, which is not simulated: it is never met.`,
    ),
    ...(version.variable ?? [])
      .filter((variable) => !isTemplate('variable', variable) && !isSimpleVariable(variable.type))
      .map((variable) => sayUnknown('variable', variable, 'is undefined')),
    ...(version.variable ?? [])
      .filter(({ formatValue = {} }) => Object.keys(formatValue).length > 0)
      .map(({ name }) => `The variable ${name} formats its value, which is not simulated.`),
    ...(version.builtInVariable ?? [])
      .filter(({ type }) => !isKnownBuiltIn(type))
      .map(({ name, type }) => `The built-in variable ${name} (${type}) is not simulated: it is undefined.`),
    ...(version.transformation ?? []).flatMap(findUnsimulated),
  ];
}
