// The form part for what counts as the value of a payment.
import type { ValueBasis } from '../../rules/property.ts';
import { settingChoices, settingParsers } from '../../rules/property-settings.ts';
import { radioField } from '../page/fields.ts';
import type { Html } from '../page/html.ts';
import { formTexts, valueTexts as texts } from '../texts/form-texts.ts';
import type { Faults, FormResult } from './form-result.ts';

/** The field `value_basis`, with the same payment worked out for each choice. */
export function valueBasisField(value: string, faults: Faults = {}): Html {
  const choices = settingChoices.valueBasis.map((basis) => ({ value: basis, ...texts.choices[basis] }));
  return radioField({
    ...{ name: 'value_basis', label: texts.label, hint: texts.hint, choices, value },
    error: faults['value_basis'],
  });
}

/** What was chosen. */
export function readValueBasisForm(form: URLSearchParams): FormResult<ValueBasis, string> {
  const entered = form.get('value_basis') ?? '';
  const parsed = settingParsers.valueBasis(entered);
  if (parsed.kind === 'value') return { kind: 'read', value: parsed.value };
  return { kind: 'faulty', entered, faults: { value_basis: formTexts.chooseOne } };
}
