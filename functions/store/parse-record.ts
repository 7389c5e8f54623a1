// Turns what a database holds back into a property, an entry or a click record, or says that it is damaged.
import type { ValidateFunction } from 'ajv';
import type { Property } from '../rules/property.ts';
import { shortSessionId } from '../rules/redact.ts';
import { CorruptRecordError } from './errors.ts';
import { validateClick, validateEntry, validateProperty } from './record-validators.ts';
import type { DamageListener } from './store.ts';

/** A record as both databases keep it: the whole as JSON, beside it what they compare and sort by. */
export interface StoredRecord {
  id: unknown;
  version: unknown;
  body: unknown;
}

/** The property in a stored record; throws `CorruptRecordError`. */
export const parseProperty = recordParser('property', validateProperty, (id) => id);

/** The entry in a stored record; throws `CorruptRecordError`. */
export const parseEntry = recordParser('entry', validateEntry, maskEntryId);

/** The click record in a stored record; throws `CorruptRecordError`. */
export const parseClick = recordParser('click', validateClick, maskClickId);

/** The properties in stored records; those that are damaged go to `onDamaged`, or the first of them is thrown. */
export function parseProperties(stored: readonly StoredRecord[], onDamaged?: DamageListener): Property[] {
  return stored.flatMap((record) => {
    try {
      return [parseProperty(record)];
    } catch (error) {
      if (onDamaged === undefined || !(error instanceof CorruptRecordError)) throw error;
      onDamaged(String(record.id), error);
      return [];
    }
  });
}

function recordParser<T extends { id: string; version: number }>(
  noun: string,
  validate: ValidateFunction<T>,
  maskId: (id: string) => string,
): (stored: StoredRecord) => T {
  return (stored) => {
    const damaged = (fault: string): CorruptRecordError =>
      new CorruptRecordError(
        `The stored ${noun} ${maskId(String(stored.id))} is damaged: ${fault}. Restore it from a backup, or remove it.`,
      );
    const record = parseJson(stored.body);
    if (record === undefined) throw damaged('it is no JSON');
    if (!validate(record)) {
      const [first] = validate.errors ?? [];
      throw damaged(`${first?.instancePath || 'it'} ${first?.message ?? 'has another shape'}`);
    }
    if (record.id !== stored.id) throw damaged('it carries the id of another');
    if (record.version !== stored.version) throw damaged('its version differs from the one beside it');
    return record;
  };
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An entry's id holds the whole session id, which must not reach a log. */
function maskEntryId(id: string): string {
  const separator = id.indexOf(':');
  return `${id.slice(0, Math.max(separator, 0))}:${shortSessionId(id.slice(separator + 1))}`;
}

/** Whoever knows a whole click id can read the record through a lookup. */
function maskClickId(id: string): string {
  return `${id.slice(0, Math.max(id.indexOf(':'), 0))}:…${id.slice(-4)}`;
}
