// One part of the settings that is shown, read and saved by itself.
import type { PropertySettings } from '../../../rules/property-settings.ts';
import type { Faults } from '../../forms/form-result.ts';
import type { Html } from '../../page/html.ts';
import type { SectionId } from '../../texts/settings-texts.ts';

/** What was sent: the settings; or the fields again, with what was entered and what is wrong with it. */
export type SectionRead =
  | { kind: 'read'; value: Partial<PropertySettings> }
  | { kind: 'faulty'; fields: readonly Html[] };

export interface SettingSection {
  id: SectionId;
  /** The settings that it holds. */
  settings: readonly (keyof PropertySettings)[];
  /** Its fields with these values. */
  fields: (settings: PropertySettings, faults?: Faults) => readonly Html[];
  read: (form: URLSearchParams) => SectionRead;
  /** Names and values in words, for whoever may only look. */
  describe: (settings: PropertySettings) => readonly (readonly [string, string])[];
}
