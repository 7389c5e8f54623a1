// How a record becomes a Firestore document and back: the whole as JSON in one field, beside it what queries sort by.
import type { protos } from '@google-cloud/firestore-api';
import type { StoredRecord } from '../parse-record.ts';

/** A document as it goes over the wire. */
export type FirestoreDocument = protos.google.firestore.v1.IDocument;

/** The moment of a document's last write, which a later write can name as its condition. */
export type UpdateTime = NonNullable<FirestoreDocument['updateTime']>;

/** The collections, whose names the rules and the index file share. */
export type Collection = 'properties' | 'entries' | 'clicks';

/**
 * The last part of a document's path. Firestore reserves `.`, `..` and `__…__` and splits at `/`; ids from outside may
 * be any of these, so such characters are percent-encoded.
 */
export function toDocumentId(id: string): string {
  return id.replace(/[%/]|^[._]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A record with what queries sort by and what the database's own clean-up reads. */
export interface StorableRecord {
  version: number;
  createdAtMs?: number;
  expiresAtMs?: number;
}

/**
 * The fields of a record. The body is one JSON string, not a map: Firestore would index each field of a map, and can
 * hold neither half a surrogate pair nor a list within a list.
 */
export function toFields(record: StorableRecord): NonNullable<FirestoreDocument['fields']> {
  const { version, createdAtMs, expiresAtMs } = record;
  return {
    version: { integerValue: version },
    body: { stringValue: JSON.stringify(record) },
    ...(createdAtMs === undefined ? {} : { createdAtMs: { integerValue: createdAtMs } }),
    ...(expiresAtMs === undefined ? {} : { expireAt: { timestampValue: toTimestamp(expiresAtMs) } }),
  };
}

function toTimestamp(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: (ms - seconds * 1000) * 1_000_000 };
}

/** The stored record in a document; its id is that of the document's name, whatever the body claims. */
export function toStoredRecord(document: FirestoreDocument): StoredRecord {
  const documentId = document.name?.split('/').at(-1) ?? '';
  return {
    id: toId(documentId),
    version: toVersion(document),
    body: document.fields?.['body']?.stringValue,
  };
}

function toId(documentId: string): string {
  return documentId.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The version beside the body; not a number when the field is missing. */
export function toVersion(document: FirestoreDocument): number {
  return Number(document.fields?.['version']?.integerValue ?? Number.NaN);
}
