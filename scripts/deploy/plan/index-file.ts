// The indexes that the store needs, read from the file that Firebase's tools read as well.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../compiler/repository-root.ts';
import { pick, pickList, pickText } from '../google/json.ts';

export interface CompositeIndex {
  collection: string;
  /** `field direction`, in order. */
  fields: readonly string[];
}

export interface FieldOverride {
  collection: string;
  field: string;
  /** Directions; empty where the field is not indexed at all. */
  indexes: readonly string[];
  hasTtl: boolean;
}

export interface IndexFile {
  indexes: readonly CompositeIndex[];
  overrides: readonly FieldOverride[];
}

/** The file beside the store. */
export function readIndexFile(): IndexFile {
  const path = join(repositoryRoot, 'functions/store/firestore/firestore.indexes.json');
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return {
    indexes: pickList(file, 'indexes').map((index) => ({
      collection: pickText(index, 'collectionGroup'),
      fields: pickList(index, 'fields').map(
        (field) => `${pickText(field, 'fieldPath')} ${pickText(field, 'order').toLowerCase()}`,
      ),
    })),
    overrides: pickList(file, 'fieldOverrides').map((override) => ({
      collection: pickText(override, 'collectionGroup'),
      field: pickText(override, 'fieldPath'),
      indexes: pickList(override, 'indexes').map((index) => pickText(index, 'order').toLowerCase()),
      hasTtl: pick(override, 'ttl') === true,
    })),
  };
}
