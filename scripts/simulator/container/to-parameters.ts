// Writes plain values as the parameters of an exported entity.
import type { ExportParameter } from '../../../functions/downloads/container-export.ts';
import type { FieldValues } from './container-model.ts';

/** One parameter for each value: texts, truth values, numbers, lists and rows; what is undefined is left out. */
export function toParameters(values: FieldValues): ExportParameter[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, ...toParameter(value) }));
}

function toParameter(value: unknown): ExportParameter {
  if (Array.isArray(value)) {
    return { type: 'LIST', list: value.map(toParameter) };
  }
  if (typeof value === 'object' && value !== null) {
    return { type: 'MAP', map: toParameters({ ...value }) };
  }
  if (typeof value === 'boolean') {
    return { type: 'BOOLEAN', value: String(value) };
  }
  return { type: Number.isInteger(value) ? 'INTEGER' : 'TEMPLATE', value: String(value) };
}
