// Puts a described container and its built templates together into the file that GTM imports.
import type {
  ContainerExport,
  ExportEntity,
  ExportSetting,
  ExportTag,
  ExportTrigger,
  ExportVersion,
} from '../../functions/downloads/container-export.ts';
import { builtInTriggers } from '../../functions/downloads/container-names.ts';
import type {
  ContainerDescription,
  Description,
  TagDescription,
  TriggerDescription,
} from '../../gtm-templates/containers/building/description.ts';
import { parseTpl } from '../tpl/parse-tpl.ts';
import { fillInForm } from './fill-in-form.ts';

/** One built template, by the folder it was built from. */
export interface NamedTemplate {
  readonly name: string;
  readonly tpl: string;
}

/** GTM numbers everything anew when it imports, so any will do; these are those of Google's own importable examples. */
const accountId = '1234567890';
const containerId = '11111111';
const fingerprint = '0000000000000';
const publicId = 'GTM-ABCDEFG';

/** A moment long past, because the same sources must give the same file. */
const exportTime = '2026-01-01 00:00:00';

/**
 * The whole file. Ids are counted in the order of the description, over all kinds as in GTM. Throws where the description names
 * a folder, a trigger or a template that is not there.
 */
export function assembleContainer(
  description: ContainerDescription,
  templates: readonly NamedTemplate[],
): ContainerExport {
  const ids = assignIds(description, templates);
  return {
    exportFormatVersion: 2,
    exportTime,
    containerVersion: {
      path: `accounts/${accountId}/containers/${containerId}/versions/0`,
      accountId,
      containerId,
      containerVersionId: '0',
      container: describeHeader(description),
      ...filled(
        'tag',
        description.tags.map((one) => toTag(one, ids)),
      ),
      ...filled(
        'trigger',
        description.triggers.map((one) => toTrigger(one, ids)),
      ),
      ...filled(
        'variable',
        description.variables.map((one) => ({
          ...toSetting(one, ids),
          variableId: ids.get('variable', one.name),
          formatValue: {},
        })),
      ),
      ...filled(
        'folder',
        description.folders.map((name) => ({ ...toEntity(name), folderId: ids.get('folder', name) })),
      ),
      ...filled(
        'builtInVariable',
        description.builtInVariables.map((one) => ({ accountId, containerId, ...one })),
      ),
      ...filled(
        'client',
        description.clients.map((one) => ({
          ...toSetting(one, ids),
          clientId: ids.get('client', one.name),
          priority: one.priority,
        })),
      ),
      ...filled(
        'transformation',
        description.transformations.map((one) => ({
          ...toSetting(one, ids),
          transformationId: ids.get('transformation', one.name),
        })),
      ),
      ...filled(
        'customTemplate',
        templates.map(({ name, tpl }) => ({
          ...toEntity(parseTpl(tpl).displayName),
          templateId: ids.get('template', name),
          templateData: tpl,
        })),
      ),
      fingerprint,
    },
  };
}

type Lists = Pick<
  ExportVersion,
  'tag' | 'trigger' | 'variable' | 'folder' | 'builtInVariable' | 'client' | 'transformation' | 'customTemplate'
>;

/** GTM leaves out what it has none of. */
function filled<Name extends keyof Lists>(name: Name, list: NonNullable<Lists[Name]>): Lists {
  return list.length === 0 ? {} : { [name]: list };
}

type Kind = 'folder' | 'template' | 'variable' | 'trigger' | 'tag' | 'client' | 'transformation';

interface Ids {
  get(kind: Kind, name: string): string;
  /** The built file of a template. */
  tplOf(template: string): string;
}

function assignIds(description: ContainerDescription, templates: readonly NamedTemplate[]): Ids {
  const kinds: readonly [Kind, readonly string[]][] = [
    ['folder', description.folders],
    ['template', templates.map(({ name }) => name)],
    ['variable', description.variables.map(({ name }) => name)],
    ['trigger', description.triggers.map(({ name }) => name)],
    ['tag', description.tags.map(({ name }) => name)],
    ['client', description.clients.map(({ name }) => name)],
    ['transformation', description.transformations.map(({ name }) => name)],
  ];
  const ids = new Map<string, string>();
  for (const [kind, names] of kinds) {
    for (const name of names) ids.set(`${kind} ${name}`, String(ids.size + 1));
  }
  return {
    get(kind, name) {
      const id = ids.get(`${kind} ${name}`);
      if (id === undefined) throw new Error(`The container ${description.name} has no ${kind} named ${name}.`);
      return id;
    },
    tplOf: (template) => templates.find(({ name }) => name === template)?.tpl ?? '',
  };
}

function describeHeader({ kind, name }: ContainerDescription): ExportVersion['container'] {
  return {
    path: `accounts/${accountId}/containers/${containerId}`,
    accountId,
    containerId,
    name,
    publicId,
    usageContext: [kind === 'web' ? 'WEB' : 'SERVER'],
    fingerprint,
    tagIds: [publicId],
  };
}

function toTag(tag: TagDescription, ids: Ids): ExportTag {
  const builtIn: readonly string[] = Object.values(builtInTriggers);
  return {
    ...toSetting(tag, ids),
    tagId: ids.get('tag', tag.name),
    ...(tag.priority !== undefined && { priority: { type: 'INTEGER', value: String(tag.priority) } }),
    firingTriggerId: tag.triggers.map((name) => (builtIn.includes(name) ? name : ids.get('trigger', name))),
    tagFiringOption: 'ONCE_PER_EVENT',
    monitoringMetadata: { type: 'MAP' },
    consentSettings: { consentStatus: tag.consent },
    ...(tag.paused === true && { paused: true }),
  };
}

function toTrigger({ name, type, event, filter, folder, notes }: TriggerDescription, ids: Ids): ExportTrigger {
  return {
    ...toEntity(name),
    triggerId: ids.get('trigger', name),
    type,
    ...(event !== undefined && { customEventFilter: [event] }),
    ...(filter !== undefined && { filter }),
    parentFolderId: ids.get('folder', folder),
    notes,
  };
}

function toSetting(one: Description, ids: Ids): ExportSetting {
  return {
    ...toEntity(one.name),
    ...('template' in one
      ? {
          type: `cvt_${containerId}_${ids.get('template', one.template)}`,
          parameter: fillInForm(ids.tplOf(one.template), one.fields),
        }
      : { type: one.type, parameter: one.parameters }),
    parentFolderId: ids.get('folder', one.folder),
    notes: one.notes,
  };
}

function toEntity(name: string): ExportEntity {
  return { accountId, containerId, name, fingerprint };
}
