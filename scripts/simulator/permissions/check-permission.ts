// Stops a run that does what the permissions written in the template's own file do not allow.
import { findUrlPatternFault } from '../../../functions/downloads/url-pattern.ts';
import { allows, findRefusedPatterns, settingsOf } from '../../permissions/rules/allows.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { everyPermission, type PermissionSet } from './settings.ts';

/** True if the template's file allows it; throws when the permission itself is written wrongly. */
export function isPermitted(permissions: PermissionSet, permission: string, ...values: readonly unknown[]): boolean {
  if (permissions === everyPermission) {
    return true;
  }
  const settings = settingsOf(permission, (id) => permissions[id]);
  const [refused] = settings === undefined ? [] : findRefusedPatterns(permission, settings);
  if (refused !== undefined) {
    throw new SandboxError(
      'invalid_permission',
      `Invalid script URL filter: ${refused}. GTM refuses it: ${findUrlPatternFault(refused)}.`,
    );
  }
  return allows(permission, settings, values);
}

/** Throws unless the template's file allows it. */
export function requirePermission(permissions: PermissionSet, permission: string, ...values: readonly unknown[]): void {
  if (!isPermitted(permissions, permission, ...values)) {
    const what = values.filter((value) => typeof value === 'string').join(' ');
    throw new SandboxError(
      'permission_denied',
      `Permission denied: ${permission}${what ? ` does not cover ${what}` : ' is missing'}. Add it to the template's permissions.`,
    );
  }
}
