// The shapes of the console's records as they are stored: people, accounts, sign-ins and what was done.
import type { JSONSchemaType } from 'ajv';
import type { Account, AuditEvent, Deployment, Membership, Role, SignIn, Ticket, User } from '../../rules/account.ts';
import { deploymentId } from '../console-store.ts';
import { maybeTextSchema, versionSchema } from './values.ts';

const roleSchema: JSONSchemaType<Role> = { type: 'string', enum: ['owner', 'viewer'] };

/** A person who signed in once. */
export const userSchema: JSONSchemaType<User> = {
  type: 'object',
  required: ['id', 'version', 'email', 'name', 'signedOutAtMs', 'createdAtMs', 'lastSignInAtMs'],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
    email: { type: 'string' },
    name: maybeTextSchema,
    signedOutAtMs: { type: 'integer' },
    createdAtMs: { type: 'integer' },
    lastSignInAtMs: { type: 'integer' },
  },
};

/** What properties belong to. */
export const accountSchema: JSONSchemaType<Account> = {
  type: 'object',
  required: ['id', 'version', 'name', 'createdAtMs'],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
    name: { type: 'string' },
    createdAtMs: { type: 'integer' },
  },
};

/** One person's role in one account. */
export const membershipSchema: JSONSchemaType<Membership> = {
  type: 'object',
  required: ['id', 'version', 'accountId', 'email', 'userId', 'role', 'createdAtMs'],
  properties: {
    id: { type: 'string' },
    version: versionSchema,
    accountId: { type: 'string' },
    email: { type: 'string' },
    userId: maybeTextSchema,
    role: roleSchema,
    createdAtMs: { type: 'integer' },
  },
};

/** Who owns the deployment. */
export const deploymentSchema: JSONSchemaType<Deployment> = {
  type: 'object',
  required: ['id', 'ownerUserId', 'accountId', 'createdAtMs'],
  properties: {
    id: { type: 'string', const: deploymentId },
    ownerUserId: { type: 'string' },
    accountId: { type: 'string' },
    createdAtMs: { type: 'integer' },
  },
};

const hashSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;

/** One browser that somebody signed in with. */
export const signInSchema: JSONSchemaType<SignIn> = {
  type: 'object',
  required: ['id', 'userId', 'createdAtMs', 'expiresAtMs'],
  properties: {
    id: hashSchema,
    userId: { type: 'string' },
    createdAtMs: { type: 'integer' },
    expiresAtMs: { type: 'integer' },
  },
};

/** Something that may be used once. */
export const ticketSchema: JSONSchemaType<Ticket> = {
  type: 'object',
  required: ['id', 'createdAtMs', 'expiresAtMs'],
  properties: { id: hashSchema, createdAtMs: { type: 'integer' }, expiresAtMs: { type: 'integer' } },
};

/** One line of the audit trail. */
export const auditEventSchema: JSONSchemaType<AuditEvent> = {
  type: 'object',
  required: ['id', 'accountId', 'atMs', 'userId', 'email', 'propertyId', 'what', 'about'],
  properties: {
    id: { type: 'string' },
    accountId: { type: 'string' },
    atMs: { type: 'integer' },
    userId: maybeTextSchema,
    email: maybeTextSchema,
    propertyId: maybeTextSchema,
    what: { type: 'string' },
    about: maybeTextSchema,
  },
};
