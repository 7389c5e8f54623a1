// What a change of the settings comes to, in the words that the settings pages use.
import type { PropertySettings } from '../../rules/property-settings.ts';
import { auditTexts } from '../texts/access-texts.ts';
import { settingSections } from './sections/setting-sections.ts';

/** For the audit trail: each setting that is another now, as it was and as it is. Empty where nothing changed; none is a secret. */
export function describeChanges(before: PropertySettings, after: PropertySettings): string {
  const [was, is] = [describeAll(before), describeAll(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((label) => was.get(label) !== is.get(label))
    .map((label) => auditTexts.changed(label, was.get(label) ?? '', is.get(label) ?? ''))
    .join('; ');
}

function describeAll(settings: PropertySettings): ReadonlyMap<string, string> {
  return new Map(settingSections.flatMap(({ describe }) => describe(settings)));
}
