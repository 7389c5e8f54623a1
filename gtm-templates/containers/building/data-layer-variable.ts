// A variable that reads one key of the data layer.
import type { VariableDescription } from './description.ts';
import { flag, integer, text } from './parameters.ts';

/** Reads the key, with dots for what lies below, as all pushes together have left it. */
export function dataLayerVariable(folder: string, name: string, key: string, notes: string): VariableDescription {
  return {
    name,
    type: 'v',
    folder,
    notes,
    parameters: [integer('dataLayerVersion', 2), flag('setDefaultValue', false), text('name', key)],
  };
}
