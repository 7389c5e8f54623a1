// Turns the parameters of an exported entity into plain values.
import type { ExportParameter } from '../../../../functions/downloads/container-export.ts';
import type { FieldValues } from '../container-model.ts';

/** Values by their keys: texts, booleans, numbers, lists and rows. A reference stays the text that it is, whatever its type. */
export function readSettings(parameters: readonly ExportParameter[] = []): FieldValues {
  return Object.fromEntries(parameters.map((parameter) => [parameter.key ?? '', readParameter(parameter)]));
}

/** The value of one parameter. */
export function readParameter(parameter: ExportParameter): unknown {
  switch (parameter.type) {
    case 'LIST':
      return (parameter.list ?? []).map(readParameter);
    case 'MAP':
      return readSettings(parameter.map);
    case 'BOOLEAN':
      return parameter.value === 'true' || parameter.value === 'false' ? parameter.value === 'true' : parameter.value;
    case 'INTEGER':
      return /^-?\d+$/.test(parameter.value) ? Number(parameter.value) : parameter.value;
    default:
      return parameter.value;
  }
}
