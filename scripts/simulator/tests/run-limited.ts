// Calls code of unknown people with an end: an endless loop becomes an error instead of a process that hangs.
import vm from 'node:vm';

/** Ends a scenario in which one uninterrupted piece of code ran longer than it may. */
export class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

interface Stage {
  run: () => void;
}

const stage: Stage = { run: () => undefined };
vm.createContext(stage);
const script = new vm.Script('run()');
let isRunning = false;

/** What `call` returns or throws; throws an EndlessError after the time. Within a limited call the outer limit holds. */
export function runLimited<Result>(call: () => Result, limitMs: number): Result {
  if (isRunning) {
    return call();
  }
  let outcome: { readonly value: Result } | undefined;
  stage.run = () => {
    outcome = { value: call() };
  };
  isRunning = true;
  try {
    script.runInContext(stage, { timeout: limitMs });
  } catch (error) {
    throw isTimeout(error) ? sayEndless(limitMs) : error;
  } finally {
    isRunning = false;
  }
  if (outcome === undefined) {
    throw new EndlessError('The code ended without an outcome.');
  }
  return outcome.value;
}

function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function sayEndless(limitMs: number): EndlessError {
  return new EndlessError(`The scenario did not end within ${limitMs / 1000} seconds; look for an endless loop.`);
}
