// Finds names and ids that two entities of one kind share.
import type { ExportEntity, ExportVersion } from '../../functions/downloads/container-export.ts';
import type { ContainerFault } from './container-fault.ts';
import { toPlace } from './list-entities.ts';

interface Named {
  readonly path: string;
  readonly entity: ExportEntity;
  readonly id: string | undefined;
}

/** GTM tells entities of a kind apart by their names, and references within the file by their ids. */
export function findNameFaults(version: ExportVersion): ContainerFault[] {
  return listGroups(version).flatMap((group) => [
    ...findRepeated(
      group,
      ({ entity }) => entity.name,
      (name) => `the name ${name} is taken; rename one of the two.`,
    ),
    ...findRepeated(
      group,
      ({ id }) => id,
      (id) => `the id ${id} is taken; number one of the two anew.`,
    ),
  ]);
}

/** Variables and built-in variables share their names, because both are meant by {{name}}. */
function listGroups(version: ExportVersion): Named[][] {
  const { tag = [], trigger = [], variable = [], folder = [], builtInVariable = [], client = [] } = version;
  const { customTemplate = [], transformation = [] } = version;
  return [
    toNamed('tag', tag, ({ tagId }) => tagId),
    toNamed('trigger', trigger, ({ triggerId }) => triggerId),
    [
      ...toNamed('variable', variable, ({ variableId }) => variableId),
      ...toNamed('builtInVariable', builtInVariable, () => undefined),
    ],
    toNamed('folder', folder, ({ folderId }) => folderId),
    toNamed('client', client, ({ clientId }) => clientId),
    toNamed('transformation', transformation, ({ transformationId }) => transformationId),
    toNamed('customTemplate', customTemplate, ({ templateId }) => templateId),
  ];
}

function toNamed<Entity extends ExportEntity>(
  kind: string,
  entities: readonly Entity[],
  toId: (entity: Entity) => string | undefined,
): Named[] {
  return entities.map((entity, index) => ({ path: toPlace(kind, index), entity, id: toId(entity) }));
}

function findRepeated(
  group: readonly Named[],
  toKey: (one: Named) => string | undefined,
  say: (key: string) => string,
): ContainerFault[] {
  const seen = new Set<string>();
  return group.flatMap((one) => {
    const key = toKey(one);
    if (key === undefined) return [];
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated ? [{ path: one.path, sentence: say(key) }] : [];
  });
}
