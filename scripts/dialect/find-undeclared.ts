// Names that no declaration in sight explains: GTM's own compiler refuses them.
import type { Node } from 'acorn';
import { childrenOf, read, readNode, walkTree } from './syntax-tree.ts';

/** Identifiers that are used but neither declared in the program nor among the globals, in the order of the source. */
export function findUndeclared(program: Node, globals: ReadonlySet<string>): { name: string; node: Node }[] {
  const found: { name: string; node: Node }[] = [];
  const visit = (node: Node, parent: Node | undefined, scopes: readonly ReadonlySet<string>[]): void => {
    if (node.type === 'Identifier' && isReference(node, parent)) {
      const name = nameOf(node);
      if (!scopes.some((scope) => scope.has(name))) found.push({ name, node });
      return;
    }
    // `export { a } from` names what another file declares.
    if (node.type === 'ExportNamedDeclaration' && readNode(node, 'source') !== undefined) return;
    const declared = declaredBy(node);
    const inner = declared === undefined ? scopes : [declared, ...scopes];
    for (const child of childrenOf(node)) visit(child, node, inner);
  };
  visit(program, undefined, [globals]);
  return found;
}

function declaredBy(node: Node): Set<string> | undefined {
  switch (node.type) {
    case 'Program':
      return new Set([...hoistedIn(node), ...lexicalIn(node)]);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return new Set(['arguments', ...ownName(node), ...parametersOf(node), ...hoistedIn(node)]);
    case 'BlockStatement':
    case 'StaticBlock':
    case 'SwitchStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return new Set(lexicalIn(node));
    case 'CatchClause':
      return new Set(bindingNames(readNode(node, 'param')));
    case 'ClassExpression':
      return new Set(ownName(node));
    default:
      return undefined;
  }
}

function isFunction(node: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** `var` names anywhere below, but not in functions below. */
function hoistedIn(scope: Node): string[] {
  const names: string[] = [];
  walkTree(scope, (node) => {
    if (node !== scope && isFunction(node)) return false;
    if (node.type === 'VariableDeclaration' && read(node, 'kind') === 'var') names.push(...variableNames(node));
    return undefined;
  });
  return names;
}

/** `let`, `const`, functions, classes and imports that stand directly in this block. */
function lexicalIn(scope: Node): string[] {
  return childrenOf(scope).flatMap((child) => {
    if (child.type === 'SwitchCase' || /^Export(Named|Default)Declaration$/.test(child.type)) return lexicalIn(child);
    if (child.type === 'VariableDeclaration') return variableNames(child);
    if (child.type === 'FunctionDeclaration' || child.type === 'ClassDeclaration') return ownName(child);
    if (child.type === 'ImportDeclaration') {
      return childrenOf(child).flatMap((specifier) => bindingNames(readNode(specifier, 'local')));
    }
    return [];
  });
}

function variableNames(declaration: Node): string[] {
  return childrenOf(declaration).flatMap((declarator) => bindingNames(readNode(declarator, 'id')));
}

function parametersOf(fn: Node): string[] {
  const parameters = read(fn, 'params');
  return Array.isArray(parameters) ? parameters.flatMap(bindingNames) : [];
}

function ownName(node: Node): string[] {
  return bindingNames(readNode(node, 'id'));
}

function bindingNames(pattern: Node | undefined): string[] {
  if (pattern === undefined) return [];
  if (pattern.type === 'Identifier') return [nameOf(pattern)];
  if (pattern.type === 'Property') return bindingNames(readNode(pattern, 'value'));
  if (pattern.type === 'AssignmentPattern') return bindingNames(readNode(pattern, 'left'));
  return /^(Object|Array)Pattern$|^RestElement$/.test(pattern.type) ? childrenOf(pattern).flatMap(bindingNames) : [];
}

function isReference(node: Node, parent: Node | undefined): boolean {
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
      return false;
    case 'ExportSpecifier':
      return readNode(parent, 'local') === node;
    default:
      return true;
  }
}

function nameOf(identifier: Node): string {
  return String(read(identifier, 'name'));
}
