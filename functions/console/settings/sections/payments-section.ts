// The part of the settings about whose payments belong to the property.
import { readScopeForm, scopeFields, toEnteredScope } from '../../forms/scope-form.ts';
import { scopeTexts } from '../../texts/form-texts.ts';
import type { SettingSection } from './setting-section.ts';

export const paymentsSection: SettingSection = {
  id: 'payments',
  settings: ['scope'],
  fields: ({ scope }, faults = {}) => scopeFields(toEnteredScope(scope), { faults }),
  read(form) {
    const result = readScopeForm(form);
    if (result.kind === 'read') return { kind: 'read', value: { scope: result.value } };
    return { kind: 'faulty', fields: scopeFields(result.entered, { faults: result.faults }) };
  },
  describe: ({ scope }) => [
    [scopeTexts.label, scopeTexts.choices[scope.kind].label],
    ...(scope.kind === 'payment_links' ? [[scopeTexts.links, scope.ids.join(', ')] as const] : []),
  ],
};
