// Finds what a container of this kind cannot hold: clients in a web container, Google's browser tags in a server container.
import type { ExportVersion } from '../../functions/downloads/container-export.ts';
import type { ContainerFault } from './container-fault.ts';
import { listSettings, type PlacedSetting } from './list-entities.ts';

/** What GTM's exports have in the one kind of container and never in the other. */
const onlyWeb = {
  trigger: [
    'CONSENT_INIT',
    'INIT',
    'PAGEVIEW',
    'DOM_READY',
    'WINDOW_LOADED',
    'CLICK',
    'LINK_CLICK',
    'ELEMENT_VISIBILITY',
    'FORM_SUBMISSION',
    'SCROLL_DEPTH',
    'YOU_TUBE_VIDEO',
    'HISTORY_CHANGE',
    'JS_ERROR',
    'TIMER',
    'TRIGGER_GROUP',
  ],
  tag: ['googtag', 'gaawe', 'gaawc', 'awct', 'gclidw', 'sp', 'fls', 'flc', 'html', 'img', 'ua'],
  variable: ['v', 'u', 'k', 'j', 'jsm', 'awec', 'gtes', 'gtcs', 'aev', 'd', 'f'],
} as const;
const onlyServer = {
  trigger: ['ALWAYS', 'SERVER_PAGEVIEW'],
  tag: ['sgtmgaaw', 'sgtmadsct', 'sgtmadscl', 'sgtmadsremarket', 'sgtmfls', 'sgtmflc'],
  variable: ['ed', 'qp', 'rh'],
} as const;

/** A container is imported into one of its own kind, by `usageContext`. */
export function findKindFaults(version: ExportVersion): ContainerFault[] {
  const isServer = version.container.usageContext.includes('SERVER');
  const foreign = isServer ? onlyWeb : onlyServer;
  return listSettings(version).flatMap((placed) =>
    isForeign(placed, foreign, isServer) ? [say(placed, isServer)] : [],
  );
}

function isForeign({ kind, entity }: PlacedSetting, foreign: typeof onlyWeb | typeof onlyServer, isServer: boolean) {
  if (kind === 'client' || kind === 'transformation') return !isServer;
  const types: readonly string[] = foreign[kind];
  return types.includes(entity.type);
}

function say({ path, kind, entity }: PlacedSetting, isServer: boolean): ContainerFault {
  const context = isServer ? 'SERVER' : 'WEB';
  return {
    path,
    sentence: `a container for ${context} cannot hold the ${kind} ${entity.name} of the type ${entity.type}; remove it, or correct usageContext.`,
  };
}
