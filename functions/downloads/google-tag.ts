// The Google tag for a web container that has none.
import type { ExportTag, ExportVersion } from './container-export.ts';
import { builtInTriggers, googleTagName, googleTagSettingsName, settingNames } from './container-names.ts';

/** Loads GA4 on every page, with the settings that keep a return from Stripe out of attribution. */
export function createGoogleTag({ accountId, containerId, tag = [], folder = [] }: ExportVersion): ExportTag {
  const neighbour = tag.find(({ type }) => type === 'gaawe');
  const isFolder = folder.some(({ folderId }) => folderId === neighbour?.parentFolderId);
  return {
    accountId,
    containerId,
    tagId: nextId(tag),
    name: googleTagName,
    type: 'googtag',
    parameter: [
      { type: 'TEMPLATE', key: 'tagId', value: `{{${settingNames.measurementId}}}` },
      { type: 'TEMPLATE', key: 'configSettingsVariable', value: `{{${googleTagSettingsName}}}` },
    ],
    fingerprint: '0000000000000',
    firingTriggerId: [builtInTriggers.initialization],
    ...(neighbour?.parentFolderId !== undefined && isFolder && { parentFolderId: neighbour.parentFolderId }),
    notes:
      'Loads GA4 and counts page views. Delete it if your pages have a Google tag already, or GA4 counts them twice.',
    tagFiringOption: 'ONCE_PER_EVENT',
    monitoringMetadata: { type: 'MAP' },
    consentSettings: { consentStatus: 'NOT_SET' },
  };
}

/** One that no tag has. */
function nextId(tags: readonly ExportTag[]): string {
  return String(Math.max(0, ...tags.map(({ tagId }) => Number(tagId)).filter(Number.isSafeInteger)) + 1);
}
