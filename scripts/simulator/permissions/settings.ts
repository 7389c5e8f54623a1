// The permissions of one template, as its run asks them.
import type { PermissionSettings } from '../../permissions/rules/settings.ts';

/** Settings per permission name; a permission that was not asked for is absent. */
export type PermissionSet = Readonly<Record<string, PermissionSettings>>;

/** What the code of a template's own tests may do: everything. Told by identity, since settings cannot say it. */
export const everyPermission: PermissionSet = Object.freeze({});
