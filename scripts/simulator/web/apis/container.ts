// The APIs that deal with the container itself: its data layer, events, version, console and permissions.

import { isPermitted, requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { toConsoleText } from '../../sandbox/to-console-text.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

const copyFromDataLayer = webFunction(
  [required('key', 'string'), optional('dataLayerVersion', 'number')],
  (context, [key, version]) => {
    requirePermission(context.permissions, 'read_data_layer', key);
    const { dataLayer } = context.container;
    return context.border.toSandbox(version === 1 ? dataLayer.getFromMessage(key) : dataLayer.get(key));
  },
);

const gtagSet = webFunction([required('object', 'object')], (context, [values]) => {
  for (const key of Object.keys(values)) {
    requirePermission(context.permissions, 'write_data_layer', key);
  }
  for (const [key, value] of Object.entries(values)) {
    context.container.settings.set(key, context.border.toPage(value));
  }
});

const addEventCallback = webFunction([required('callback', 'function')], (context, [callback]) => {
  requirePermission(context.permissions, 'read_event_metadata');
  const guarded = context.guard(callback);
  context.onEventDone((containerId, tags) => {
    guarded(containerId, {
      tags: tags.map(({ name, status, executionTimeMs }) => ({ id: name, status, executionTime: executionTimeMs })),
    });
  });
});

const getContainerVersion = webFunction([], (context) => {
  requirePermission(context.permissions, 'read_container_data');
  const { publicId, isPreview, isDebug } = context.container;
  return {
    containerId: publicId,
    debugMode: isDebug,
    environmentName: isPreview ? '' : 'Live',
    environmentMode: isPreview,
    previewMode: isPreview,
    version: isPreview ? 'QUICK_PREVIEW' : '1',
  };
});

/** Prints only where the template's permission lets it; elsewhere it is silent, as in GTM. */
function logToConsole(context: WebContext): unknown {
  return (...values: unknown[]): void => {
    const { container, page, permissions, templateName } = context;
    if (isPermitted(permissions, 'logging', container.isPreview || container.isDebug)) {
      container.consoleLines.push({ template: templateName, text: values.map(toConsoleText).join(' ') });
      page.log(values.map((value) => context.border.toPage(value)));
    }
  };
}

const queryPermission = webFunction([required('permission', 'string')], (context, [permission], values) =>
  permission === 'logging'
    ? isPermitted(context.permissions, permission, context.container.isPreview || context.container.isDebug)
    : isPermitted(context.permissions, permission, ...values),
);

/** Data layer, events, version, console and permissions. */
export const containerApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  addEventCallback,
  copyFromDataLayer,
  getContainerVersion,
  gtagSet,
  logToConsole,
  queryPermission,
};
