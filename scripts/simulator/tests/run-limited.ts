// Calls code of unknown people with an end: an endless loop becomes an error instead of a process that hangs.
import vm from 'node:vm';

/** How long one uninterrupted piece of a scenario may take. */
export const limitMs = 5000;

interface Stage {
  run: () => void;
}

const stage: Stage = { run: () => undefined };
vm.createContext(stage);
const script = new vm.Script('run()');
let isRunning = false;

/** True for the error that ends code which ran longer than the limit. */
export function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** What `call` returns or throws; an error for which `isTimeout` is true when it does not end. */
export function runLimited<Result>(call: () => Result): Result {
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
  } finally {
    isRunning = false;
  }
  if (outcome === undefined) {
    throw new Error('The code ended without an outcome.');
  }
  return outcome.value;
}
