// Infers from the code alone which values are certain to be strings, arrays, numbers, booleans or functions.
import type { AnyNode, BinaryExpression, CallExpression, MemberExpression, UnaryExpression } from 'acorn';
import { apiMembers, apiResults } from './api-members.ts';
import type { Binding, WrittenValue } from './find-references.ts';
import { type BindingOf, requiredName } from './required-api.ts';
import { membersOf, resultOnAnyType, type StaticType } from './standard-library.ts';
import { memberName } from './syntax-tree.ts';

/** What the inference needs to know of a program besides its tree. */
export interface TypeFacts {
  /** Every declaration that is used. */
  readonly bindings: ReadonlySet<Binding>;
  readonly bindingOf: BindingOf;
  /** Whether a method of that name on that receiver can only be the sandbox's own. */
  readonly isSandboxMethod: (receiver: AnyNode, name: string) => boolean;
  /** APIs that a test replaces, so that nothing is known of them. */
  readonly mocked: ReadonlySet<string>;
}

/** The type of each expression, whatever way the program takes: a name has a type only if all it is ever given has it. */
export function inferTypes(facts: TypeFacts): (node: AnyNode) => StaticType {
  const { bindings } = facts;
  const types = new Map<Binding, StaticType>();
  const infer = new Inference(facts, types);
  // Names depend on each other, even on themselves, so the types grow until none changes.
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const binding of bindings) {
      const before = types.get(binding) ?? 'nothing';
      const after = binding.writes.reduce<StaticType>((type, value) => join(type, infer.written(value)), before);
      if (after === before) continue;
      types.set(binding, after);
      isSettled = false;
    }
  }
  const known = new Map<AnyNode, StaticType>();
  return (node) => {
    const type = known.get(node) ?? infer.type(node);
    known.set(node, type);
    return type;
  };
}

class Inference {
  readonly #facts: TypeFacts;
  readonly #types: ReadonlyMap<Binding, StaticType>;

  constructor(facts: TypeFacts, types: ReadonlyMap<Binding, StaticType>) {
    this.#facts = facts;
    this.#types = types;
  }

  written(value: WrittenValue): StaticType {
    if (value === undefined) return 'unknown';
    if (value === 'key') return 'string';
    return value === 'number' ? 'number' : this.type(value);
  }

  type(node: AnyNode): StaticType {
    switch (node.type) {
      case 'Literal':
        return literalType(node.value);
      case 'ArrayExpression':
        return 'array';
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return 'function';
      case 'Identifier':
        return this.#name(node);
      case 'ImportSpecifier':
        return node.imported.type === 'Identifier' ? this.#api(node.imported.name) : 'unknown';
      case 'UpdateExpression':
        return 'number';
      case 'UnaryExpression':
        return unaryTypes[node.operator] ?? 'unknown';
      case 'BinaryExpression':
        return node.operator === '+' ? this.#sum(node.left, node.right) : (binaryTypes[node.operator] ?? 'unknown');
      case 'LogicalExpression':
        return join(this.type(node.left), this.type(node.right));
      case 'ConditionalExpression':
        return join(this.type(node.consequent), this.type(node.alternate));
      case 'AssignmentExpression':
        if (node.operator === '=') return this.type(node.right);
        return node.operator === '+=' ? this.#sum(node.left, node.right) : 'unknown';
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      default:
        return 'unknown';
    }
  }

  #name(node: Extract<AnyNode, { type: 'Identifier' }>): StaticType {
    const binding = this.#facts.bindingOf(node);
    if (binding === undefined) return node.name === 'undefined' ? 'nothing' : 'unknown';
    return binding.kind === 'arguments' ? 'array' : (this.#types.get(binding) ?? 'nothing');
  }

  #api(name: string): StaticType {
    return this.#facts.mocked.has(name) ? 'unknown' : `api:${name}`;
  }

  #sum(left: AnyNode, right: AnyNode): StaticType {
    const types = [this.type(left), this.type(right)];
    // Whatever an array is added to becomes a string.
    if (types.includes('string') || types.includes('array')) return 'string';
    if (types.includes('nothing')) return 'nothing';
    return types.every((type) => type === 'number' || type === 'boolean') ? 'number' : 'unknown';
  }

  #member(node: MemberExpression): StaticType {
    const type = this.type(node.object);
    const name = memberName(node);
    if (name === undefined) return type === 'string' && isIndex(node) ? 'string' : 'unknown';
    if (type === 'string' || type === 'array') {
      if (name === 'length') return 'number';
      return membersOf[type].has(name) ? 'function' : 'unknown';
    }
    return type === 'nothing' ? 'nothing' : 'unknown';
  }

  #call(node: CallExpression): StaticType {
    const required = requiredName(node, this.#facts.bindingOf);
    if (required !== undefined) return this.#api(String(required.value));
    if (node.callee.type === 'MemberExpression') return this.#methodCall(node.callee);
    const type = this.type(node.callee);
    if (!isApi(type)) return type === 'nothing' ? 'nothing' : 'unknown';
    const api = type.slice(4);
    // With a second argument they may give a list.
    if (/^get(Referrer)?QueryParameters$/.test(api)) return node.arguments.length === 1 ? 'string' : 'unknown';
    return apiResults.get(api) ?? 'unknown';
  }

  #methodCall(callee: MemberExpression): StaticType {
    const name = memberName(callee);
    const type = this.type(callee.object);
    if (type === 'nothing') return 'nothing';
    if (name === undefined) return 'unknown';
    if (isApi(type)) return apiMembers.get(type.slice(4))?.get(name) ?? 'unknown';
    if (type !== 'unknown') return membersOf[type].get(name) ?? 'unknown';
    return this.#facts.isSandboxMethod(callee.object, name) ? (resultOnAnyType(name) ?? 'unknown') : 'unknown';
  }
}

/** Whether the value is one of GTM's APIs. */
export function isApi(type: StaticType): type is `api:${string}` {
  return type.startsWith('api:');
}

const unaryTypes: { readonly [Operator in UnaryExpression['operator']]?: StaticType } = {
  '!': 'boolean',
  '-': 'number',
  '~': 'number',
  typeof: 'string',
};

const comparisons = ['==', '!=', '===', '!==', '<', '<=', '>', '>='] as const;
const arithmetic = ['-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'] as const;

const binaryTypes: { readonly [Operator in BinaryExpression['operator']]?: StaticType } = Object.fromEntries([
  ...comparisons.map((operator) => [operator, 'boolean']),
  ...arithmetic.map((operator) => [operator, 'number']),
]);

function literalType(value: unknown): StaticType {
  if (value === null) return 'nothing';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'unknown';
}

function join(a: StaticType, b: StaticType): StaticType {
  if (a === b || b === 'nothing') return a;
  return a === 'nothing' ? b : 'unknown';
}

function isIndex({ property }: MemberExpression): boolean {
  return property.type === 'Literal' && typeof property.value === 'number';
}
