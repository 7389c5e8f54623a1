// Declares a sandbox API with its parameters, so that wrong arguments throw as they do in GTM.

import type { SandboxContext } from './sandbox-context.ts';
import { SandboxError } from './sandbox-error.ts';

/** A function written by a template's author. */
export type SandboxFunction = (...values: unknown[]) => unknown;

interface ValueTypes {
  string: string;
  number: number;
  boolean: boolean;
  function: SandboxFunction;
  object: Record<string, unknown>;
  array: unknown[];
  any: unknown;
}
type TypeName = keyof ValueTypes;

/** One parameter of an API: its name in messages, its type, and whether it must be there. */
export interface Parameter<Type extends TypeName = TypeName, Required extends boolean = boolean> {
  readonly name: string;
  readonly type: Type;
  readonly isRequired: Required;
}

type ValueOf<P> =
  P extends Parameter<infer Type, infer Required>
    ? Required extends true
      ? ValueTypes[Type]
      : ValueTypes[Type] | undefined
    : never;

/** The values of a parameter list, in order. */
export type ValuesOf<P extends readonly Parameter[]> = { [Index in keyof P]: ValueOf<P[Index]> };

/** Makes what `require` returns, for one run of one template. */
export type ApiFactory<Context extends SandboxContext = SandboxContext> = (context: Context) => unknown;

/** A parameter that must be supplied. */
export function required<Type extends TypeName>(name: string, type: Type): Parameter<Type, true> {
  return { name, type, isRequired: true };
}

/** A parameter that may be left out. */
export function optional<Type extends TypeName>(name: string, type: Type): Parameter<Type, false> {
  return { name, type, isRequired: false };
}

/** GTM's name of a value's type; what `getType` answers. */
export function typeNameOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

function checkValue({ name, type, isRequired }: Parameter, value: unknown): void {
  if (value === undefined || (value === null && type !== 'any')) {
    if (isRequired) {
      throw new SandboxError('missing_argument', `Required argument ${name} not supplied`);
    }
    return;
  }
  const actual = typeNameOf(value);
  if (type !== 'any' && actual !== type) {
    throw new SandboxError(
      'wrong_argument_type',
      `Argument ${name} has type ${actual}, which does not match required type ${type}`,
    );
  }
}

/** A function that checks its arguments, then calls `call` with them and whatever came after them. */
export function checkArguments<const P extends readonly Parameter[]>(
  parameters: P,
  call: (values: ValuesOf<P>, rest: readonly unknown[]) => unknown,
): SandboxFunction {
  return (...values) => {
    parameters.forEach((parameter, index) => {
      checkValue(parameter, values[index]);
    });
    const named = parameters.map(({ type }, index) => (type === 'any' ? values[index] : (values[index] ?? undefined)));
    // Each value was held against its parameter above, which the compiler cannot see through the loop.
    return call(named as ValuesOf<P>, values.slice(parameters.length));
  };
}

/** An API that is one function, in web and server containers alike. */
export function apiFunction<const P extends readonly Parameter[]>(
  parameters: P,
  call: (context: SandboxContext, values: ValuesOf<P>, rest: readonly unknown[]) => unknown,
): ApiFactory {
  return (context) => checkArguments(parameters, (values, rest) => call(context, values, rest));
}
