// Holds the permissions of any template file against its own code, as GTM would at run time.
import type { AnyNode } from 'acorn';
import { findUrlPatternFault } from '../../functions/downloads/url-pattern.ts';
import { parseCode } from '../dialect/parse-code.ts';
import { containerSections } from '../tpl/check-sections.ts';
import type { ParsedTpl, TplFault } from '../tpl/parse-tpl.ts';
import { readScope } from './code/code-scope.ts';
import { findMissingScopes } from './find-missing-scopes.ts';
import { mergeSettings } from './merge-settings.ts';
import { type Container, findNeeds, type Need } from './needs/find-needs.ts';
import { isPermissionOf } from './permission-ids.ts';
import { placeInPermissions } from './place-in-permissions.ts';
import { findRefusedPatterns, settingsOf } from './rules/allows.ts';
import { type PermissionSettings, textsIn } from './rules/settings.ts';

/**
 * Every fault that a run would meet: an API without its permission, something literal outside the stated scope, a URL
 * pattern that GTM refuses; and a permission that the container does not have, or that stands twice. A permission that
 * nothing uses is none. Code that does not parse has no faults here.
 */
export function checkTplPermissions(parsed: ParsedTpl): TplFault[] {
  const { tree } = parseCode(parsed.code.text, false);
  const needs = tree === undefined ? [] : findNeeds(readScope(tree, new Set()), parsed.container);
  const stated = mergeSettings(parsed.permissions);
  return [
    ...findIdFaults(parsed),
    ...findPatternFaults(parsed),
    ...findMissing(needs, stated).map(({ need, message }) => inCode(parsed, need.node, message)),
  ];
}

function findIdFaults(parsed: ParsedTpl): TplFault[] {
  const seen = new Set<string>();
  return parsed.permissions.flatMap(({ publicId }) => {
    const isSecond = seen.has(publicId);
    seen.add(publicId);
    const message = isSecond
      ? `The permission ${publicId} stands here a second time; join the two.`
      : explainForeign(publicId, parsed.container);
    return message === undefined ? [] : [{ ...placeInPermissions(parsed, publicId, isSecond ? 1 : 0), message }];
  });
}

function explainForeign(publicId: string, container: Container): string | undefined {
  if (isPermissionOf(publicId, container)) return undefined;
  const other = container === 'web' ? 'server' : 'web';
  return isPermissionOf(publicId, other)
    ? `The permission ${publicId} belongs to ${other} containers; remove it from this ${container} template.`
    : `No container has a permission ${publicId}; remove it, or correct its name.`;
}

function findPatternFaults(parsed: ParsedTpl): TplFault[] {
  return parsed.permissions.flatMap(({ publicId, params }) => {
    const at = (pattern: string) => placeInPermissions(parsed, publicId, 0, pattern);
    const refused = findRefusedPatterns(publicId, params).map((pattern) => ({
      ...at(pattern),
      message: `GTM refuses the URL pattern ${pattern} of ${publicId}: ${findUrlPatternFault(pattern)}.`,
    }));
    const dead = findDeadPatterns(publicId, params).map((pattern) => ({
      ...at(pattern),
      message: `The URL pattern ${pattern} of ${publicId} can cover nothing; write https:// and a host in front.`,
    }));
    return [...refused, ...dead];
  });
}

/** Server containers may have rules of their own for patterns, but they send to https hosts only. */
function findDeadPatterns(publicId: string, params: PermissionSettings): readonly string[] {
  const hasPatterns = publicId === 'send_http' || publicId === 'send_pixel_from_browser';
  if (!hasPatterns || params['allowedUrls'] === 'any') return [];
  return textsIn(params, 'urls').filter((url) => !/^https:\/\/[^/]/.test(url));
}

interface Missing {
  readonly need: Need;
  readonly message: string;
}

function findMissing(needs: readonly Need[], stated: ReadonlyMap<string, PermissionSettings>): Missing[] {
  const seen = new Set<string>();
  const whole = needs.flatMap((need) => {
    // GTM's console is silent without its permission, and a question is answered with false.
    if (need.isQuestion || need.permission === 'logging' || seen.has(need.api)) return [];
    if (settingsOf(need.permission, (id) => stated.get(id)) !== undefined) return [];
    if (needs.some(({ isQuestion, permission }) => isQuestion && permission === need.permission)) return [];
    seen.add(need.api);
    return [
      { need, message: `${need.api} needs the permission ${need.permission}, which the template does not ask for.` },
    ];
  });
  const scopes = findMissingScopes(needs, stated).map(({ need, what }) => ({
    need,
    message: `${need.api} reaches ${what}, which the permission ${need.permission} does not cover; add it there.`,
  }));
  return [...whole, ...scopes].sort((a, b) => a.need.node.start - b.need.node.start);
}

function inCode({ code, container }: ParsedTpl, { loc }: AnyNode, message: string): TplFault {
  const { code: section } = containerSections[container];
  return { section, line: code.line + (loc?.start.line ?? 1) - 1, column: (loc?.start.column ?? 0) + 1, message };
}
