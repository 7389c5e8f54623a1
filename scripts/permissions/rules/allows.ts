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

/** The first URL pattern for which GTM refuses the whole permission, or undefined. */
export function findRefusedPattern(permission: string, settings: PermissionSettings): string | undefined {
  const hasPatterns = strictUrlPermissions.includes(permission) && settings['allowedUrls'] !== 'any';
  return hasPatterns ? textsIn(settings, 'urls').find((url) => findUrlPatternFault(url) !== undefined) : undefined;
}

const strictUrlPermissions = ['inject_script', 'inject_hidden_iframe', 'send_pixel'];
