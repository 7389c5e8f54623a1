// Finds claims that come too late: GTM takes a claim only until the client's code has returned.
import type { AnyNode, CallExpression } from 'acorn';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { childrenOf, memberName } from '../dialect/syntax-tree.ts';
import { lateClaim } from './build-faults.ts';
import type { JoinedCode } from './join-modules.ts';
import { placeOf } from './read-modules.ts';

/**
 * Each `claimRequest` within a function that is written down where a promise or a later turn calls it. A function that
 * is handed on by its name is not followed.
 */
export function findLateClaims(statements: JoinedCode['statements']): Diagnostic[] {
  return statements.flatMap(({ node, file }) => findIn(node, false).map((claim) => lateClaim(placeOf(claim, file))));
}

function findIn(node: AnyNode, isLate: boolean): AnyNode[] {
  const isClaim = node.type === 'CallExpression' && isNamed(node.callee, ['claimRequest']);
  const children = childrenOf(node).flatMap((child) => {
    const isCallback = /^(Arrow)?FunctionExpression$/.test(child.type) && node.type === 'CallExpression';
    return findIn(child, isLate || (isCallback && callsLater(node)));
  });
  return isClaim && isLate ? [node, ...children] : children;
}

function callsLater({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression')
    return isNamed(callee, ['addEventCallback', 'callLater', 'runContainer', 'sha256']);
  return ['then', 'catch', 'finally'].includes(memberName(callee) ?? '');
}

function isNamed(node: AnyNode, names: readonly string[]): boolean {
  return node.type === 'Identifier' && names.includes(node.name);
}
