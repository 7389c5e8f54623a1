// What is still to be set by hand in Tag Manager after one container file was imported.
import type { ContainerBaking } from './bake-container.ts';
import type { ContainerExport, ExportVersion } from './container-export.ts';
import { clientName, googleTagName, googleTagSettingsName, settingNames } from './container-names.ts';

/** What a person can still give to the next file instead of filling it in. */
export type BakedSetting = keyof typeof settingNames;

/**
 * One deed, with the names that Tag Manager shows. `fill_in`: variables that hold a placeholder. `google_ads`: the same, only
 * where Google Ads is used, and the tags that are paused until then. `google_tag`: the settings are to be chosen in the
 * container's own Google tag. `container_secret`: the client's field is empty, because no file holds a secret.
 */
export type LeftOver =
  | { kind: 'fill_in'; settings: BakedSetting[]; variables: string[] }
  | { kind: 'google_ads'; settings: BakedSetting[]; variables: string[]; pausedTags: string[] }
  | { kind: 'google_tag'; variable: string }
  | { kind: 'container_secret'; client: string };

/** What the file leaves over, in the order in which it is done; `given` are the values that were baked into it. */
export function listLeftOver({ containerVersion }: ContainerExport, given: ContainerBaking): LeftOver[] {
  const held = findPlaceholders(containerVersion, given);
  const ads = held.filter(isOfAds);
  const general = held.filter((setting) => !isOfAds(setting));
  const pausedTags = (containerVersion.tag ?? []).filter(({ paused }) => paused === true).map(({ name }) => name);
  return [
    ...(general.length > 0 ? [{ kind: 'fill_in' as const, settings: general, variables: toNames(general) }] : []),
    ...listOwn(containerVersion),
    ...(ads.length > 0 ? [{ kind: 'google_ads' as const, settings: ads, variables: toNames(ads), pausedTags }] : []),
  ];
}

function findPlaceholders({ variable = [] }: ExportVersion, given: ContainerBaking): BakedSetting[] {
  const names = new Set(variable.filter(({ type }) => type === 'c').map(({ name }) => name));
  return settings.filter((setting) => given[setting] === undefined && names.has(settingNames[setting]));
}

/** What only one of the two kinds of container has. */
function listOwn({ client = [], variable = [], tag = [] }: ExportVersion): LeftOver[] {
  const hasGoogleTag = tag.some(({ name }) => name === googleTagName);
  const hasSettings = variable.some(({ name }) => name === googleTagSettingsName);
  return [
    ...(hasSettings && !hasGoogleTag ? [{ kind: 'google_tag' as const, variable: googleTagSettingsName }] : []),
    ...(client.some(({ name }) => name === clientName)
      ? [{ kind: 'container_secret' as const, client: clientName }]
      : []),
  ];
}

const settings: readonly BakedSetting[] = [
  'propertyId',
  'endpoint',
  'functionEndpoint',
  'measurementId',
  'adsConversionId',
  'adsLabel',
];

function isOfAds(setting: BakedSetting): boolean {
  return setting === 'adsConversionId' || setting === 'adsLabel';
}

function toNames(of: readonly BakedSetting[]): string[] {
  return of.map((setting) => settingNames[setting]);
}
