// How the console's records are read back, and what of their ids may stand in a log.
import {
  validateAccount,
  validateAuditEvent,
  validateDeployment,
  validateMembership,
  validateSignIn,
  validateTicket,
  validateUser,
} from './console-record-validators.ts';
import { recordParser } from './parse-record.ts';

const asItIs = (id: string): string => id;

export const userParser = recordParser('user', validateUser, asItIs);

export const accountParser = recordParser('account', validateAccount, asItIs);

export const membershipParser = recordParser('membership', validateMembership, maskEmail);

export const deploymentParser = recordParser('deployment', validateDeployment, asItIs);

export const signInParser = recordParser('sign-in', validateSignIn, maskHash);

export const ticketParser = recordParser('ticket', validateTicket, maskHash);

export const auditEventParser = recordParser('audit event', validateAuditEvent, asItIs);

/** A membership's id holds the person's whole address. */
function maskEmail(id: string): string {
  return `${id.slice(0, Math.max(id.indexOf(':'), 0))}:…`;
}

function maskHash(id: string): string {
  return `…${id.slice(-4)}`;
}
