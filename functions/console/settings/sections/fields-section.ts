// Parts of the settings whose fields are choices of a few words and whole numbers, and no more.
import type { PropertySettings } from '../../../rules/property-settings.ts';
import { settingChoices, settingParsers, settingRanges } from '../../../rules/property-settings.ts';
import type { Faults } from '../../forms/form-result.ts';
import { type Choice, radioField, textField } from '../../page/fields.ts';
import type { Html } from '../../page/html.ts';
import { formTexts } from '../../texts/form-texts.ts';
import { choiceTexts, countTexts, type SectionId, wordRange } from '../../texts/settings-texts.ts';
import type { SettingSection } from './setting-section.ts';

type ChoiceSetting = keyof typeof choiceTexts;
type CountSetting = keyof typeof settingRanges;

/** A setting with a field of one of the two kinds. */
export type FieldSetting = ChoiceSetting | CountSetting;

const fieldNames: Record<FieldSetting, string> = {
  emailPolicy: 'email_policy',
  sender: 'sender',
  unknownConsent: 'unknown_consent',
  deniedAnalytics: 'denied_analytics',
  personalDataMinutes: 'personal_data_minutes',
  graceMinutes: 'grace_minutes',
  maxSessionAgeHours: 'max_session_age_hours',
  clickDays: 'click_days',
};

/** The part with these fields, in this order. */
export function createFieldsSection(id: SectionId, settings: readonly FieldSetting[]): SettingSection {
  const draw = (toText: (setting: FieldSetting) => string, faults: Faults): Html[] =>
    settings.map((setting) => drawField(setting, toText(setting), faults));
  return {
    id,
    settings,
    fields: (stored, faults = {}) => draw((setting) => String(stored[setting]), faults),
    read(form) {
      const toEntered = (setting: FieldSetting): string => form.get(fieldNames[setting]) ?? '';
      const faults: Record<string, string> = {};
      const value: Partial<PropertySettings> = {};
      for (const setting of settings) {
        const parsed = settingParsers[setting](toEntered(setting));
        if (parsed.kind === 'value') Object.assign(value, { [setting]: parsed.value });
        else faults[fieldNames[setting]] = isCount(setting) ? parsed.sentence : formTexts.chooseOne;
      }
      return Object.keys(faults).length === 0
        ? { kind: 'read', value }
        : { kind: 'faulty', fields: draw(toEntered, faults) };
    },
    describe: (stored) => settings.map((setting) => describe(setting, stored)),
  };
}

function isCount(setting: FieldSetting): setting is CountSetting {
  return Object.hasOwn(settingRanges, setting);
}

function drawField(setting: FieldSetting, value: string, faults: Faults): Html {
  const name = fieldNames[setting];
  const error = faults[name];
  if (isCount(setting)) {
    const { label, hint } = countTexts[setting];
    return textField({ name, label, hint: `${hint} ${wordRange(setting)}`, value, error, isRequired: true });
  }
  const { label, hint } = choiceTexts[setting];
  return radioField({ name, label, hint, choices: listChoices(setting), value, error });
}

function listChoices(setting: ChoiceSetting): Choice[] {
  const words: Readonly<Record<string, { label: string; hint: string }>> = choiceTexts[setting].choices;
  return settingChoices[setting].flatMap((value) => {
    const text = words[value];
    return text === undefined ? [] : [{ value, ...text }];
  });
}

function describe(setting: FieldSetting, stored: PropertySettings): readonly [string, string] {
  const value = String(stored[setting]);
  if (isCount(setting)) return [countTexts[setting].label, value];
  return [choiceTexts[setting].label, listChoices(setting).find((one) => one.value === value)?.label ?? value];
}
