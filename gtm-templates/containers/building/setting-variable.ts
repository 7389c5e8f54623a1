// A constant that somebody fills in once.
import { settingNames } from '../../../functions/downloads/container-names.ts';
import type { VariableDescription } from './description.ts';
import { text } from './parameters.ts';

/** What stands in a file for nobody in particular until somebody fills it in; no tag takes it for a value. */
const placeholders = {
  propertyId: 'Paste your Property ID here',
  endpoint: 'Paste the https address of your Tilltag function here',
  functionEndpoint: 'Paste the https address of your Tilltag function here',
  measurementId: 'G-XXXXXXXXXX',
  adsConversionId: '0000000000',
  adsLabel: 'Paste the label of your conversion action here',
} as const satisfies Readonly<Record<keyof typeof settingNames, string>>;

/** The constant, which holds its placeholder. */
export function settingVariable(folder: string, key: keyof typeof settingNames, notes: string): VariableDescription {
  return { name: settingNames[key], type: 'c', folder, notes, parameters: [text('value', placeholders[key])] };
}
