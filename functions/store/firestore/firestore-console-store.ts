// What the console keeps, on Firestore.
import type { Account, AuditEvent, Deployment, Membership, SignIn, Ticket, User } from '../../rules/account.ts';
import { collectSound } from '../collect-sound.ts';
import {
  type AuditPurge,
  type AuditQuery,
  type ConsoleStore,
  deploymentId,
  membershipId,
  oldestFirst,
  type PurgedAccount,
} from '../console-store.ts';
import { type IdRange, toIdRange, toOldAuditRange, toOwner, toRangeBehind } from '../id-range.ts';
import {
  accountParser,
  auditEventParser,
  deploymentParser,
  membershipParser,
  signInParser,
  ticketParser,
  userParser,
} from '../parse-console-record.ts';
import { parseRecords } from '../parse-record.ts';
import { type DamageListener, toLive } from '../store.ts';
import { type FirestoreDocument, toRecordId, toStoredRecord } from './documents.ts';
import { membershipsQuery, namesQuery, rangeQuery } from './queries.ts';
import type { FirestoreRecords } from './records.ts';

/** The console's part of a store. */
export class FirestoreConsoleStore implements ConsoleStore {
  readonly #records: FirestoreRecords;

  constructor(records: FirestoreRecords) {
    this.#records = records;
  }

  createUser(user: User): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'users', record: user });
  }

  findUser(id: string): Promise<User | undefined> {
    return this.#records.find('users', id, userParser);
  }

  changeUser(user: User): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'users', record: user });
  }

  createAccount(account: Account): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'accounts', record: account });
  }

  findAccount(id: string): Promise<Account | undefined> {
    return this.#records.find('accounts', id, accountParser);
  }

  changeAccount(account: Account): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'accounts', record: account });
  }

  createMembership(membership: Membership): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'memberships', record: membership });
  }

  findMembership(accountId: string, email: string): Promise<Membership | undefined> {
    return this.#records.find('memberships', membershipId(accountId, email), membershipParser);
  }

  changeMembership(membership: Membership): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#records.change({ collection: 'memberships', record: membership });
  }

  deleteMembership(accountId: string, email: string): Promise<'deleted' | 'missing'> {
    return this.#records.delete('memberships', membershipId(accountId, email));
  }

  async listMembershipsOfAccount(accountId: string, onDamaged?: DamageListener): Promise<Membership[]> {
    const range = toIdRange(accountId);
    const documents = await this.#records.query('memberships', (toName) =>
      rangeQuery({ collection: 'memberships', range }, toName),
    );
    return oldestFirst(parseRecords(documents.map(toStoredRecord), membershipParser, onDamaged));
  }

  async listMembershipsOfEmail(email: string, onDamaged?: DamageListener): Promise<Membership[]> {
    const documents = await this.#records.query('memberships', () => membershipsQuery(email));
    return oldestFirst(parseRecords(documents.map(toStoredRecord), membershipParser, onDamaged));
  }

  createDeployment(deployment: Deployment): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'deployments', record: deployment });
  }

  findDeployment(): Promise<Deployment | undefined> {
    return this.#records.find('deployments', deploymentId, deploymentParser);
  }

  createSignIn(signIn: SignIn): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'signIns', record: signIn });
  }

  async findSignIn(id: string, nowMs: number): Promise<SignIn | undefined> {
    return toLive(await this.#records.find('signIns', id, signInParser), nowMs);
  }

  deleteSignIn(id: string): Promise<'deleted' | 'missing'> {
    return this.#records.delete('signIns', id);
  }

  createTicket(ticket: Ticket): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'tickets', record: ticket });
  }

  takeTicket(id: string, nowMs: number): Promise<'taken' | 'missing'> {
    const { parse } = ticketParser;
    return this.#records.take('tickets', id, { parse, isWanted: (ticket) => toLive(ticket, nowMs) !== undefined });
  }

  addAuditEvent(event: AuditEvent): Promise<'created' | 'exists'> {
    return this.#records.create({ collection: 'auditEvents', record: event });
  }

  listAuditEvents({ accountId, limit, before }: AuditQuery, onDamaged?: DamageListener): Promise<AuditEvent[]> {
    const range = toIdRange(accountId);
    return collectSound(
      { limit, parser: auditEventParser, after: before },
      async (count, after) => {
        const documents = await this.#records.query('auditEvents', (toName) =>
          rangeQuery({ collection: 'auditEvents', range, limit: count, after }, toName),
        );
        const last = documents.at(-1);
        return { stored: documents.map(toStoredRecord), end: last && toRecordId(last) };
      },
      onDamaged,
    );
  }

  async purgeAuditEvents({ after, beforeMs, limit }: AuditPurge): Promise<PurgedAccount | undefined> {
    const [next] = await this.#listNames(toRangeBehind(after), 1);
    if (next === undefined) return undefined;
    const accountId = toOwner(toRecordId(next));
    const documents = await this.#listNames(toOldAuditRange(accountId, beforeMs), limit);
    const names = documents.flatMap(({ name }) => name ?? []);
    if (names.length > 0) await this.#records.removeAll(names);
    return { accountId, count: names.length };
  }

  #listNames(range: IdRange, limit: number): Promise<FirestoreDocument[]> {
    const collection = 'auditEvents';
    return this.#records.query(collection, (toName) => namesQuery({ collection, range, limit }, toName));
  }
}
