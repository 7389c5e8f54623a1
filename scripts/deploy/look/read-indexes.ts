// Reads Firestore's indexes and field settings as gcloud prints them.
import { pick, pickList, pickText } from '../google/json.ts';
import type { ExistingField, ExistingIndex } from './existing.ts';

/** Every composite index over one collection; the field that Firestore adds to each is left out. */
export function readIndexes(indexes: readonly unknown[]): ExistingIndex[] {
  return indexes.map((index) => ({
    collection: partAfter(pickText(index, 'name'), 'collectionGroups'),
    fields: pickList(index, 'fields')
      .map((field) => `${pickText(field, 'fieldPath')} ${pickText(field, 'order').toLowerCase()}`)
      .filter((field) => !field.startsWith('__name__ ')),
    isReady: pickText(index, 'state') === 'READY',
  }));
}

/** Every field that is not treated like all others. */
export function readFields(fields: readonly unknown[]): ExistingField[] {
  return fields.map((field) => {
    const name = pickText(field, 'name');
    const config = pick(field, 'indexConfig');
    const inherits = config === undefined || pick(config, 'usesAncestorConfig') === true;
    const indexes = pickList(config, 'indexes').map((index) =>
      pickText(pickList(index, 'fields')[0], 'order').toLowerCase(),
    );
    return {
      collection: partAfter(name, 'collectionGroups'),
      field: partAfter(name, 'fields'),
      indexes: inherits ? undefined : indexes,
      hasTtl: ['ACTIVE', 'CREATING'].includes(pickText(field, 'ttlConfig', 'state')),
    };
  });
}

/** The part of a resource name behind `key`; a field's own name may hold no slash. */
function partAfter(name: string, key: string): string {
  const parts = name.split('/');
  return parts[parts.lastIndexOf(key) + 1] ?? '';
}
