// Reads an exported entity's parameters into plain values, as its form holds them; `{{references}}` stay as they are.
import type { ExportParameter } from '../../../functions/downloads/container-export.ts';
import { setOwn } from '../sandbox/set-own.ts';

/** `"true"` and `"false"` become truth values; a reference to a variable stays one. */
function readBoolean(text: string): unknown {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

/** One value: a text, a truth value, a number, a list, or an object by the names of a map. */
export function readParameter(parameter: ExportParameter): unknown {
  switch (parameter.type) {
    case 'LIST':
      return (parameter.list ?? []).map(readParameter);
    case 'MAP':
      return readParameters(parameter.map);
    case 'BOOLEAN':
      return readBoolean(parameter.value);
    case 'INTEGER':
      return /^-?\d+$/.test(parameter.value) ? Number(parameter.value) : parameter.value;
    default:
      return parameter.value;
  }
}

/** All values by their keys; what has no key is left out. */
export function readParameters(parameters: readonly ExportParameter[] = []): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    if (parameter.key !== undefined) {
      setOwn(values, parameter.key, readParameter(parameter));
    }
  }
  return values;
}
