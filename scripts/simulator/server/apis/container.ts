// The APIs that deal with the container itself: its version, its client, its log and permissions.

import { isPermitted, requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, required } from '../../sandbox/checked-function.ts';
import { toConsoleText } from '../../sandbox/to-console-text.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

const getContainerVersion = serverFunction([], (context) => {
  requirePermission(context.permissions, 'read_container_data');
  const { publicId, version, environmentName, isPreview, isDebug } = context.host.container;
  return {
    containerId: publicId,
    debugMode: isDebug,
    environmentName: isPreview ? '' : environmentName,
    environmentMode: isPreview,
    previewMode: isPreview,
    version: isPreview ? 'QUICK_PREVIEW' : version,
  };
});

const getClientName = serverFunction([], (context) => {
  requirePermission(context.permissions, 'read_container_data');
  return context.host.clientName;
});

function isWatched({ host }: ServerContext): boolean {
  return host.container.isPreview || host.container.isDebug;
}

/** Writes only where the template's permission lets it; elsewhere it is silent, as in GTM. */
const logToConsole: ApiFactory<ServerContext> =
  (context) =>
  (...values: unknown[]): void => {
    if (isPermitted(context.permissions, 'logging', isWatched(context))) {
      context.host.logLines.push({ template: context.templateName, text: values.map(toConsoleText).join(' ') });
    }
  };

const queryPermission = serverFunction([required('permission', 'string')], (context, [permission], values) =>
  permission === 'logging'
    ? isPermitted(context.permissions, permission, isWatched(context))
    : isPermitted(context.permissions, permission, ...values),
);

/** Version, client, log and permissions. */
export const containerApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  getClientName,
  getContainerVersion,
  logToConsole,
  queryPermission,
};
