// The members that texts, lists, numbers and booleans have in the sandbox, and how they are called.
// https://developers.google.com/tag-platform/tag-manager/templates/standard-library
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { toRegExp } from '../sandbox/sandbox-regex.ts';

type Method = (...values: unknown[]) => unknown;

const shared = ['toString'];
const listMethods = new Set([
  ...shared,
  ...'concat every filter forEach hasOwnProperty indexOf join lastIndexOf map pop push reduce reduceRight'.split(' '),
  ...'reverse shift slice some sort splice unshift'.split(' '),
]);
const textMethods = new Set([
  ...shared,
  ...'charAt concat indexOf lastIndexOf match replace search slice split substring toLowerCase'.split(' '),
  ...'toLocaleLowerCase toUpperCase toLocaleUpperCase trim'.split(' '),
]);
const scalarMethods = new Set(shared);

/** The method as a function of its arguments, or undefined where the sandbox has none of that name. */
export function findMethod(target: string | number | boolean | readonly unknown[], key: string): Method | undefined {
  if (!methodsOf(target).has(key)) return undefined;
  const method: unknown = Reflect.get(Object(target), key);
  return (...values) => {
    if (typeof method !== 'function') throw new SandboxError('not_a_function', `${key} is not a function.`);
    return Reflect.apply(method, target, takesPattern(target, key) ? values.map(toPattern) : values);
  };
}

function methodsOf(target: unknown): ReadonlySet<string> {
  if (typeof target === 'string') return textMethods;
  return Array.isArray(target) ? listMethods : scalarMethods;
}

function takesPattern(target: unknown, key: string): boolean {
  return typeof target === 'string' && (key === 'match' || key === 'search' || key === 'replace');
}

/** What createRegex made stands for its expression; a text stays a text. */
function toPattern(value: unknown): unknown {
  return toRegExp(value) ?? value;
}
