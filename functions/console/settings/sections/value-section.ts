// The part of the settings about what counts as the value of a payment.
import { readValueBasisForm, valueBasisField } from '../../forms/value-basis-form.ts';
import { valueTexts } from '../../texts/form-texts.ts';
import type { SettingSection } from './setting-section.ts';

export const valueSection: SettingSection = {
  id: 'value',
  settings: ['valueBasis'],
  fields: ({ valueBasis }, faults) => [valueBasisField(valueBasis, faults)],
  read(form) {
    const result = readValueBasisForm(form);
    if (result.kind === 'read') return { kind: 'read', value: { valueBasis: result.value } };
    return { kind: 'faulty', fields: [valueBasisField(result.entered, result.faults)] };
  },
  describe: ({ valueBasis }) => [[valueTexts.label, valueTexts.choices[valueBasis].label]],
};
