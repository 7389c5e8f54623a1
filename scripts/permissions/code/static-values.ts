// Tells which values an expression can have, as far as the code shows them.
import type { AnyNode, MemberExpression, ObjectExpression } from 'acorn';
import { staticName } from '../../dialect/syntax-tree.ts';
import { unknownValue } from '../unknown-value.ts';
import { type CodeScope, onlyValueOf } from './code-scope.ts';
import { findHanded, type Handed } from './handed-values.ts';
import { isAlwaysReached } from './is-always-reached.ts';
import { isMutated } from './is-mutated.ts';

/** A value that the code shows; `unknownValue` where it does not, in lists and objects part by part. */
export type StaticValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof unknownValue
  | readonly StaticValue[]
  | { readonly [key: string]: StaticValue };

/** What an expression can be. */
export interface Evaluation {
  /** At least one; several where the code decides between them. */
  readonly values: readonly StaticValue[];
  /** Whether each of them occurs in some run, as far as the expression itself decides about that. */
  readonly isSure: boolean;
  /** Functions and loops that run with one value after the other: what they pass by does not meet all of them. */
  readonly through: readonly AnyNode[];
}

/** Nothing is known. */
export const unknown: Evaluation = { values: [unknownValue], isSure: false, through: [] };

/** More alternatives than this are not followed. */
const maxValues = 64;

/** Each expression of a tree is looked at once, however many names lead to it. */
const found = new WeakMap<CodeScope, Map<AnyNode, Evaluation>>();

/** The values of an expression. What depends on itself is unknown. */
export function evaluate(node: AnyNode, scope: CodeScope): Evaluation {
  const known = found.get(scope) ?? new Map<AnyNode, Evaluation>();
  found.set(scope, known);
  const before = known.get(node);
  if (before !== undefined) return before;
  known.set(node, unknown);
  const evaluation = evaluateNode(node, scope);
  known.set(node, evaluation);
  return evaluation;
}

function evaluateNode(node: AnyNode, scope: CodeScope): Evaluation {
  const next = (inner: AnyNode) => evaluate(inner, scope);
  switch (node.type) {
    case 'Literal':
      return isPlain(node.value) ? sure(node.value) : unknown;
    case 'Identifier':
      return evaluateName(node, scope, next);
    case 'BinaryExpression':
      return node.operator === '+' ? combine(next(node.left), next(node.right), add) : unknown;
    case 'UnaryExpression':
      return node.operator === '-' ? combine(sure(0), next(node.argument), subtract) : unknown;
    case 'ConditionalExpression':
      return union([next(node.consequent), next(node.alternate)]);
    case 'LogicalExpression':
      return { ...union([next(node.left), next(node.right)]), isSure: false };
    case 'AssignmentExpression':
      return node.operator === '=' ? next(node.right) : unknown;
    case 'ArrayExpression':
      return evaluateList(node.elements, next);
    case 'ObjectExpression':
      return evaluateObject(node, next);
    case 'MemberExpression':
      return evaluateMember(node, next);
    default:
      return unknown;
  }
}

type Next = (node: AnyNode) => Evaluation;

function evaluateName(node: AnyNode, scope: CodeScope, next: Next): Evaluation {
  const reference = scope.references.get(node);
  if (reference?.binding === undefined) {
    return node.type === 'Identifier' && node.name === 'undefined' ? sure(undefined) : unknown;
  }
  const value = onlyValueOf(node, scope);
  if (value !== undefined) {
    const isChanged = /^(Array|Object)Expression$/.test(value.type) && isMutated(reference.binding, scope);
    return isChanged ? unknown : next(value);
  }
  const handed = findHanded(reference, scope);
  if (handed !== undefined) return evaluateHanded(handed, scope, next);
  const writes = reference.binding.writes.map((one) => (typeof one === 'object' ? next(one) : unknown));
  return writes.length === 0 ? unknown : { ...union(writes), isSure: false };
}

/** What the callers hand over counts as far as each of them gets there. */
function evaluateHanded({ sources, isElement, home }: Handed, scope: CodeScope, next: Next): Evaluation {
  const parts = sources.map(({ value, at }) => {
    const { values, isSure, through } = value === undefined ? sure(undefined) : next(value);
    return {
      values: isElement ? values.flatMap(itemsOf) : values,
      isSure: isSure && through.every((one) => isAlwaysReached(at, one, scope)),
      through: [],
    };
  });
  return { ...union(parts), through: [home] };
}

function evaluateList(elements: readonly (AnyNode | null)[], next: Next): Evaluation {
  if (elements.some((one) => one?.type === 'SpreadElement')) return unknown;
  const parts = elements.map((one) => (one === null ? sure(undefined) : next(one)));
  return { ...union(parts), values: [parts.map(single)], isSure: parts.every(isSurePart) };
}

function evaluateObject(node: ObjectExpression, next: Next): Evaluation {
  const value: Record<string, StaticValue> = {};
  const parts: Evaluation[] = [];
  for (const property of node.properties) {
    const name = property.type === 'Property' ? keyOf(property.key, property.computed) : undefined;
    if (property.type !== 'Property' || property.kind !== 'init' || name === undefined) return unknown;
    const part = next(property.value);
    value[name] = single(part);
    parts.push(part);
  }
  return { ...union(parts), values: [value], isSure: parts.every(isSurePart) };
}

/** A part that stays unknown leaves the rest as sure as it is. */
function isSurePart(part: Evaluation): boolean {
  return part.isSure || single(part) === unknownValue;
}

function keyOf(key: AnyNode, isComputed: boolean): string | undefined {
  if (!isComputed && key.type === 'Literal' && typeof key.value === 'number') return String(key.value);
  return staticName(key, isComputed);
}

function evaluateMember(node: MemberExpression, next: Next): Evaluation {
  const name = node.computed ? undefined : staticName(node.property, false);
  const keys = name === undefined ? next(node.property) : sure(name);
  const objects = next(node.object);
  const members = objects.values.flatMap((object) => keys.values.flatMap((key) => memberOf(object, key)));
  const isSure = objects.isSure && keys.isSure && !members.includes(unknownValue);
  return { values: limit(members), isSure, through: [...objects.through, ...keys.through] };
}

function memberOf(object: StaticValue, key: StaticValue): StaticValue[] {
  if (typeof object !== 'object' || object === null) return [unknownValue];
  if (key === unknownValue) return itemsOf(object);
  const isOwn = Object.hasOwn(object, String(key));
  return [isOwn ? Reflect.get(object, String(key)) : unknownValue];
}

function itemsOf(value: StaticValue): StaticValue[] {
  if (typeof value !== 'object' || value === null) return [unknownValue];
  const items: StaticValue[] = Object.values(value);
  return items.length === 0 ? [unknownValue] : items;
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function sure(value: StaticValue): Evaluation {
  return { values: [value], isSure: true, through: [] };
}

/** The one value of a part, or that it is unknown. */
function single({ values }: Evaluation): StaticValue {
  return values.length === 1 ? values[0] : unknownValue;
}

function union(parts: readonly Evaluation[]): Evaluation {
  return {
    values: limit(parts.flatMap(({ values }) => values)),
    isSure: parts.every(({ isSure }) => isSure),
    through: [...new Set(parts.flatMap(({ through }) => through))],
  };
}

function combine(
  left: Evaluation,
  right: Evaluation,
  join: (left: StaticValue, right: StaticValue) => StaticValue,
): Evaluation {
  const values = left.values.flatMap((one) => right.values.map((other) => join(one, other)));
  const isSure = left.isSure && right.isSure && !values.includes(unknownValue);
  return { ...union([left, right]), values: limit(values), isSure };
}

function add(left: StaticValue, right: StaticValue): StaticValue {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  return isText(left) && isText(right) ? `${left}${right}` : unknownValue;
}

function isText(value: StaticValue): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function subtract(left: StaticValue, right: StaticValue): StaticValue {
  return typeof left === 'number' && typeof right === 'number' ? left - right : unknownValue;
}

function limit(values: readonly StaticValue[]): readonly StaticValue[] {
  const unique = [...new Set(values)];
  return unique.length > maxValues ? [unknownValue] : unique;
}
