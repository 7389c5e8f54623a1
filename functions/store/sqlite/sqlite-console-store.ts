// What the console keeps, on one machine.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
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
import { toIdRange, toOldAuditRange, toOwner, toRangeBehind } from '../id-range.ts';
import {
  accountParser,
  auditEventParser,
  deploymentParser,
  membershipParser,
  signInParser,
  ticketParser,
  userParser,
} from '../parse-console-record.ts';
import { type DamageListener, toLive } from '../store.ts';
import { AuditTable } from './audit-table.ts';
import { ExpiringTable } from './expiring-table.ts';
import type { SqliteSteps } from './sqlite-steps.ts';
import { Table, toStoredRecord, VersionedTable } from './table.ts';

/** The console's part of a store, in its open, migrated database. */
export class SqliteConsoleStore implements ConsoleStore {
  readonly #steps: SqliteSteps;
  readonly #users: VersionedTable<User>;
  readonly #accounts: VersionedTable<Account>;
  readonly #memberships: VersionedTable<Membership>;
  readonly #deployments: Table<Deployment>;
  readonly #signIns: ExpiringTable<SignIn>;
  readonly #tickets: ExpiringTable<Ticket>;
  readonly #auditEvents: AuditTable;
  readonly #membershipsOfAccount: StatementSync;
  readonly #membershipsOfEmail: StatementSync;

  constructor(database: DatabaseSync, steps: SqliteSteps) {
    this.#steps = steps;
    this.#users = new VersionedTable(database, 'users', {});
    this.#accounts = new VersionedTable(database, 'accounts', {});
    this.#memberships = new VersionedTable(database, 'memberships', { email: ({ email }) => email });
    this.#deployments = new Table(database, 'deployments', {});
    this.#signIns = new ExpiringTable(database, 'sign_ins');
    this.#tickets = new ExpiringTable(database, 'tickets');
    this.#auditEvents = new AuditTable(database);
    this.#membershipsOfAccount = database.prepare('SELECT * FROM memberships WHERE id >= ? AND id < ?');
    this.#membershipsOfEmail = database.prepare('SELECT * FROM memberships WHERE email = ?');
  }

  createUser(user: User): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#users.create(user));
  }

  findUser(id: string): Promise<User | undefined> {
    return this.#steps.find(this.#users, id, userParser);
  }

  changeUser(user: User): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => this.#users.change(user));
  }

  createAccount(account: Account): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#accounts.create(account));
  }

  findAccount(id: string): Promise<Account | undefined> {
    return this.#steps.find(this.#accounts, id, accountParser);
  }

  changeAccount(account: Account): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => this.#accounts.change(account));
  }

  createMembership(membership: Membership): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#memberships.create(membership));
  }

  findMembership(accountId: string, email: string): Promise<Membership | undefined> {
    return this.#steps.find(this.#memberships, membershipId(accountId, email), membershipParser);
  }

  changeMembership(membership: Membership): Promise<'changed' | 'conflict' | 'missing'> {
    return this.#steps.write(() => this.#memberships.change(membership));
  }

  deleteMembership(accountId: string, email: string): Promise<'deleted' | 'missing'> {
    return this.#steps.write(() => this.#memberships.delete(membershipId(accountId, email)));
  }

  async listMembershipsOfAccount(accountId: string, onDamaged?: DamageListener): Promise<Membership[]> {
    const { from, until } = toIdRange(accountId);
    const select = () => this.#membershipsOfAccount.all(from, until).map(toStoredRecord);
    return oldestFirst(await this.#steps.list(select, membershipParser, onDamaged));
  }

  async listMembershipsOfEmail(email: string, onDamaged?: DamageListener): Promise<Membership[]> {
    const select = () => this.#membershipsOfEmail.all(email).map(toStoredRecord);
    return oldestFirst(await this.#steps.list(select, membershipParser, onDamaged));
  }

  createDeployment(deployment: Deployment): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#deployments.create(deployment));
  }

  findDeployment(): Promise<Deployment | undefined> {
    return this.#steps.find(this.#deployments, deploymentId, deploymentParser);
  }

  createSignIn(signIn: SignIn): Promise<'created' | 'exists'> {
    return this.#steps.write(() => {
      this.#signIns.makeRoom(signIn.createdAtMs);
      return this.#signIns.create(signIn);
    });
  }

  async findSignIn(id: string, nowMs: number): Promise<SignIn | undefined> {
    return toLive(await this.#steps.find(this.#signIns, id, signInParser), nowMs);
  }

  deleteSignIn(id: string): Promise<'deleted' | 'missing'> {
    return this.#steps.write(() => this.#signIns.delete(id));
  }

  createTicket(ticket: Ticket): Promise<'created' | 'exists'> {
    return this.#steps.write(() => {
      this.#tickets.makeRoom(ticket.createdAtMs);
      return this.#tickets.create(ticket);
    });
  }

  takeTicket(id: string, nowMs: number): Promise<'taken' | 'missing'> {
    return this.#steps.write(() => {
      const stored = this.#tickets.find(id);
      const ticket = toLive(stored && ticketParser.parse(stored), nowMs);
      return ticket && this.#tickets.delete(id) === 'deleted' ? 'taken' : 'missing';
    });
  }

  addAuditEvent(event: AuditEvent): Promise<'created' | 'exists'> {
    return this.#steps.write(() => this.#auditEvents.create(event));
  }

  listAuditEvents({ accountId, limit, before }: AuditQuery, onDamaged?: DamageListener): Promise<AuditEvent[]> {
    const range = toIdRange(accountId);
    return collectSound(
      { limit, parser: auditEventParser, after: before },
      (count, after) =>
        this.#steps.read(() => {
          // No id stands between one and the same with a NUL behind it.
          const from = after === undefined ? range.from : `${after}\0`;
          const stored = this.#auditEvents.list({ from, until: range.until }, count);
          return { stored, end: stored.length === 0 ? undefined : String(stored.at(-1)?.id) };
        }),
      onDamaged,
    );
  }

  purgeAuditEvents({ after, beforeMs, limit }: AuditPurge): Promise<PurgedAccount | undefined> {
    return this.#steps.write(() => {
      const [next] = this.#auditEvents.list(toRangeBehind(after), 1);
      if (next === undefined) return undefined;
      const accountId = toOwner(String(next.id));
      return { accountId, count: this.#auditEvents.deleteRange(toOldAuditRange(accountId, beforeMs), limit) };
    });
  }

  /** Removes sign-ins, tickets and lines of the audit trail that are expired at `nowMs`. */
  sweep(nowMs: number): void {
    this.#signIns.sweep(nowMs);
    this.#tickets.sweep(nowMs);
    this.#auditEvents.sweep(nowMs);
  }
}
