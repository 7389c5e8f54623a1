// How a record becomes a Firestore document and back: the whole as JSON in one field, beside it what queries look for.
import type { protos } from '@google-cloud/firestore-api';
import type { Account, AuditEvent, Deployment, Membership, SignIn, Ticket, User } from '../../rules/account.ts';
import type { Click } from '../../rules/click.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Entry } from '../../rules/entry.ts';
import type { Property } from '../../rules/property.ts';
import type { BuyerRecord, Tally, Watermark } from '../../rules/stored-records.ts';
import type { StoredRecord } from '../parse-record.ts';
import { besideBody } from './fields.ts';

/** A document as it goes over the wire. */
export type FirestoreDocument = protos.google.firestore.v1.IDocument;

/** The moment of a document's last write, which a later write can name as its condition. */
export type UpdateTime = NonNullable<FirestoreDocument['updateTime']>;

/** What a document holds, by field. */
export type Fields = NonNullable<FirestoreDocument['fields']>;

/** A record that changes from version to version, with the collection it is in. */
export type VersionedRecord =
  | { collection: 'properties'; record: Property }
  | { collection: 'entries'; record: Entry }
  | { collection: 'watermarks'; record: Watermark }
  | { collection: 'users'; record: User }
  | { collection: 'accounts'; record: Account }
  | { collection: 'memberships'; record: Membership };

/** Any record with the collection it is in. The rules and the index file share the names. */
export type CollectedRecord =
  | VersionedRecord
  | { collection: 'clicks'; record: Click }
  | { collection: 'buyers'; record: BuyerRecord }
  | { collection: 'tallies'; record: Tally }
  | { collection: 'rollups'; record: DailyRollup }
  | { collection: 'deployments'; record: Deployment }
  | { collection: 'signIns'; record: SignIn }
  | { collection: 'tickets'; record: Ticket }
  | { collection: 'auditEvents'; record: AuditEvent };

export type Collection = CollectedRecord['collection'];

/**
 * The last part of a document's path. Firestore reserves `.`, `..` and `__…__` and splits at `/`; ids from outside may
 * be any of these, so such characters are percent-encoded.
 */
export function toDocumentId(id: string): string {
  return id.replace(/[%/]|^[._]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The fields of a record. The body is one JSON string, not a map: Firestore would index each field of a map, and can
 * hold neither half a surrogate pair nor a list within a list.
 */
export function toFields(collected: CollectedRecord): Fields {
  const { record } = collected;
  return {
    ...('version' in record && { version: { integerValue: record.version } }),
    body: { stringValue: JSON.stringify(record) },
    ...besideBody(collected),
  };
}

/** The same record as its next version. */
export function toNextVersion({ collection, record }: VersionedRecord): VersionedRecord {
  const version = record.version + 1;
  switch (collection) {
    case 'properties':
      return { collection, record: { ...record, version } };
    case 'entries':
      return { collection, record: { ...record, version } };
    case 'watermarks':
      return { collection, record: { ...record, version } };
    case 'users':
      return { collection, record: { ...record, version } };
    case 'accounts':
      return { collection, record: { ...record, version } };
    case 'memberships':
      return { collection, record: { ...record, version } };
  }
}

/** The stored record in a document; its id is that of the document's name, whatever the body claims. */
export function toStoredRecord(document: FirestoreDocument): StoredRecord {
  return {
    id: toRecordId(document),
    version: toVersion(document),
    body: document.fields?.['body']?.stringValue,
  };
}

/** The id of the record in a document. */
export function toRecordId({ name }: FirestoreDocument): string {
  const documentId = name?.split('/').at(-1) ?? '';
  return documentId.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The version beside the body; `undefined` where the record has none. */
export function toVersion(document: FirestoreDocument): number | undefined {
  const { integerValue } = document.fields?.['version'] ?? {};
  return integerValue === undefined || integerValue === null ? undefined : Number(integerValue);
}

/** The whole number in a field of a document. */
export function toNumber({ fields }: FirestoreDocument, field: string): number {
  return Number(fields?.[field]?.integerValue);
}
