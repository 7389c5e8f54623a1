// The checks of the console's stored records, compiled; a bundle carries them as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import type { Account, AuditEvent, Deployment, Membership, SignIn, Ticket, User } from '../rules/account.ts';
import {
  accountSchema,
  auditEventSchema,
  deploymentSchema,
  membershipSchema,
  signInSchema,
  ticketSchema,
  userSchema,
} from './schemas/console-schemas.ts';

/** Checking the schemas themselves would double the time that compiling takes; a test does it instead. */
export const ajv = new Ajv({ meta: false, validateSchema: false, code: { source: true, esm: true } });

/** Whether a value has the shape of a stored user. */
export const validateUser = ajv.compile<User>({ ...userSchema, $id: 'validateUser' });

/** Whether a value has the shape of a stored account. */
export const validateAccount = ajv.compile<Account>({ ...accountSchema, $id: 'validateAccount' });

/** Whether a value has the shape of a stored membership. */
export const validateMembership = ajv.compile<Membership>({ ...membershipSchema, $id: 'validateMembership' });

/** Whether a value has the shape of the stored deployment. */
export const validateDeployment = ajv.compile<Deployment>({ ...deploymentSchema, $id: 'validateDeployment' });

/** Whether a value has the shape of a stored sign-in. */
export const validateSignIn = ajv.compile<SignIn>({ ...signInSchema, $id: 'validateSignIn' });

/** Whether a value has the shape of a stored ticket. */
export const validateTicket = ajv.compile<Ticket>({ ...ticketSchema, $id: 'validateTicket' });

/** Whether a value has the shape of a stored audit event. */
export const validateAuditEvent = ajv.compile<AuditEvent>({ ...auditEventSchema, $id: 'validateAuditEvent' });
