// Writes what people did to an account's audit trail.
import { auditEventId } from '../../store/console-store.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { AccountRequest, PropertyRequest, Visitor } from '../route.ts';

/** What was done; neither part holds a buyer's e-mail address, a secret or a whole session id. */
export interface AuditNote {
  /** A short stable word such as `property_created`; a table of texts says it in a sentence. */
  what: string;
  /** To whom or what, in words: a setting as it was and as it is, a destination's name, a member's address. */
  about?: string;
  /** Where others may note the same: the same place and token are written once. */
  once?: { sortedAtMs: number; token: string };
}

/** Writes that the asker did `event` in the account, to the property where the request is about one. Rejects as the store does. */
export async function writeAudit(request: AccountRequest | PropertyRequest, event: AuditNote): Promise<void> {
  const { context, visitor, account } = request;
  const propertyId = 'property' in request ? request.property.id : null;
  await writeAuditOf(context, visitor.user, account.id, event, propertyId);
}

/** The same for somebody whose request named no account, such as whoever just made one. */
export async function writeAuditOf(
  { store, now, randomBytes }: Pick<ConsoleContext, 'store' | 'now' | 'randomBytes'>,
  user: Pick<Visitor['user'], 'id' | 'email'>,
  accountId: string,
  { what, about = null, once }: { what: string; about?: string | null; once?: AuditNote['once'] },
  propertyId: string | null = null,
): Promise<void> {
  const atMs = now();
  const { sortedAtMs, token } = once ?? { sortedAtMs: atMs, token: Buffer.from(randomBytes(9)).toString('base64url') };
  await store.console.addAuditEvent({
    id: auditEventId(accountId, sortedAtMs, token),
    accountId,
    atMs,
    userId: user.id,
    email: user.email,
    propertyId,
    what,
    about,
  });
}
