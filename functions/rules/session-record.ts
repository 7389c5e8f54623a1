// A session on its way into an entry and back: without the buyer there, and with the buyer again where one is known.
import type { CheckoutSession } from './checkout-session.ts';
import type { SessionRecord } from './entry.ts';
import { impersonalReference } from './impersonal-reference.ts';
import type { Buyer } from './user-data.ts';

/**
 * What an entry keeps of a session. `hasLines` says whether its lines were read; a webhook brings none, and setup mode has
 * none to read.
 */
export function toSessionRecord(session: CheckoutSession, hasLines: boolean): SessionRecord {
  const { email, phone, name, address, lines, ...record } = session;
  const clientReferenceId = impersonalReference(session.clientReferenceId);
  return { ...record, clientReferenceId, lines: hasLines || session.mode === 'setup' ? lines : null };
}

/** The whole session again. `undefined` while its lines were not read; without a buyer its personal data are `null`. */
export function toWholeSession(record: SessionRecord, buyer: Buyer | undefined): CheckoutSession | undefined {
  const { lines } = record;
  if (lines === null) return undefined;
  return {
    ...record,
    lines,
    email: buyer?.email ?? null,
    phone: buyer?.phone ?? null,
    name: buyer?.name ?? null,
    address: buyer?.address ?? null,
  };
}
