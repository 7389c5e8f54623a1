// What oracles say and how they say it: the few ways in which a promise of a parser is broken.
import { isDeepStrictEqual } from 'node:util';

/** A promise that was not kept. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** Throws a Fault with this sentence where the promise does not hold. */
export function ensure(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Fault(sentence);
}

/** Throws a Fault where the two are not deeply equal, with both of them in it. */
export function ensureSame(actual: unknown, expected: unknown, sentence: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Fault(`${sentence}\n  ${show(actual)}\n  is not\n  ${show(expected)}`);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 1_000);
}

/** What came of a call: a value, or an error of a kind that was declared. */
export type Outcome<Value, Declared> = { kind: 'value'; value: Value } | { kind: 'refused'; error: Declared };

/** Calls, and throws a Fault for an error of any other kind than the declared one. */
export function attempt<Value, Declared>(
  call: () => Value,
  isDeclared: (error: unknown) => error is Declared,
): Outcome<Value, Declared> {
  try {
    return { kind: 'value', value: call() };
  } catch (error) {
    return { kind: 'refused', error: ensureDeclared(error, isDeclared) };
  }
}

/** The same for a call that answers later. */
export async function attemptLater<Value, Declared>(
  call: () => Promise<Value>,
  isDeclared: (error: unknown) => error is Declared,
): Promise<Outcome<Value, Declared>> {
  try {
    return { kind: 'value', value: await call() };
  } catch (error) {
    return { kind: 'refused', error: ensureDeclared(error, isDeclared) };
  }
}

function ensureDeclared<Declared>(error: unknown, isDeclared: (error: unknown) => error is Declared): Declared {
  if (isDeclared(error)) return error;
  throw new Fault(`It threw what it does not declare: ${describe(error)}`, { cause: error });
}

/** The error's name, message and where it was thrown. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /\n\s+at .*/.exec(error.stack ?? '')?.[0].trim() ?? '';
  return `${error.name}: ${error.message}${place === '' ? '' : ` (${place})`}`;
}

/** An address that is planted in inputs and must not come out of errors and logs. */
export const plantedEmail = 'planted.buyer@example.com';

/** Secrets of the forms that people paste into the wrong place. */
export const plantedSecrets = [
  'rk_live_plantedKey0123456789abcdef',
  'sk_live_plantedKey0123456789abcdef',
  'whsec_plantedSecret0123456789abcdef',
] as const;

/** Throws a Fault where the text holds the address or a secret that was planted. */
export function ensureDiscreet(text: string, what: string): void {
  ensureNoAddress(text, what);
  for (const planted of plantedSecrets) ensure(!text.includes(planted), `${what} shows ${planted}.`);
}

/** Throws a Fault where the text holds the address that was planted. */
export function ensureNoAddress(text: string, what: string): void {
  ensure(!text.includes(plantedEmail), `${what} shows ${plantedEmail}.`);
}
