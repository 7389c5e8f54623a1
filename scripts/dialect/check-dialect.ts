// Refuses what JavaScript has and GTM's sandbox lacks, in a template's source and in any sandboxed code.
import { type Node, parse, type Token } from 'acorn';
import { webApis } from '../../gtm-templates/sandbox/web-apis.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import * as say from './dialect-faults.ts';
import { findUndeclared } from './find-undeclared.ts';
import { read, readNode, walkTree } from './syntax-tree.ts';

/** How the code is meant. */
export interface DialectOptions {
  /** As it appears in diagnostics. */
  readonly file: string;
  /** `source` is a module of ours, types already erased; `sandboxed` is the body of a template function. */
  readonly kind: 'source' | 'sandboxed';
  /** The line of the file on which the code starts; 1 unless told. */
  readonly firstLine?: number;
  /** Names in scope besides the sandbox's own, such as those of a test. */
  readonly globals?: readonly string[];
}

/** Every fault of the code, in the order of its lines; none means that GTM's compiler should take it. */
export function checkDialect(code: string, options: DialectOptions): Diagnostic[] {
  const isSource = options.kind === 'source';
  const lines = (options.firstLine ?? 1) - 1;
  const place = (line: number, column: number) => ({ file: options.file, line: line + lines, column: column + 1 });
  const tokens: Token[] = [];
  const tree = parseCode(code, isSource, tokens);
  if (!('type' in tree)) return [say.syntaxError(place(tree.line, tree.column), tree.message)];
  const found: { at: number; diagnostic: Diagnostic }[] = [];
  const at = ({ loc }: Located) => place(loc?.start.line ?? 1, loc?.start.column ?? 0);
  const report = (node: Located, factory: Fault) => found.push({ at: node.start, diagnostic: factory(at(node)) });
  walkTree(tree, (node, parent) => {
    for (const fault of faultsOf(node, parent, code)) report(node, fault);
    return undefined;
  });
  if (isSource) for (const node of findArrowArguments(tree)) report(node, say.argumentsInArrow);
  // In a source the formatter puts them, and takes them out of what is built.
  if (!isSource) for (const token of findCommasAfterArguments(tokens)) report(token, say.noCommaAfterArguments);
  const own = isSource ? ['undefined'] : ['undefined', 'data', 'require'];
  for (const { name, node } of findUndeclared(tree, new Set([...own, ...(options.globals ?? [])]))) {
    const factory = Object.hasOwn(webApis, name) ? say.undeclaredApi : say.undeclaredName;
    report(node, (where) => factory(where, name));
  }
  return found.sort((a, b) => a.at - b.at).map(({ diagnostic }) => diagnostic);
}

type Located = Pick<Node, 'start' | 'loc'>;

type Fault = (place: Place) => Diagnostic;

interface SyntaxFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

function parseCode(code: string, isModule: boolean, tokens: Token[]): Node | SyntaxFault {
  try {
    return parse(code, {
      ecmaVersion: 'latest',
      sourceType: isModule ? 'module' : 'script',
      allowReturnOutsideFunction: !isModule,
      locations: true,
      onToken: tokens,
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { line, column } = Reflect.get(error, 'loc');
    return { line, column, message: error.message.replace(/ \(\d+:\d+\)$/, '') };
  }
}

/** Faults that the kind of node alone decides. */
const lacking: Readonly<Record<string, Fault>> = {
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
  ExportDefaultDeclaration: say.noDefaultExport,
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

function faultsOf(node: Node, parent: Node | undefined, code: string): Fault[] {
  // One fault per construct: what stands inside a pattern or a class is part of it.
  if (isPartOfPattern(node, parent)) return [];
  const plain = lacking[node.type];
  if (plain !== undefined) return [plain];
  switch (node.type) {
    case 'UnaryExpression':
      if (read(node, 'operator') === '+') return [say.noUnaryPlus];
      return [operators[String(read(node, 'operator'))] ?? []].flat();
    case 'BinaryExpression':
    case 'LogicalExpression':
      return [operators[String(read(node, 'operator'))] ?? []].flat();
    case 'AssignmentExpression':
      return assignmentFaults(String(read(node, 'operator')));
    case 'Property':
      return propertyFaults(node);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionFaults(node);
    case 'ForOfStatement':
      return read(node, 'await') === true ? [say.noAsync] : [];
    case 'Literal':
      return literalFaults(node, code);
    default:
      return [];
  }
}

function isPartOfPattern(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'ObjectPattern' || parent.type === 'ArrayPattern') return true;
  return (parent.type === 'RestElement' || parent.type === 'Property') && /Pattern$/.test(node.type);
}

function assignmentFaults(operator: string): Fault[] {
  if (operator === '=' || operator === '+=') return [];
  return [(place) => say.noCompoundAssignment(place, operator)];
}

function propertyFaults(property: Node): Fault[] {
  if (read(property, 'kind') !== 'init') return [say.noAccessors];
  if (read(property, 'method') === true) return [say.noMethodProperties];
  if (read(property, 'shorthand') === true) return [say.noShorthandProperties];
  return read(property, 'computed') === true ? [say.noComputedKeys] : [];
}

function functionFaults(fn: Node): Fault[] {
  if (read(fn, 'async') === true) return [say.noAsync];
  return read(fn, 'generator') === true ? [say.noGenerators] : [];
}

function literalFaults(literal: Node, code: string): Fault[] {
  if (read(literal, 'regex') !== undefined) return [say.noRegexLiterals];
  if (read(literal, 'bigint') !== undefined) return [say.noBigInts];
  const isNumber = typeof read(literal, 'value') === 'number';
  return isNumber && code.slice(literal.start, literal.end).includes('_') ? [say.noNumericSeparators] : [];
}

/** In the sandbox an arrow function has arguments of its own, in JavaScript those of the function around it. */
function findArrowArguments(tree: Node): Node[] {
  const found: Node[] = [];
  walkTree(tree, (node) => {
    if (node.type !== 'ArrowFunctionExpression') return undefined;
    walkTree(node, (inner, parent) => {
      if (/^Function(Declaration|Expression)$/.test(inner.type)) return false;
      const isKey = parent?.type === 'MemberExpression' && readNode(parent, 'object') !== inner;
      if (inner.type === 'Identifier' && read(inner, 'name') === 'arguments' && !isKey) found.push(inner);
      return undefined;
    });
    return false;
  });
  return found;
}

/** Of calls and of parameters: nothing else may put a comma in front of a closing parenthesis. */
function findCommasAfterArguments(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, index) => token.type.label === ',' && tokens[index + 1]?.type.label === ')');
}
