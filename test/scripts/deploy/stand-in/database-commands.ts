// The stand-in's Firestore: databases, indexes, and how fields are treated.
import { flagOf } from './access-commands.ts';
import type { Call, StandInCommand } from './commands.ts';
import { Refusal } from './parse-arguments.ts';

const none = { words: [0, 0], values: [], switches: [] } as const;
const inDatabase = { words: [0, 0], values: ['database'], switches: [] } as const;

function requireDatabase(call: Call): string {
  const id = flagOf(call, 'database');
  if (call.world.databases[id] === undefined) throw new Refusal(`NOT_FOUND: The database ${id} does not exist.`);
  return id;
}

function placeOf(call: Call): string {
  return `projects/${call.world.project.projectId}/databases/${flagOf(call, 'database')}`;
}

export const databaseCommands: Readonly<Record<string, StandInCommand>> = {
  'firestore locations list': {
    ...none,
    run: ({ world }) => [...world.regions, 'eur3'].map((locationId) => ({ locationId, name: `x/${locationId}` })),
  },
  'firestore databases list': {
    ...none,
    run: ({ world }) =>
      Object.entries(world.databases).map(([id, { type, locationId, isProtected }]) => ({
        name: `projects/${world.project.projectId}/databases/${id}`,
        ...{ type, locationId },
        deleteProtectionState: isProtected ? 'DELETE_PROTECTION_ENABLED' : 'DELETE_PROTECTION_DISABLED',
      })),
  },
  'firestore databases create': {
    ...{ words: [0, 0], values: ['database', 'location', 'type'], switches: ['delete-protection'] },
    run(call) {
      const id = flagOf(call, 'database');
      if (!call.world.apis.includes('firestore.googleapis.com')) throw new Refusal('SERVICE_DISABLED: firestore');
      if (call.world.databases[id] !== undefined) throw new Refusal(`ALREADY_EXISTS: ${id}`);
      call.world.databases[id] = {
        type: flagOf(call, 'type') === 'firestore-native' ? 'FIRESTORE_NATIVE' : 'DATASTORE_MODE',
        locationId: flagOf(call, 'location'),
        isProtected: flagOf(call, 'delete-protection') === 'true',
      };
    },
  },
  'firestore databases update': {
    ...{ ...inDatabase, switches: ['delete-protection'] },
    run(call) {
      const database = call.world.databases[requireDatabase(call)];
      if (database) database.isProtected = flagOf(call, 'delete-protection') === 'true';
    },
  },
  'firestore databases delete': {
    ...inDatabase,
    run(call) {
      const id = requireDatabase(call);
      if (call.world.databases[id]?.isProtected)
        throw new Refusal('FAILED_PRECONDITION: Delete protection is enabled.');
      delete call.world.databases[id];
    },
  },
  'firestore indexes composite list': {
    ...inDatabase,
    run: (call) =>
      call.world.indexes.map(({ collection, fields }, index) => ({
        name: `${placeOf(call)}/collectionGroups/${collection}/indexes/CICAgO${index}`,
        fields: [...fields, { fieldPath: '__name__', order: fields.at(-1)?.order }],
        ...{ queryScope: 'COLLECTION', state: call.world.isSlow ? 'CREATING' : 'READY' },
      })),
  },
  'firestore operations list': {
    ...{ ...inDatabase, values: ['database', 'limit'] },
    run: ({ world }) =>
      Object.keys(world.fields).map((key) => ({
        ...(world.isSlow ? {} : { done: true }),
        metadata: { '@type': 'type.googleapis.com/google.firestore.admin.v1.FieldOperationMetadata', field: key },
      })),
  },
  'firestore indexes composite create': {
    ...{ words: [0, 0], values: ['database', 'collection-group', 'query-scope', 'field-config'], switches: ['async'] },
    run(call) {
      requireDatabase(call);
      const fields = (call.flags['field-config'] ?? []).map((text) => {
        const [, fieldPath = '', order = ''] = /^field-path=(.+),order=(ascending|descending)$/.exec(text) ?? [];
        if (order === '') throw new Refusal(`argument --field-config: ${text}`, 2);
        return { fieldPath, order: order.toUpperCase() };
      });
      call.world.indexes.push({ collection: flagOf(call, 'collection-group'), fields });
    },
  },
  'firestore indexes fields list': {
    ...inDatabase,
    run: (call) =>
      Object.entries(call.world.fields).map(([key, { indexes, hasTtl }]) => {
        const [collection, field] = key.split('.');
        const listed = indexes?.map((order) => ({ fields: [{ fieldPath: field, order: order.toUpperCase() }] }));
        return {
          name: `${placeOf(call)}/collectionGroups/${collection}/fields/${field}`,
          indexConfig:
            listed === undefined ? { usesAncestorConfig: true } : listed.length > 0 ? { indexes: listed } : {},
          ...(hasTtl ? { ttlConfig: { state: 'CREATING' } } : {}),
        };
      }),
  },
  'firestore indexes fields update': {
    ...{ words: [1, 1], values: ['database', 'collection-group', 'index'], switches: ['async', 'disable-indexes'] },
    run(call) {
      requireDatabase(call);
      const orders = (call.flags['index'] ?? []).map((text) => text.replace('order=', ''));
      if ((orders.length === 0) !== (flagOf(call, 'disable-indexes') === 'true'))
        throw new Refusal('Exactly one of', 2);
      const key = `${flagOf(call, 'collection-group')}.${call.words[0]}`;
      call.world.fields[key] = { ...call.world.fields[key], indexes: orders };
    },
  },
  'firestore fields ttls update': {
    ...{ words: [1, 1], values: ['database', 'collection-group'], switches: ['async', 'enable-ttl'] },
    run(call) {
      requireDatabase(call);
      const key = `${flagOf(call, 'collection-group')}.${call.words[0]}`;
      call.world.fields[key] = { ...call.world.fields[key], hasTtl: true };
    },
  },
};
