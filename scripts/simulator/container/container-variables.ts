// Reads a container's variables: those that it adds, and those of GTM that it switches on.
//
// Decisions where GTM's behaviour is not public: a variable is computed anew each time something needs it, and one that
// needs itself reads as undefined.

import { resolveFields } from './resolve-fields.ts';
import type { RunnableContainer } from './runnable-container.ts';
import { builtInReaders } from './variables/built-in-readers.ts';
import { formatValue } from './variables/format-value.ts';
import type { Reading, Variable } from './variables/variable-reader.ts';
import { readerOf } from './variables/variable-readers.ts';

/** Reads variables by name. */
export interface ContainerVariables {
  /** Undefined for a name that does not exist. */
  read(name: string): unknown;
}

/** Readers for all of them; reading never throws. */
export function createContainerVariables(
  model: RunnableContainer,
  surroundings: Omit<Reading, 'read'>,
): ContainerVariables {
  const busy = new Set<string>();
  const reading: Reading = { ...surroundings, read };
  const readers = new Map<string, () => unknown>([
    // The name under which conditions of triggers ask for the event.
    ['_event', () => surroundings.container.dataLayer.get('event')],
    ...model.builtIns.map(({ name, type }) => [name, () => readBuiltIn(type)] as const),
    ...model.variables.map((variable) => [variable.name, () => readVariable(variable)] as const),
  ]);

  function readBuiltIn(type: string): unknown {
    return type === 'CONTAINER_VERSION' ? model.version : builtInReaders[type]?.({}, reading, noVariable);
  }

  function readVariable(variable: Variable): unknown {
    const defaults = variable.template?.defaults ?? {};
    // The code of a script asks for what it needs itself, when it runs.
    const settings = variable.script ? {} : resolveFields({ ...defaults, ...variable.settings }, read);
    return formatValue(readerOf(variable.type)?.(settings, reading, variable), resolveFields(variable.format, read));
  }

  function read(name: string): unknown {
    if (busy.has(name)) {
      surroundings.onProblem(`The variable "${name}" needs itself; GTM would refuse to publish.`);
      return undefined;
    }
    busy.add(name);
    try {
      return readers.get(name)?.();
    } finally {
      busy.delete(name);
    }
  }
  return { read };
}

const noVariable: Variable = { name: '', type: '', settings: {}, format: {} };
