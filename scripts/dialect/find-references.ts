// Finds every use of a name and the declaration it means, by the scopes of JavaScript.
import type { AnyNode, Identifier, Pattern, VariableDeclaration, VariableDeclarator } from 'acorn';
import { bindingsOf, childrenOf, read, readNode } from './syntax-tree.ts';

/** A node that tells the value; `undefined` is a value that the code does not show, such as an argument. */
export type WrittenValue = AnyNode | 'key' | 'number' | undefined;

/** One declared name. */
export interface Binding {
  readonly kind: 'var' | 'let' | 'const' | 'function' | 'import' | 'parameter' | 'arguments';
  /** The function or program in which it is declared, whatever blocks lie between. */
  readonly home: AnyNode;
  /** The offset from which it has its value; 0 for what is hoisted. */
  readonly readyAt: number;
  /** Every value that it is given, in the order of the source. */
  readonly writes: WrittenValue[];
}

/** One use of a name. */
export interface Reference {
  readonly name: string;
  readonly node: Identifier;
  /** What it means; undefined where no declaration is in sight. */
  readonly binding: Binding | undefined;
  /** The function or program in which the use stands. */
  readonly home: AnyNode;
  readonly isWrite: boolean;
}

/** Every use of a name in the tree, in the order of the source. */
export function findReferences(root: AnyNode): Reference[] {
  const found: Found = { uses: [], settled: new Set() };
  visit(root, undefined, { parent: undefined, home: root, names: new Map() }, found);
  const references = found.uses.map(({ node, scope, isWrite, value }) => {
    const binding = lookUp(scope, node.name);
    if (isWrite) binding?.writes.push(value);
    return { name: node.name, node, binding, home: scope.home, isWrite };
  });
  return references.sort((a, b) => a.node.start - b.node.start);
}

interface Scope {
  readonly parent: Scope | undefined;
  readonly home: AnyNode;
  readonly names: Map<string, Binding>;
}

interface Use {
  readonly node: Identifier;
  readonly scope: Scope;
  readonly isWrite: boolean;
  readonly value: WrittenValue;
}

interface Found {
  readonly uses: Use[];
  /** Identifiers that need no look any more: declared names, and targets that are noted already. */
  readonly settled: Set<AnyNode>;
}

function visit(node: AnyNode, parent: AnyNode | undefined, scope: Scope, found: Found): void {
  if (node.type === 'Identifier') {
    const isUse = !found.settled.has(node) && isReference(node, parent);
    if (isUse) found.uses.push({ node, scope, isWrite: false, value: undefined });
    return;
  }
  // `export { a } from` names what another file declares.
  if (node.type === 'ExportNamedDeclaration' && node.source) return;
  const inner = openScope(node, scope, found);
  declareIn(node, parent, scope, found);
  noteTargets(node, scope, found);
  for (const child of childrenOf(node)) visit(child, node, inner, found);
}

function openScope(node: AnyNode, scope: Scope, found: Found): Scope {
  switch (node.type) {
    case 'Program':
      return { parent: scope, home: node, names: new Map() };
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return openFunction(node, scope, found);
    case 'ClassExpression':
      return openBlock(scope, node.id ?? undefined, 'function', found);
    case 'CatchClause':
      return openBlock(scope, node.param ?? undefined, 'let', found);
    case 'BlockStatement':
    case 'StaticBlock':
    case 'SwitchStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return openBlock(scope, undefined, 'let', found);
    default:
      return scope;
  }
}

type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

function openFunction(node: FunctionNode, scope: Scope, found: Found): Scope {
  // A function expression's own name lies between its inside and the scope around it.
  const own = node.type === 'FunctionExpression' && node.id ? openBlock(scope, node.id, 'function', found) : scope;
  const inner: Scope = { parent: own, home: node, names: new Map() };
  inner.names.set('arguments', { kind: 'arguments', home: node, readyAt: 0, writes: [undefined] });
  for (const one of node.params.flatMap(bindingsOf))
    declare(one, inner, { kind: 'parameter', value: undefined }, found);
  return inner;
}

function openBlock(parent: Scope, pattern: Pattern | undefined, kind: Binding['kind'], found: Found): Scope {
  const inner: Scope = { parent, home: parent.home, names: new Map() };
  const declared = pattern === undefined ? [] : bindingsOf(pattern);
  for (const one of declared) declare(one, inner, { kind, value: undefined }, found);
  return inner;
}

function declareIn(node: AnyNode, parent: AnyNode | undefined, scope: Scope, found: Found): void {
  switch (node.type) {
    case 'VariableDeclaration':
      declareVariables(node, parent, scope, found);
      break;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      if (node.id) declare(node.id, scope, { kind: 'function', value: node }, found);
      break;
    case 'ImportDeclaration':
      for (const one of node.specifiers) {
        const isApi = String(node.source.value).startsWith('sandbox:');
        declare(one.local, scope, { kind: 'import', value: isApi ? one : undefined }, found);
      }
      break;
    default:
  }
}

function declareVariables(node: VariableDeclaration, parent: AnyNode | undefined, scope: Scope, found: Found): void {
  const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
  const target = kind === 'var' ? homeScope(scope) : scope;
  for (const declarator of node.declarations) {
    const { readyAt, values } = firstValues(declarator, parent);
    for (const one of bindingsOf(declarator.id)) {
      const binding = declare(one, target, { kind, readyAt: kind === 'var' ? 0 : readyAt }, found);
      binding.writes.push(...values);
    }
  }
}

/** What the names of a declarator hold first, and from which offset on. */
function firstValues(
  { id, init, end }: VariableDeclarator,
  parent: AnyNode | undefined,
): { readyAt: number; values: WrittenValue[] } {
  if (parent?.type === 'ForInStatement') return { readyAt: parent.right.end, values: ['key'] };
  if (parent?.type === 'ForOfStatement') return { readyAt: parent.right.end, values: [undefined] };
  if (id.type !== 'Identifier') return { readyAt: end, values: [undefined] };
  return { readyAt: end, values: init ? [init] : [] };
}

/** The scope of the function or program around. */
function homeScope(scope: Scope): Scope {
  return scope.parent === undefined || scope.parent.home !== scope.home ? scope : homeScope(scope.parent);
}

interface Declaration {
  readonly kind: Binding['kind'];
  readonly readyAt?: number;
  readonly value?: WrittenValue;
}

function declare(id: Identifier, scope: Scope, declaration: Declaration, found: Found): Binding {
  found.settled.add(id);
  const { kind, readyAt = 0 } = declaration;
  const known = scope.names.get(id.name);
  const isNew = known === undefined || known.kind === 'arguments';
  const binding = isNew ? { kind, home: scope.home, readyAt, writes: [] } : known;
  if ('value' in declaration) binding.writes.push(declaration.value);
  scope.names.set(id.name, binding);
  return binding;
}

function noteTargets(node: AnyNode, scope: Scope, found: Found): void {
  const note = (target: Pattern, value: WrittenValue) => {
    const isPlain = target.type === 'Identifier';
    for (const one of bindingsOf(target)) {
      found.settled.add(one);
      found.uses.push({ node: one, scope, isWrite: true, value: isPlain ? value : undefined });
    }
  };
  switch (node.type) {
    case 'AssignmentExpression':
      // A compound assignment is an expression of its own: its value depends on what was there.
      note(node.left, node.operator === '=' ? node.right : node);
      break;
    case 'UpdateExpression':
      if (node.argument.type === 'Identifier') note(node.argument, 'number');
      break;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type !== 'VariableDeclaration') note(node.left, node.type === 'ForInStatement' ? 'key' : undefined);
      break;
    default:
  }
}

function lookUp(scope: Scope | undefined, name: string): Binding | undefined {
  return scope === undefined ? undefined : (scope.names.get(name) ?? lookUp(scope.parent, name));
}

function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return readNode(parent, 'object') === node || read(parent, 'computed') === true;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return readNode(parent, 'value') === node || read(parent, 'computed') === true;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportSpecifier':
    case 'ImportAttribute':
      return false;
    case 'ExportSpecifier':
      return readNode(parent, 'local') === node;
    default:
      return true;
  }
}
