// Turns the JavaScript of a container's variable into a function of this process.
import vm from 'node:vm';
import type { VariableScript } from './reading/to-function-text.ts';

/** The function, not yet called. Throws a SyntaxError that names the variable where the text does not parse. */
export function compileScript(functionText: string, variableName: string): VariableScript {
  return parseScript(functionText, variableName).runInThisContext();
}

/** Throws as `compileScript` does; for text that will run elsewhere. */
export function parseScript(functionText: string, variableName: string): vm.Script {
  try {
    return new vm.Script(functionText, { filename: `${variableName}.js` });
  } catch (error) {
    throw new SyntaxError(`The JavaScript of the variable "${variableName}" does not parse: ${String(error)}`, {
      cause: error,
    });
  }
}
