// Turns uses of APIs into what they need to be allowed.
import type { AnyNode } from 'acorn';
import { serverApis } from '../../../gtm-templates/sandbox/server-apis.ts';
import { webApis } from '../../../gtm-templates/sandbox/web-apis.ts';
import type { CodeScope } from '../code/code-scope.ts';
import { type ApiUse, findApiUses, type StaticArgument } from '../code/find-api-uses.ts';
import { unknownValue } from '../unknown-value.ts';
import { serverNeeds } from './server-needs.ts';
import type { Wanted } from './wanted.ts';
import { webNeeds } from './web-needs.ts';

/** One thing that one line of the code does or asks. */
export interface Need extends Wanted {
  readonly api: string;
  /** Whether the line reaches it in some run; else the code may decide otherwise. */
  readonly isSure: boolean;
  /** Whether the code asks queryPermission for it instead of doing it. */
  readonly isQuestion: boolean;
  readonly node: AnyNode;
}

/** The kinds of container. */
export type Container = 'web' | 'server';

/** The permission of an API; null where it needs none, undefined where the container has no such API. */
export function permissionOf(api: string, container: Container): string | null | undefined {
  const apis: Readonly<Record<string, string | null>> = container === 'web' ? webApis : serverApis;
  return Object.hasOwn(apis, api) ? apis[api] : undefined;
}

/** What the code needs, in the order of the source; a line that may mean several things stands several times. */
export function findNeeds(scope: CodeScope, container: Container): Need[] {
  const uses = findApiUses(scope, (api) => api === 'queryPermission' || isString(permissionOf(api, container)));
  return uses.flatMap((use) => (use.api === 'queryPermission' ? readQuestion(use) : readUse(use, container)));
}

/** More combinations of arguments than this are not told apart. */
const maxCombinations = 64;

function readUse(use: ApiUse, container: Container): Need[] {
  const permission = permissionOf(use.api, container);
  if (!isString(permission)) return [];
  const { api, node } = use;
  const unclear = { api, node, permission, values: [unknownValue, unknownValue], isSure: false, isQuestion: false };
  if (use.args === undefined) return [unclear];
  const needs = container === 'web' ? webNeeds : serverNeeds;
  const key = use.method === undefined ? api : `${api}.${use.method}`;
  const reading = Object.hasOwn(needs, key) ? needs[key] : undefined;
  if (reading === undefined) return [{ ...unclear, values: [] }];
  const args = reading.reads.map((index) => use.args?.[index] ?? missing);
  return combinations(args).flatMap(({ values, isSure }) =>
    reading.wants(...values).map((wanted) => ({ ...wanted, api, node, isSure, isQuestion: false })),
  );
}

/** The permission in front, what is asked of it behind. */
function readQuestion({ api, args = [], node }: ApiUse): Need[] {
  return combinations(args).flatMap(({ values: [permission, ...values] }) =>
    isString(permission) ? [{ api, node, permission, values, isSure: false, isQuestion: true }] : [],
  );
}

const missing: StaticArgument = { values: [undefined], isSure: true };

function combinations(args: readonly StaticArgument[]): { values: readonly unknown[]; isSure: boolean }[] {
  const count = args.reduce((product, { values }) => product * values.length, 1);
  if (count > maxCombinations) return [{ values: args.map(() => unknownValue), isSure: false }];
  // An argument of which nothing is known makes nothing unsure: the rules let it pass.
  const isSure = args.every((one) => one.isSure || one.values.every((value) => value === unknownValue));
  let found: readonly unknown[][] = [[]];
  for (const { values } of args) found = found.flatMap((row) => values.map((value) => [...row, value]));
  return found.map((values) => ({ values, isSure }));
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
