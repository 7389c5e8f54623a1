// All parts of the settings page, in the order in which they are shown.
import { createFieldsSection } from './fields-section.ts';
import { nameSection } from './name-section.ts';
import { paymentsSection } from './payments-section.ts';
import type { SettingSection } from './setting-section.ts';
import { valueSection } from './value-section.ts';

export const settingSections: readonly SettingSection[] = [
  nameSection,
  paymentsSection,
  valueSection,
  createFieldsSection('sender', ['sender', 'graceMinutes']),
  createFieldsSection('privacy', ['emailPolicy', 'personalDataMinutes']),
  createFieldsSection('consent', ['unknownConsent', 'deniedAnalytics']),
  createFieldsSection('limits', ['maxSessionAgeHours', 'clickDays']),
];
