// The part of the settings about the name and the hosts of thank-you pages.
import { nameFields, readNameForm, toEnteredName } from '../../forms/name-form.ts';
import { formTexts } from '../../texts/form-texts.ts';
import type { SettingSection } from './setting-section.ts';

export const nameSection: SettingSection = {
  id: 'name',
  settings: ['name', 'hostnames'],
  fields: (settings, faults) => nameFields(toEnteredName(settings), faults),
  read(form) {
    const result = readNameForm(form);
    return result.kind === 'read' ? result : { kind: 'faulty', fields: nameFields(result.entered, result.faults) };
  },
  describe: ({ name, hostnames }) => [
    [formTexts.name, name],
    [formTexts.hostnames, hostnames.join(', ')],
  ],
};
