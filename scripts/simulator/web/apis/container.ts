// The APIs that deal with the container itself: its data layer, events, version, console and permissions.

import { isPermitted, requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required, typeNameOf } from '../../sandbox/checked-function.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
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

function toSettings(first: unknown, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof first === 'string') {
    return { [first]: value };
  }
  if (!isPlainObject(first)) {
    throw new SandboxError(
      'wrong_argument_type',
      `Argument object has type ${typeNameOf(first)}, which does not match required type object`,
    );
  }
  return first;
}

/** Google documents the object alone; templates of Google's own pass a key and a value. */
const gtagSet = webFunction([required('object', 'any'), optional('value', 'any')], (context, [first, value]) => {
  const values = toSettings(first, value);
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
