// Finds the scenarios among the statements of a file, and what is wrong with each.
import type { AnyNode, BlockStatement, CallExpression } from 'acorn';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { findUndeclared } from '../dialect/find-undeclared.ts';
import { walkTree } from '../dialect/syntax-tree.ts';
import { placeOf, type SourceModule, type Statement } from './read-modules.ts';
import * as say from './scenario-faults.ts';

/** One scenario as its author wrote it, types erased. */
export interface ScenarioSource {
  readonly name: string;
  readonly place: Place;
  /** The body of its function, and above it the comment that stands right above the scenario. */
  readonly text: string;
  /** What it declares for all of its code. */
  readonly declares: readonly { readonly name: string; readonly place: Place }[];
  /** The names it uses and does not declare itself. */
  readonly uses: readonly string[];
}

/** Whether the statement is a scenario, be it a faulty one. */
export function isScenario({ node }: Statement): boolean {
  return callOf(node) !== undefined;
}

/** The scenario of a statement that is one; where it is faulty, all its faults. */
export function readScenario(
  statement: Statement,
  { file, code }: SourceModule,
): ScenarioSource | { readonly faults: readonly Diagnostic[] } {
  const call = callOf(statement.node);
  if (call === undefined) return { faults: [say.misplacedScenario(placeOf(statement.node, file))] };
  const [nameNode, callback, ...rest] = call.arguments;
  const name = nameNode?.type === 'Literal' ? nameNode.value : undefined;
  const body = rest.length === 0 ? bodyOf(callback) : undefined;
  const faults = [
    ...(typeof name === 'string'
      ? checkName(name, placeOf(nameNode ?? call, file))
      : [say.scenarioNameNotLiteral(placeOf(nameNode ?? call, file))]),
    ...(body === undefined ? [say.scenarioNotAFunction(placeOf(callback ?? call, file))] : checkBody(body, file)),
    ...findMisplaced(call, file, call.callee),
  ];
  if (faults.length > 0 || body === undefined) return { faults };
  return {
    name: String(name),
    place: placeOf(call, file),
    text: `${commentOn(statement)}${code.slice(body.start + 1, body.end - 1).trim()}`,
    declares: declaredIn(body, file),
    uses: findUndeclared(body, new Set()).map((one) => one.name),
  };
}

/** Each use of `scenario` below the node but the one that is as it should be. */
export function findMisplaced(node: AnyNode, file: string, proper?: AnyNode): Diagnostic[] {
  return findUndeclared(node, new Set())
    .filter((one) => one.name === 'scenario' && one.node !== proper)
    .map((one) => say.misplacedScenario(placeOf(one.node, file)));
}

function callOf(statement: AnyNode): CallExpression | undefined {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return undefined;
  const { callee } = statement.expression;
  return callee.type === 'Identifier' && callee.name === 'scenario' ? statement.expression : undefined;
}

/** Undefined for what is no function, has parameters or a body without braces. */
function bodyOf(callback: AnyNode | undefined): BlockStatement | undefined {
  if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') return undefined;
  const { body, params } = callback;
  return params.length === 0 && body.type === 'BlockStatement' ? body : undefined;
}

/** What GTM's editor takes for sure, by the names in published templates. */
const refused = /[^\p{L}\p{M}\p{Nd} \-_,/()]/u;

function checkName(name: string, place: Place): Diagnostic[] {
  const found = refused.exec(name)?.[0] ?? /^[^\p{L}\p{Nd}]|\s$/u.exec(name)?.[0];
  if (name === '') return [say.scenarioNameCharacters(place, 'nothing')];
  return found === undefined ? [] : [say.scenarioNameCharacters(place, `'${found}'`)];
}

function checkBody(body: BlockStatement, file: string): Diagnostic[] {
  if (body.body.length === 0) return [say.emptyScenario(placeOf(body, file))];
  const faults: Diagnostic[] = [];
  walkTree(body, (node) => {
    if (node.type === 'ReturnStatement') faults.push(say.scenarioReturn(placeOf(node, file)));
    return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type) ? false : undefined;
  });
  return faults;
}

function declaredIn(body: BlockStatement, file: string): { name: string; place: Place }[] {
  const ids = body.body.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') return statement.declarations.map(({ id }) => id);
    return statement.type === 'FunctionDeclaration' ? [statement.id] : [];
  });
  return ids.flatMap((id) => (id.type === 'Identifier' ? [{ name: id.name, place: placeOf(id, file) }] : []));
}

/** A comment with a blank line below is about the file, not about the scenario. */
function commentOn({ comments }: Statement): string {
  const last = comments.split(/\n[ \t]*\r?\n/).at(-1) ?? '';
  return last.trim() === '' ? '' : `${last.trim()}\n`;
}
