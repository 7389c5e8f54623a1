// Reads an exported web container, ours or another's, into the form that runs.
import type {
  ContainerExport,
  ExportTag,
  ExportTagLink,
  ExportVariable,
} from '../../../../functions/downloads/container-export.ts';
import { indexTemplates } from '../../../tpl/index-templates.ts';
import type { ContainerSource, TagLink, TagOf, Trigger, VariableOf } from '../container-model.ts';
import { readParameter, readSettings } from './read-settings.ts';
import { readTriggers } from './read-trigger.ts';
import { toFunctionText } from './to-function-text.ts';

/**
 * Everything that the file says, with templates and triggers in the places that name them. Throws a TypeError where the
 * file is no web container; what refers to nothing stands in `broken`.
 */
export function readContainer({ containerVersion }: ContainerExport): ContainerSource {
  const { container, containerVersionId, builtInVariable = [], variable = [], tag = [] } = containerVersion;
  if (!container.usageContext.includes('WEB')) {
    throw new TypeError(`${container.name || 'This container'} is no web container; it cannot run on a page.`);
  }
  const broken: string[] = [];
  const templates = indexTemplates(containerVersion.customTemplate);
  const templateOf = (type: string, owner: string): { template: string } | undefined => {
    const template = templates.get(type)?.templateData;
    if (type.startsWith('cvt_') && template === undefined) {
      broken.push(`${owner} is of the type ${type}, but the file has no such template.`);
    }
    return template === undefined ? undefined : { template };
  };
  const triggerOf = readTriggers(containerVersion.trigger);
  const tagNames = new Set(tag.map(({ name }) => name));
  const tags = tag.map((one) => {
    const owner = `Tag "${one.name}"`;
    broken.push(...findMissingTags(one, tagNames));
    return readTag(one, templateOf(one.type, owner), (ids) => findTriggers(ids, triggerOf, owner, broken));
  });
  return {
    publicId: container.publicId || 'GTM-EXPORT',
    version: containerVersionId,
    builtIns: builtInVariable.map(({ name, type }) => ({ name, type })),
    variables: variable.map((one) => readVariable(one, templateOf(one.type, `Variable "${one.name}"`))),
    tags,
    broken,
  };
}

function findTriggers(
  ids: readonly string[] = [],
  triggerOf: (id: string) => Trigger | undefined,
  owner: string,
  broken: string[],
): readonly Trigger[] {
  return ids.flatMap((id) => {
    const trigger = triggerOf(id);
    if (trigger === undefined) {
      broken.push(`${owner} refers to the trigger ${id}, which does not exist.`);
    }
    return trigger ?? [];
  });
}

function findMissingTags({ name, setupTag = [], teardownTag = [] }: ExportTag, known: ReadonlySet<string>): string[] {
  return [...setupTag, ...teardownTag]
    .filter(({ tagName }) => !known.has(tagName))
    .map(({ tagName }) => `Tag "${name}" refers to the tag "${tagName}", which does not exist.`);
}

function readTag(
  tag: ExportTag,
  template: { template: string } | undefined,
  triggersOf: (ids: readonly string[] | undefined) => readonly Trigger[],
): TagOf<string> {
  const { name, type, parameter, consentSettings, priority } = tag;
  const needed = consentSettings?.consentStatus === 'NEEDED' ? consentSettings.consentType?.list : undefined;
  return {
    name,
    type,
    settings: readSettings(parameter),
    ...template,
    triggers: triggersOf(tag.firingTriggerId),
    blockers: triggersOf(tag.blockingTriggerId),
    priority: Number(priority?.value ?? 0),
    firing: tag.tagFiringOption ?? 'ONCE_PER_EVENT',
    setup: toLinks(tag.setupTag, (link) => link.stopOnSetupFailure),
    teardown: toLinks(tag.teardownTag, (link) => link.stopTeardownOnFailure),
    neededConsent: (needed ?? []).map((consent) => String(readParameter(consent))),
    isPaused: tag.paused === true,
  };
}

function toLinks(
  links: readonly ExportTagLink[] = [],
  stops: (link: ExportTagLink) => boolean | undefined,
): readonly TagLink[] {
  return links.map((link) => ({ tagName: link.tagName, stopsOnFailure: stops(link) === true }));
}

function readVariable(
  { name, type, parameter, formatValue = {} }: ExportVariable,
  template: { template: string } | undefined,
): VariableOf<string, string> {
  const settings = readSettings(parameter);
  return {
    name,
    type,
    settings,
    format: readFormat(formatValue),
    ...template,
    ...(type === 'jsm' && { script: toFunctionText(String(settings['javascript'] ?? '')) }),
  };
}

/** Each conversion is a parameter, but for that of the case, which is a word. */
function readFormat(format: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(format).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? Reflect.get(value, 'value') : value,
    ]),
  );
}
