// What stands beside the body of a document, so that queries and the clean-up find it.
import { findAuditExpiry } from '../../rules/account.ts';
import type { Click } from '../../rules/click.ts';
import type { Entry } from '../../rules/entry.ts';
import {
  findChangedAtMs,
  findDueAtMs,
  findJoinReference,
  findOccurredAtMs,
  findOriginSessionId,
  isTroubled,
} from '../../rules/entry-index.ts';
import type { BuyerRecord } from '../../rules/stored-records.ts';
import { emailKey, joinKey, originKey } from '../store.ts';
import { toSearchEmail } from '../to-search-email.ts';
import type { CollectedRecord, Fields } from './documents.ts';

/** The fields of a record beside its body and version. */
export function besideBody({ collection, record }: CollectedRecord): Fields {
  switch (collection) {
    case 'properties':
      return { createdAtMs: { integerValue: record.createdAtMs } };
    case 'entries':
      return besideEntry(record);
    case 'clicks':
      return besideClick(record);
    case 'buyers':
      return besideBuyer(record);
    case 'tallies':
      return { propertyId: { stringValue: record.propertyId }, ...besideExpiring(record) };
    case 'memberships':
      return { email: { stringValue: record.email } };
    case 'signIns':
    case 'tickets':
      return besideExpiring(record);
    case 'auditEvents':
      return besideExpiring({ expiresAtMs: findAuditExpiry(record) });
    case 'watermarks':
    case 'rollups':
    case 'users':
    case 'accounts':
    case 'deployments':
      return {};
  }
}

/** What few entries have is missing from the others, and so from its index, which then holds those few. */
function besideEntry(entry: Entry): Fields {
  const { propertyId } = entry;
  const dueAtMs = findDueAtMs(entry);
  const reference = findJoinReference(entry);
  const origin = findOriginSessionId(entry);
  return {
    propertyId: { stringValue: propertyId },
    occurredAtMs: { integerValue: findOccurredAtMs(entry) },
    changedAtMs: { integerValue: findChangedAtMs(entry) },
    ...(dueAtMs !== null && { dueAtMs: { integerValue: dueAtMs } }),
    ...(reference !== null && { joinKey: { stringValue: joinKey(propertyId, reference) } }),
    ...(origin !== null && { originKey: { stringValue: originKey(propertyId, origin) } }),
    ...(isTroubled(entry) && { troubledIn: { stringValue: propertyId } }),
  };
}

function besideClick(click: Click): Fields {
  return {
    propertyId: { stringValue: click.propertyId },
    receivedAtMs: { integerValue: click.receivedAtMs },
    ...besideExpiring(click),
  };
}

function besideBuyer(buyer: BuyerRecord): Fields {
  const email = toSearchEmail(buyer.email);
  return {
    ...(email !== null && { emailKey: { stringValue: emailKey(buyer.propertyId, email) } }),
    ...besideExpiring(buyer),
  };
}

/** The moment by which Firestore itself removes the document. */
function besideExpiring({ expiresAtMs }: { expiresAtMs: number }): Fields {
  const seconds = Math.floor(expiresAtMs / 1000);
  return { expireAt: { timestampValue: { seconds, nanos: (expiresAtMs - seconds * 1000) * 1_000_000 } } };
}
