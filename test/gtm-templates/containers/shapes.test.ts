// Both containers, entity by entity and field by field, beside what GTM itself exports.
import { describe, expect, test } from 'vitest';
import { bakeContainer } from '../../../functions/downloads/bake-container.ts';
import { serverExport, webExport } from '../../scripts/containers/built-containers.ts';
import { describeParameters, exportedKeys, exportedParameters } from './shapes.ts';

const files = {
  'web-container': bakeContainer(webExport, { withGoogleTag: true }).containerVersion,
  'server-container': serverExport.containerVersion,
} as const;

const kinds = [
  'tag',
  'trigger',
  'variable',
  'client',
  'transformation',
  'folder',
  'builtInVariable',
  'customTemplate',
] as const;

const entities = Object.entries(files).flatMap(([file, version]) =>
  kinds.flatMap((kind) => (version[kind] ?? []).map((entity) => ({ file, kind, name: entity.name, entity }))),
);

const settings = Object.entries(files).flatMap(([file, version]) =>
  [...(version.tag ?? []), ...(version.variable ?? []), ...(version.transformation ?? [])].map((entity) => ({
    file,
    name: entity.name,
    entity,
  })),
);

describe('the containers, as GTM exports them', () => {
  test.each(entities)('$file: the $kind $name has the keys of its kind', ({ kind, entity }) => {
    const keys = Object.keys(entity);
    const needed = exportedKeys[kind].filter((key) => !key.endsWith('?'));
    const allowed = exportedKeys[kind].map((key) => key.replace('?', ''));
    expect(needed.filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !allowed.includes(key))).toEqual([]);
  });

  test.each(settings.filter(({ entity }) => !entity.type.startsWith('cvt_')))(
    '$file: $name has only parameters that exports have for $entity.type',
    ({ entity }) => {
      expect(exportedParameters[entity.type]).toEqual(expect.arrayContaining(describeParameters(entity)));
    },
  );

  test.each(Object.entries(files))('%s: the header is that of Google’s own importable files', (file, version) => {
    expect(version).toMatchObject({
      path: 'accounts/1234567890/containers/11111111/versions/0',
      accountId: '1234567890',
      containerId: '11111111',
      containerVersionId: '0',
      fingerprint: '0000000000000',
      container: {
        path: 'accounts/1234567890/containers/11111111',
        publicId: 'GTM-ABCDEFG',
        usageContext: [file === 'web-container' ? 'WEB' : 'SERVER'],
      },
    });
  });

  test.each(entities.filter(({ kind }) => ['tag', 'trigger', 'variable', 'client', 'transformation'].includes(kind)))(
    '$file: the $kind $name says in words what it is for, and lies in a folder',
    ({ file, entity }) => {
      const { folder = [] } = file === 'web-container' ? files['web-container'] : files['server-container'];
      expect(String(Reflect.get(entity, 'notes')).length).toBeGreaterThan(15);
      expect(folder.map(({ folderId }) => folderId)).toContain(Reflect.get(entity, 'parentFolderId'));
    },
  );
});
