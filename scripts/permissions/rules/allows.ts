// Decides whether settings allow one thing: the same answer for a run in the simulator and for a look at the code.
import { findUrlPatternFault } from '../../../functions/downloads/url-pattern.ts';
import { serverRules } from './server-rules.ts';
import { type PermissionSettings, textsIn } from './settings.ts';
import { webRules } from './web-rules.ts';

/**
 * True if the settings of this permission cover the values, which are those that GTM's queryPermission takes. Undefined
 * settings, and a permission that nobody knows, cover nothing.
 */
export function allows(
  permission: string,
  settings: PermissionSettings | undefined,
  values: readonly unknown[],
): boolean {
  const rules = Object.hasOwn(webRules, permission) ? webRules : serverRules;
  const rule = Object.hasOwn(rules, permission) ? rules[permission] : undefined;
  return settings !== undefined && rule?.(settings, values) === true;
}

/**
 * The settings under which a permission is stated, from a look-up by its id. What stated it before it had an id of its
 * own still does: published templates read the analytics storage by their right to read all cookies.
 */
export function settingsOf(
  permission: string,
  find: (permission: string) => PermissionSettings | undefined,
): PermissionSettings | undefined {
  const own = find(permission);
  if (own !== undefined || permission !== 'read_analytics_storage') return own;
  return find('get_cookies')?.['cookieAccess'] === 'any' ? {} : undefined;
}

/** The URL patterns for which GTM refuses the whole permission. */
export function findRefusedPatterns(permission: string, settings: PermissionSettings): readonly string[] {
  const hasPatterns = strictUrlPermissions.includes(permission) && settings['allowedUrls'] !== 'any';
  return hasPatterns ? textsIn(settings, 'urls').filter((url) => findUrlPatternFault(url) !== undefined) : [];
}

/** For the server's own permissions the rules of patterns are not known well enough to refuse one. */
const strictUrlPermissions = ['inject_script', 'inject_hidden_iframe', 'send_pixel'];
