// Rewrites sandboxed code into JavaScript that behaves as in GTM: every step into a value goes through the sandbox's language.
//
// GTM compiles templates to its own operations and interprets those, so properties, methods and `arguments` follow its
// rules, not JavaScript's. Lines stay where they are, so that an error names the line of the file.
import { type Node, type Program, parse } from 'acorn';
import { findUndeclared } from '../../dialect/find-undeclared.ts';
import { childrenOf, read, readNode, walkTree } from '../../dialect/syntax-tree.ts';
import { findForbidden } from './find-forbidden.ts';

/** Names that hold the sandbox's language and a function's arguments; longer when the code has such names itself. */
interface Names {
  readonly language: string;
  readonly list: string;
}

interface Rewriting {
  readonly code: string;
  readonly names: Names;
  readonly undeclared: ReadonlySet<Node>;
}

/** What code can use besides its own declarations, whatever surrounds it. NaN and Infinity: a decision, see below. */
const builtIn = ['undefined', 'NaN', 'Infinity', 'arguments'];

/** Rewritten code, and what it has to do with code in the same scope. */
export interface GuardedBody {
  readonly program: Program;
  /** As long as the names of language and arguments need it, so that the code has none of them. */
  readonly suffix: string;
  readonly text: string;
  readonly usesArguments: boolean;
  /** Names that nothing declares; where they are used, the text throws. */
  readonly undeclared: ReadonlySet<string>;
}

/**
 * The code as an expression: a function of the sandbox's language that returns a function of `parameters`. The code stands
 * from the second line on and may declare the parameters' names again. Throws a SyntaxError where GTM's compiler would
 * refuse the code, except for undeclared names: those throw when they are reached, because GTM gives no other hint of the place.
 *
 * Decision where GTM's behaviour is not public: the identifiers NaN and Infinity are known.
 */
export function guardCode(code: string, parameters: readonly string[]): string {
  return joinBodies([guardBody(code, parameters)], parameters);
}

/** The code, which knows these names besides its own. Throws as `guardCode` does. */
export function guardBody(code: string, known: readonly string[]): GuardedBody {
  const program = parse(code, { ecmaVersion: 'latest', allowReturnOutsideFunction: true, locations: true });
  const forbidden = findForbidden(program);
  if (forbidden !== undefined) throw forbidden;
  const suffix = freeSuffix(code);
  const found = findUndeclared(program, new Set([...builtIn, ...known]));
  const rewriting = { code, names: toNames(suffix), undeclared: new Set(found.map(({ node }) => node)) };
  return {
    program,
    suffix,
    text: rewriteWithin(program, rewriting, 0, code.length),
    usesArguments: usesArguments(program),
    undeclared: new Set(found.map(({ name }) => name)),
  };
}

/** Bodies of one suffix, each on lines of its own in one scope, as the expression that `guardCode` gives. */
export function joinBodies(bodies: readonly GuardedBody[], parameters: readonly string[]): string {
  const { language, list } = toNames(bodies[0]?.suffix ?? '');
  const own = bodies.some((one) => one.usesArguments) ? `const ${list} = ${language}.list(arguments); ` : '';
  const body = bodies.map(({ text }) => text).join('\n');
  return `(function (${language}) { return function (${parameters.join(', ')}) { ${own}return (function () {\n${body}\n})(); }; })`;
}

function toNames(suffix: string): Names {
  return { language: `$sandbox${suffix}`, list: `$arguments${suffix}` };
}

function freeSuffix(code: string): string {
  let suffix = '';
  while (code.includes(`$sandbox${suffix}`) || code.includes(`$arguments${suffix}`)) suffix += '_';
  return suffix;
}

/** The node's text, rewritten; undefined where its own text stays and only what is inside it is rewritten. */
type Rewrite = (node: Node, rewriting: Rewriting) => string | undefined;

const rewrites: Readonly<Record<string, Rewrite>> = {
  Identifier: rewriteIdentifier,
  MemberExpression: (node, rewriting) => `${rewriting.names.language}.get(${placeOf(node, rewriting)})`,
  CallExpression: rewriteCall,
  AssignmentExpression: rewriteAssignment,
  UpdateExpression: (node, rewriting) => rewriteTarget(node, readNode(node, 'argument'), rewriting),
  // Parentheses stand outside the node, and some of them are lost where a value becomes an argument.
  SequenceExpression: (node, rewriting) => `(${plain(node, rewriting)})`,
  ForInStatement: rewriteLoop,
  ForOfStatement: rewriteLoop,
  Property: rewriteProperty,
  FunctionDeclaration: rewriteFunction,
  FunctionExpression: rewriteFunction,
  ArrowFunctionExpression: rewriteArrow,
};

function rewrite(node: Node, rewriting: Rewriting): string {
  const special = Object.hasOwn(rewrites, node.type) ? rewrites[node.type] : undefined;
  return special?.(node, rewriting) ?? plain(node, rewriting);
}

/** The node's own text, with what is inside it rewritten. */
function plain(node: Node, rewriting: Rewriting): string {
  return rewriteWithin(node, rewriting, node.start, node.end);
}

function rewriteWithin(node: Node, rewriting: Rewriting, start: number, end: number): string {
  let text = '';
  let position = start;
  for (const child of childrenOf(node)) {
    text += rewriting.code.slice(position, child.start) + rewrite(child, rewriting);
    position = child.end;
  }
  return text + rewriting.code.slice(position, end);
}

/** The line breaks between two places, so that what follows stays on its line. */
function breaks({ code }: Rewriting, start: number, end: number): string {
  return '\n'.repeat(code.slice(start, end).split('\n').length - 1);
}

function child(node: Node, key: string): Node {
  const found = readNode(node, key);
  if (found === undefined) throw new SyntaxError(`${node.type} has no ${key}.`);
  return found;
}

/** `object, 'key'`: what a member expression names, as two arguments. */
function placeOf(member: Node, rewriting: Rewriting): string {
  const object = child(member, 'object');
  const property = child(member, 'property');
  const key =
    read(member, 'computed') === true ? rewrite(property, rewriting) : JSON.stringify(String(read(property, 'name')));
  return `${rewrite(object, rewriting)}, ${breaks(rewriting, object.end, property.start)}${key}`;
}

function rewriteIdentifier(node: Node, { code, names, undeclared }: Rewriting): string {
  const name = code.slice(node.start, node.end);
  if (undeclared.has(node)) return `${names.language}.outside(${JSON.stringify(name)}).value`;
  return name === 'arguments' ? names.list : name;
}

function rewriteCall(call: Node, rewriting: Rewriting): string | undefined {
  const callee = child(call, 'callee');
  if (callee.type !== 'MemberExpression') return undefined;
  const values = read(call, 'arguments');
  let position = callee.end;
  let list = '';
  for (const value of childrenOf(call).filter((node) => Array.isArray(values) && values.includes(node))) {
    list += `${breaks(rewriting, position, value.start)}${rewrite(value, rewriting)}, `;
    position = value.end;
  }
  const end = breaks(rewriting, position, call.end);
  return `${rewriting.names.language}.call(${placeOf(callee, rewriting)}, [${list}${end}])`;
}

function rewriteAssignment(assignment: Node, rewriting: Rewriting): string | undefined {
  const left = child(assignment, 'left');
  if (left.type !== 'MemberExpression') return undefined;
  if (read(assignment, 'operator') !== '=') return rewriteTarget(assignment, left, rewriting);
  const right = child(assignment, 'right');
  const gap = breaks(rewriting, left.end, right.start);
  return `${rewriting.names.language}.set(${placeOf(left, rewriting)}, ${gap}${rewrite(right, rewriting)})`;
}

function toPlace(member: Node, rewriting: Rewriting): string {
  return `${rewriting.names.language}.place(${placeOf(member, rewriting)}).value`;
}

/** `o.n += 1` and `o.n++`: the member becomes a place whose value can be read and written. */
function rewriteTarget(node: Node, target: Node | undefined, rewriting: Rewriting): string | undefined {
  if (target?.type !== 'MemberExpression') return undefined;
  const { code } = rewriting;
  const place = toPlace(target, rewriting);
  const right = readNode(node, 'right');
  const rest =
    right === undefined
      ? code.slice(target.end, node.end)
      : code.slice(target.end, right.start) + rewrite(right, rewriting) + code.slice(right.end, node.end);
  return `${code.slice(node.start, target.start)}${place}${rest}`;
}

function rewriteLoop(loop: Node, rewriting: Rewriting): string {
  const { code, names } = rewriting;
  const [left, right, body] = [child(loop, 'left'), child(loop, 'right'), child(loop, 'body')];
  const item = left.type === 'MemberExpression' ? toPlace(left, rewriting) : rewrite(left, rewriting);
  const items = rewrite(right, rewriting);
  const head = code.slice(loop.start, left.start) + item + code.slice(left.end, right.start);
  const checked = loop.type === 'ForOfStatement' ? `${names.language}.iterable(${items})` : items;
  return head + checked + code.slice(right.end, body.start) + rewrite(body, rewriting);
}

/** A key is a name, not a reference; and `__proto__` is a key like any other. */
function rewriteProperty(property: Node, rewriting: Rewriting): string {
  const { code } = rewriting;
  const [key, value] = [child(property, 'key'), child(property, 'value')];
  const text = code.slice(key.start, key.end);
  const name = String(read(key, 'name') ?? read(key, 'value'));
  return (name === '__proto__' ? "['__proto__']" : text) + code.slice(key.end, value.start) + rewrite(value, rewriting);
}

function rewriteFunction(fn: Node, rewriting: Rewriting): string | undefined {
  if (!usesArguments(fn)) return undefined;
  const { code, names } = rewriting;
  const body = child(fn, 'body');
  const own = `const ${names.list} = ${names.language}.list(arguments);`;
  return `${code.slice(fn.start, body.start)}{ ${own}${plain(body, rewriting).slice(1)}`;
}

/** In the sandbox an arrow function has arguments of its own. */
function rewriteArrow(arrow: Node, rewriting: Rewriting): string | undefined {
  const { list } = rewriting.names;
  return usesArguments(arrow) ? `(...${list}) => (${plain(arrow, rewriting)})(...${list})` : undefined;
}

const isFunction = (node: Node): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);

/** Whether the function itself reads `arguments`, functions inside it aside. */
function usesArguments(fn: Node | Program): boolean {
  let isUsed = false;
  walkTree(fn, (node, parent) => {
    if (node !== fn && isFunction(node)) return false;
    const isName = node.type === 'Identifier' && read(node, 'name') === 'arguments';
    const isKey =
      (parent?.type === 'MemberExpression' &&
        readNode(parent, 'object') !== node &&
        read(parent, 'computed') !== true) ||
      (parent?.type === 'Property' && readNode(parent, 'value') !== node);
    isUsed ||= isName && !isKey;
    return undefined;
  });
  return isUsed;
}
