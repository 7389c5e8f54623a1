// Holds permissions and code equal: what the code reaches is allowed, and nothing is allowed that no line needs.
import type { AnyNode, Program } from 'acorn';
import type { Permission } from '../../gtm-templates/authoring/permissions.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { type CodeScope, readScope } from '../permissions/code/code-scope.ts';
import { findMissingScopes } from '../permissions/find-missing-scopes.ts';
import { findUnusedScopes, type UnusedScope } from '../permissions/find-unused-scopes.ts';
import { mergeSettings } from '../permissions/merge-settings.ts';
import { type Container, findNeeds, type Need, permissionOf } from '../permissions/needs/find-needs.ts';
import { isPermissionOf } from '../permissions/permission-ids.ts';
import * as say from './build-faults.ts';
import { placeOfOffset, placeOfText } from './check-form.ts';
import type { JoinedCode, PlacedStatement } from './join-modules.ts';
import { placeOf } from './read-modules.ts';

/** What the form's file says about permissions, and how it is called. */
export interface FormSource {
  readonly file: string;
  readonly text: string;
}

/** What the form states: its permissions, for which kind of container. */
export interface StatedPermissions {
  readonly container: Container;
  readonly permissions: readonly Permission[];
}

/**
 * An API without its permission, something outside the stated scope, a permission or a part of its scope that no line
 * uses, one that stands twice, and one that the container does not have. Places are in the TypeScript source.
 */
export function checkPermissions(
  code: Pick<JoinedCode, 'apis' | 'statements'>,
  { container, permissions }: StatedPermissions,
  form: FormSource,
): Diagnostic[] {
  const scope = readScope(toProgram(code.statements), new Set(code.apis.keys()));
  const needs = findNeeds(scope, container);
  const find = (publicId: string) => placeOfText(form.text, `${builderOf(publicId)}(`, form.file);
  const stated = mergeSettings(permissions);
  const doubled = permissions.filter(
    ({ publicId }, index) => permissions.findIndex((one) => one.publicId === publicId) < index,
  );
  return [
    ...findMissing(code.apis, container, stated),
    ...findMissingScopes(needs, stated).map(({ need, what, entry }) =>
      say.outsideScope(placeOfUse(need, code, scope), need.api, what, builderOf(need.permission), entry),
    ),
    ...[...stated].flatMap(([publicId, params]) => {
      if (!isPermissionOf(publicId, container))
        return [say.foreignPermission(find(publicId), builderOf(publicId), container)];
      if (!isUsed(publicId, code.apis, container, needs))
        return [say.unusedPermission(find(publicId), builderOf(publicId))];
      return findUnusedScopes(needs, publicId, params).map((one) => toUnusedScope(one, form));
    }),
    ...[...new Set(doubled.map(({ publicId }) => publicId))].map((publicId) =>
      say.duplicatePermission(find(publicId), builderOf(publicId)),
    ),
  ];
}

/** The modules of a template share one scope, as they do once they are joined. */
function toProgram(statements: readonly PlacedStatement[]): Program {
  return { type: 'Program', start: 0, end: 0, sourceType: 'module', body: statements.map(({ node }) => node) };
}

function findMissing(
  apis: ReadonlyMap<string, Place>,
  container: Container,
  stated: ReadonlyMap<string, unknown>,
): Diagnostic[] {
  return [...apis].flatMap(([api, place]) => {
    const needed = permissionOf(api, container);
    const isStated = typeof needed !== 'string' || stated.has(needed);
    return isStated ? [] : [say.missingPermission(place, api, builderOf(needed))];
  });
}

function isUsed(
  publicId: string,
  apis: ReadonlyMap<string, Place>,
  container: Container,
  needs: readonly Need[],
): boolean {
  if ([...apis.keys()].some((api) => permissionOf(api, container) === publicId)) return true;
  return needs.some(({ isQuestion, permission }) => isQuestion && permission === publicId);
}

function placeOfUse({ node }: Need, { statements }: Pick<JoinedCode, 'statements'>, scope: CodeScope): Place {
  const top = topOf(node, scope);
  const file = statements.find((one) => one.node === top)?.file ?? '';
  return placeOf(node, file);
}

function topOf(node: AnyNode, scope: CodeScope): AnyNode {
  const parent = scope.parentOf.get(node);
  return parent === undefined || parent.type === 'Program' ? node : topOf(parent, scope);
}

function toUnusedScope({ permission, entry, tick }: UnusedScope, { text, file }: FormSource): Diagnostic {
  const builder = builderOf(permission);
  const start = Math.max(0, text.indexOf(`${builder}(`));
  const at = text.indexOf(`'${entry}'`, start);
  const place = placeOfOffset(text, at === -1 ? start : at, file);
  const word = wordOf(entry);
  return say.unusedScope(place, tick === undefined ? `'${word}'` : `the ${tick} of '${word}'`, builder);
}

/** The form's word for a tick: `writeStatusAllowed` is `status`. */
function wordOf(entry: string): string {
  if (entry === 'allowGoogleDomains') return 'google';
  const word = /^(?:write)?(\w+)Allowed$/.exec(entry)?.[1];
  return word === undefined ? entry : word.charAt(0).toLowerCase() + word.slice(1);
}

/** The builder is called like GTM's id, in the letters of TypeScript: `inject_script` → `injectScript`. */
function builderOf(publicId: string): string {
  return publicId.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
