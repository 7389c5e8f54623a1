// Finds references that lead nowhere: variables, triggers, folders and tags that the file does not hold.
import type {
  ExportCondition,
  ExportParameter,
  ExportTag,
  ExportTrigger,
  ExportVersion,
} from '../../functions/downloads/container-export.ts';
import { builtInTriggers } from '../../functions/downloads/container-names.ts';
import type { ContainerFault } from './container-fault.ts';
import { listSettings, toPlace } from './list-entities.ts';

/** After the import such a tag would never fire, or would send nothing. */
export function findReferenceFaults(version: ExportVersion): ContainerFault[] {
  const known = collectKnown(version);
  return [
    ...listSettings(version).flatMap(({ path, entity }) => [
      ...findInParameters(entity.parameter ?? [], `${path}.parameter`, known),
      ...(entity.parentFolderId === undefined || known.folders.has(entity.parentFolderId)
        ? []
        : [{ path: `${path}.parentFolderId`, sentence: `no folder has the id ${entity.parentFolderId}.` }]),
    ]),
    ...(version.tag ?? []).flatMap((tag, index) => findInTag(tag, toPlace('tag', index), known)),
    ...(version.trigger ?? []).flatMap((trigger, index) => findInTrigger(trigger, toPlace('trigger', index), known)),
  ];
}

interface Known {
  readonly variables: ReadonlySet<string>;
  readonly triggers: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

function collectKnown({
  variable = [],
  builtInVariable = [],
  trigger = [],
  folder = [],
  tag = [],
  container,
}: ExportVersion): Known {
  const { allServerEvents, ...webTriggers } = builtInTriggers;
  const builtIn = container.usageContext.includes('SERVER') ? [allServerEvents] : Object.values(webTriggers);
  return {
    variables: new Set([...variable, ...builtInVariable].map(({ name }) => name)),
    triggers: new Set([...builtIn, ...trigger.map(({ triggerId }) => triggerId)]),
    folders: new Set(folder.map(({ folderId }) => folderId)),
    tags: new Set(tag.map(({ name }) => name)),
  };
}

function findInTag(tag: ExportTag, path: string, known: Known): ContainerFault[] {
  const triggers = (['firingTriggerId', 'blockingTriggerId'] as const).flatMap((key) =>
    (tag[key] ?? []).flatMap((id, index) => findUnknownTrigger(id, `${path}.${key}[${index}]`, known)),
  );
  const links = (['setupTag', 'teardownTag'] as const).flatMap((key) =>
    (tag[key] ?? []).flatMap(({ tagName }, index) => findUnknownTag(tagName, `${path}.${key}[${index}]`, known)),
  );
  return [...triggers, ...links];
}

function findInTrigger(trigger: ExportTrigger, path: string, known: Known): ContainerFault[] {
  return (['filter', 'customEventFilter', 'autoEventFilter'] as const).flatMap((key) =>
    (trigger[key] ?? []).flatMap((condition, index) => findInCondition(condition, `${path}.${key}[${index}]`, known)),
  );
}

function findInCondition({ parameter }: ExportCondition, path: string, known: Known): ContainerFault[] {
  const missing = ['arg0', 'arg1'].filter((key) => !parameter.some((one) => one.key === key));
  return [
    ...missing.map((key) => ({ path, sentence: `the condition has no ${key}; it compares arg0 with arg1.` })),
    ...findInParameters(parameter, `${path}.parameter`, known),
  ];
}

function findInParameters(parameters: readonly ExportParameter[], path: string, known: Known): ContainerFault[] {
  return parameters.flatMap((parameter, index) => findInParameter(parameter, `${path}[${index}]`, known));
}

function findInParameter(parameter: ExportParameter, path: string, known: Known): ContainerFault[] {
  if (parameter.type === 'LIST') return findInParameters(parameter.list ?? [], `${path}.list`, known);
  if (parameter.type === 'MAP') return findInParameters(parameter.map ?? [], `${path}.map`, known);
  // GTM leaves an empty value out.
  const value: string | undefined = parameter.value;
  if (value === undefined) return [];
  if (parameter.type === 'TRIGGER_REFERENCE') return findUnknownTrigger(value, path, known);
  if (parameter.type === 'TAG_REFERENCE') return findUnknownTag(value, path, known);
  return [...value.matchAll(/\{\{([^{}]+)\}\}/g)].flatMap(([, name = '']) =>
    // Names that begin with an underscore are GTM's own, such as {{_event}}.
    name.startsWith('_') || known.variables.has(name)
      ? []
      : [
          {
            path,
            sentence: `no variable is named ${name}; add it, or list it under builtInVariable if it is one of GTM’s.`,
          },
        ],
  );
}

function findUnknownTrigger(id: string, path: string, { triggers }: Known): ContainerFault[] {
  return triggers.has(id) ? [] : [{ path, sentence: `no trigger has the id ${id}.` }];
}

function findUnknownTag(name: string, path: string, { tags }: Known): ContainerFault[] {
  return tags.has(name) ? [] : [{ path, sentence: `no tag is named ${name}.` }];
}
