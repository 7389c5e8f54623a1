// Finds the constructs of JavaScript for which the sandbox has no counterpart.
import type { AnyNode, AssignmentExpression, AssignmentProperty, Literal, Property } from 'acorn';
import * as say from './dialect-faults.ts';
import type { Finding } from './finding.ts';
import type { PlacedNode } from './syntax-tree.ts';

/** Every construct that the sandbox lacks; for code of ours those too that hardly anyone has tried. */
export function findSyntaxFaults(nodes: readonly PlacedNode[], isOurs: boolean): Finding[] {
  return nodes.flatMap(({ node, parent }) => {
    // One fault per construct: what stands inside a pattern is part of it.
    if (isPartOfPattern(node, parent)) return [];
    const fault = faultOf(node, parent) ?? (isOurs ? untriedFault(node) : undefined);
    return fault === undefined ? [] : [{ offset: node.start, say: fault }];
  });
}

type Fault = Finding['say'];

/** Faults that the kind of node alone decides. */
const lacking: { readonly [Type in AnyNode['type']]?: Fault } = {
  TemplateLiteral: say.noTemplateLiterals,
  SpreadElement: say.noSpread,
  RestElement: say.noRestParameters,
  ObjectPattern: say.noDestructuring,
  ArrayPattern: say.noDestructuring,
  AssignmentPattern: say.noDefaultParameters,
  ClassDeclaration: say.noClasses,
  ClassExpression: say.noClasses,
  NewExpression: say.noNew,
  ThisExpression: say.noThis,
  Super: say.noSuper,
  TryStatement: say.noTry,
  ThrowStatement: say.noThrow,
  LabeledStatement: say.noLabels,
  WithStatement: say.noWith,
  DebuggerStatement: say.noDebugger,
  DoWhileStatement: say.noDoWhile,
  SequenceExpression: say.noComma,
  ChainExpression: say.noOptionalChaining,
  AwaitExpression: say.noAsync,
  YieldExpression: say.noGenerators,
  MetaProperty: say.noMetaProperties,
  ImportExpression: say.noDynamicImport,
};

/** Faults that the operator decides. */
const operators: Readonly<Record<string, Fault>> = {
  delete: say.noDelete,
  in: say.noIn,
  instanceof: say.noInstanceof,
  void: say.noVoid,
  '??': say.noNullishCoalescing,
  '**': say.noExponent,
};

function faultOf(node: AnyNode, parent: AnyNode | undefined): Fault | undefined {
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '+' ? say.noUnaryPlus : operators[node.operator];
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operators[node.operator];
    case 'AssignmentExpression':
      return assignmentFault(node);
    case 'VariableDeclaration':
      return node.kind === 'using' || node.kind === 'await using' ? say.noUsing : undefined;
    case 'Property':
      return propertyFault(node);
    case 'FunctionDeclaration':
      return functionFault(node) ?? (isBareBody(parent) ? say.noBareFunction : undefined);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionFault(node);
    case 'ForInStatement':
      return node.left.type === 'VariableDeclaration' && node.left.declarations.some(({ init }) => init)
        ? say.noLoopInitialiser
        : undefined;
    case 'ForOfStatement':
      return node.await ? say.noAsync : undefined;
    case 'Literal':
      return literalFault(node);
    default:
      return lacking[node.type];
  }
}

/** What is refused in code of ours only. */
function untriedFault(node: AnyNode): Fault | undefined {
  switch (node.type) {
    case 'EmptyStatement':
      return say.noEmptyStatement;
    case 'ExpressionStatement':
      return node.directive === undefined ? undefined : say.noDirective;
    case 'ForOfStatement':
      return node.left.type === 'VariableDeclaration' ? undefined : say.noBareLoopTarget;
    case 'Literal':
      return typeof node.value === 'number' && /^0x/i.test(node.raw ?? '') ? say.noHexNumbers : undefined;
    default:
      return undefined;
  }
}

function isPartOfPattern(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'ObjectPattern' || parent.type === 'ArrayPattern') return true;
  return (parent.type === 'RestElement' || parent.type === 'Property') && /Pattern$/.test(node.type);
}

/** A statement that takes one statement as its body, other than a block. */
function isBareBody(parent: AnyNode | undefined): boolean {
  return parent?.type === 'IfStatement' || parent?.type === 'LabeledStatement';
}

function assignmentFault({ operator }: AssignmentExpression): Fault | undefined {
  if (operator === '=' || operator === '+=') return undefined;
  return (place) => say.noCompoundAssignment(place, operator);
}

function propertyFault(property: Property | AssignmentProperty): Fault | undefined {
  if (property.kind !== 'init') return say.noAccessors;
  if (property.method) return say.noMethodProperties;
  if (property.shorthand) return say.noShorthandProperties;
  return property.computed ? say.noComputedKeys : undefined;
}

function functionFault({ async, generator }: { readonly async: boolean; readonly generator: boolean }) {
  if (async) return say.noAsync;
  return generator ? say.noGenerators : undefined;
}

function literalFault({ value, regex, bigint, raw = '' }: Literal): Fault | undefined {
  if (regex !== undefined) return say.noRegexLiterals;
  if (typeof bigint === 'string') return say.noBigInts;
  if (typeof value !== 'number') return undefined;
  if (/^0[bo]/i.test(raw)) return say.noBinaryNumbers;
  if (/^0\d/.test(raw)) return say.noLegacyOctals;
  return raw.includes('_') ? say.noNumericSeparators : undefined;
}
