// One row of what APIs need, held to the check and to a run.
import { expect } from 'vitest';
import type { PlainPermission } from '../../../../functions/downloads/permission-trees.ts';
import { checkTplPermissions } from '../../../../scripts/permissions/check-tpl-permissions.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { makeTpl } from '../../simulator/make-tpl.ts';

/** What a permission covers. */
export type Settings = PlainPermission['params'];
/** A call, the permission that it needs, settings that cover it and some that nearly do, and how the message names it. */
export type Row = [call: string, permission: string, covering: Settings, near: Settings, what: string];
/** The API that is called. */
export const apiIn = (call: string) => /^\w+/.exec(call)?.[0] ?? '';
/** A template that makes the call. */
export const codeOf = (call: string) =>
  `const ${apiIn(call)} = require('${apiIn(call)}');\nconst f = () => 1;\n${call};`;

const messagesFor = (container: 'web' | 'server', call: string, permissions: Record<string, Settings>) =>
  checkTplPermissions(parseTpl(makeTpl({ container, code: codeOf(call), permissions }))).map(({ message }) => message);

/** Holds the row to both; `isStopped` runs the call under these permissions. */
export function expectVerdicts(
  container: 'web' | 'server',
  [call, permission, covering, near, what]: Row,
  isStopped: (call: string, permissions: Record<string, Settings>) => boolean,
) {
  expect(messagesFor(container, call, { [permission]: covering })).toEqual([]);
  expect(isStopped(call, { [permission]: covering })).toBe(false);
  const [message, ...others] = messagesFor(container, call, { [permission]: near });
  expect(message).toContain(`${apiIn(call)} reaches ${what}, which the permission ${permission} does not cover`);
  expect(others).toEqual([]);
  expect(isStopped(call, { [permission]: near })).toBe(true);
  expect(messagesFor(container, call, {})).toEqual([
    `${apiIn(call)} needs the permission ${permission}, which the template does not ask for.`,
  ]);
  expect(isStopped(call, {})).toBe(true);
}
