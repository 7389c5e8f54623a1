// Turns what a database holds back into a record, or says that it is damaged.
import type { ValidateFunction } from 'ajv';
import type { SessionEntry } from '../rules/entry.ts';
import { findJoinReference } from '../rules/entry-index.ts';
import { shortSessionId } from '../rules/redact.ts';
import { CorruptRecordError } from './errors.ts';
import {
  validateBuyer,
  validateClick,
  validateEntry,
  validateProperty,
  validateRollup,
  validateTally,
  validateWatermark,
} from './record-validators.ts';
import { type DamageListener, joinKey } from './store.ts';

/** A record as both databases keep it: the whole as JSON, beside it what they compare and sort by. */
export interface StoredRecord {
  id: unknown;
  /** Of records that are never changed from a version, none. */
  version?: unknown;
  body: unknown;
}

/** How records of one kind are read. */
export interface RecordParser<T> {
  /** The record in what is stored; throws `CorruptRecordError`. */
  parse: (stored: StoredRecord) => T;
  /** The id as a log may hold it. */
  maskId: (id: string) => string;
}

export const propertyParser = recordParser('property', validateProperty, (id) => id);

export const entryParser = recordParser('entry', validateEntry, maskStripeId);

export const clickParser = recordParser('click', validateClick, maskClickId);

export const buyerParser = recordParser('buyer', validateBuyer, maskStripeId);

export const watermarkParser = recordParser('watermark', validateWatermark, (id) => id);

export const tallyParser = recordParser('tally', validateTally, (id) => id);

export const rollupParser = recordParser('roll-up', validateRollup, (id) => id);

/** The session's entry that was found by `key`; throws `CorruptRecordError`, also when the entry is not the one to be found by it. */
export function parseJoinedEntry(stored: StoredRecord, key: string): SessionEntry {
  const entry = entryParser.parse(stored);
  const reference = findJoinReference(entry);
  if (entry.kind === 'session' && reference !== null && joinKey(entry.propertyId, reference) === key) return entry;
  throw damagedError('entry', maskStripeId(entry.id), 'its payment differs from the one beside it');
}

/** The records in stored ones; those that are damaged go to `onDamaged`, or the first of them is thrown. */
export function parseRecords<T>(
  stored: readonly StoredRecord[],
  { parse, maskId }: RecordParser<T>,
  onDamaged?: DamageListener,
): T[] {
  return stored.flatMap((record) => {
    try {
      return [parse(record)];
    } catch (error) {
      if (onDamaged === undefined || !(error instanceof CorruptRecordError)) throw error;
      onDamaged(maskId(String(record.id)), error);
      return [];
    }
  });
}

/** How records with this shape are read; `noun` names them in errors. */
export function recordParser<T extends { id: string; version?: number }>(
  noun: string,
  validate: ValidateFunction<T>,
  maskId: (id: string) => string,
): RecordParser<T> {
  return {
    maskId,
    parse: (stored) => {
      const damaged = (fault: string): CorruptRecordError => damagedError(noun, maskId(String(stored.id)), fault);
      const record = parseJson(stored.body);
      if (record === undefined) throw damaged('it is no JSON');
      if (!validate(record)) {
        const [first] = validate.errors ?? [];
        throw damaged(`${maskPath(first?.instancePath) || 'it'} ${first?.message ?? 'has another shape'}`);
      }
      if (record.id !== stored.id) throw damaged('it carries the id of another');
      if (record.version !== stored.version) throw damaged('its version differs from the one beside it');
      return record;
    },
  };
}

function damagedError(noun: string, maskedId: string, fault: string): CorruptRecordError {
  return new CorruptRecordError(
    `The stored ${noun} ${maskedId} is damaged: ${fault}. Restore it from a backup, or remove it.`,
  );
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where in a record the fault is; a key that is no field of ours may be an id, or anything. */
function maskPath(path = ''): string {
  return path.replace(/[^/]+/g, (key) => (/^(?:[A-Za-z_]{1,30}|\d{1,6})$/.test(key) ? key : '…'));
}

/** An entry's id holds the whole id of a session or of what became of it, which must not reach a log. */
function maskStripeId(id: string): string {
  const separator = id.indexOf(':');
  return `${id.slice(0, Math.max(separator, 0))}:${shortStripeId(id.slice(separator + 1))}`;
}

function shortStripeId(stripeId: string): string {
  const prefix = /^(?:re|in|dp|du|sub)_/.exec(stripeId)?.[0];
  return prefix === undefined ? shortSessionId(stripeId) : `${prefix}…${stripeId.slice(prefix.length).slice(-4)}`;
}

/** Whoever knows a whole click id can read the record through a lookup. */
function maskClickId(id: string): string {
  return `${id.slice(0, Math.max(id.indexOf(':'), 0))}:…${id.slice(-4)}`;
}
