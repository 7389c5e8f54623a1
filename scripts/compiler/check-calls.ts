// Holds code against what GTM expects of its kind of template: what it must call, and what is not there to be called.
import type { Template, TemplateKind } from '../../gtm-templates/authoring/template.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { memberName, walkTree } from '../dialect/syntax-tree.ts';
import * as say from './build-faults.ts';
import { findLateClaims } from './find-late-claims.ts';
import type { JoinedCode } from './join-modules.ts';
import { placeOf } from './read-modules.ts';

/**
 * A tag without a callback, a client that claims or answers nothing, and what only another kind may call. What is
 * missing everywhere is said of the first line of `file`.
 */
export function checkCalls(
  { apis, statements, code }: JoinedCode,
  { kind }: Pick<Template, 'kind'>,
  file: string,
): Diagnostic[] {
  const start = { file, line: 1, column: 1 };
  const claim = apis.get('claimRequest');
  if (kind === 'client') {
    return [
      ...(claim === undefined ? [say.noClaim(start)] : []),
      ...(apis.has('returnResponse') ? [] : [say.noResponse(start)]),
      ...findLateClaims(statements),
      ...findCallbacks(statements, kind),
    ];
  }
  const foreignClaim = claim === undefined ? [] : [say.foreignClaim(claim, kind)];
  if (kind === 'variable') return [...foreignClaim, ...findCallbacks(statements, kind)];
  return [...foreignClaim, ...(isCallback.test(code) ? [] : [say.noCallback(start)])];
}

/** GTM's editor looks for the call before it takes a tag: github.com/facebookincubator/ConversionsAPI-Client-for-GoogleTagManager/issues/4 */
const isCallback = /\bdata\.gtmOn(Success|Failure)\(/;

function findCallbacks(statements: JoinedCode['statements'], kind: TemplateKind): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { node, file } of statements) {
    walkTree(node, (inner) => {
      if (inner.type !== 'MemberExpression') return undefined;
      const name = memberName(inner) ?? '';
      if (/^gtmOn(Success|Failure)$/.test(name)) {
        found.push(say.foreignCallback(placeOf(inner.property, file), kind, name));
      }
      return undefined;
    });
  }
  return found;
}
