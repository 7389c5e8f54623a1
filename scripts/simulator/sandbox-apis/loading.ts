// The APIs that make the page load something.

import type { SandboxFunction } from '../checked-function.ts';
import { type ApiFactory, apiFunction, optional, required } from '../checked-function.ts';
import { requirePermission } from '../permissions/check-permission.ts';
import type { CachedScript, TemplateContext } from '../template-context.ts';

function callback(context: TemplateContext, chosen: SandboxFunction | undefined): () => void {
  const guarded = chosen && context.guard(chosen);
  return () => {
    guarded?.();
  };
}

function loadOnce(context: TemplateContext, url: string, token: string, onLoad: () => void, onError: () => void): void {
  const { page, container } = context;
  const known = container.scripts.get(token);
  if (known?.isLoaded) {
    page.schedule(onLoad, 0);
    return;
  }
  if (known) {
    known.waiting.push({ onLoad, onError });
    return;
  }
  const script: CachedScript = { isLoaded: false, waiting: [{ onLoad, onError }] };
  container.scripts.set(token, script);
  page.loadScript(
    container.mapHosts(url),
    () => {
      script.isLoaded = true;
      for (const waiter of script.waiting.splice(0)) {
        waiter.onLoad();
      }
    },
    () => {
      container.scripts.delete(token);
      for (const waiter of script.waiting.splice(0)) {
        waiter.onError();
      }
    },
  );
}

const injectScript = apiFunction(
  [
    required('url', 'string'),
    optional('onSuccess', 'function'),
    optional('onFailure', 'function'),
    optional('cacheToken', 'string'),
  ],
  (context, [url, onSuccess, onFailure, token]) => {
    requirePermission(context.permissions, 'inject_script', url);
    const onLoad = callback(context, onSuccess);
    const onError = callback(context, onFailure);
    if (token === undefined) {
      context.page.loadScript(context.container.mapHosts(url), onLoad, onError);
    } else {
      loadOnce(context, url, token, onLoad, onError);
    }
  },
);

const sendPixel = apiFunction(
  [required('url', 'string'), optional('onSuccess', 'function'), optional('onFailure', 'function')],
  (context, [url, onSuccess, onFailure]) => {
    requirePermission(context.permissions, 'send_pixel', url);
    context.page.loadPixel(context.container.mapHosts(url), callback(context, onSuccess), callback(context, onFailure));
  },
);

const injectHiddenIframe = apiFunction(
  [required('url', 'string'), optional('onSuccess', 'function')],
  (context, [url, onSuccess]) => {
    requirePermission(context.permissions, 'inject_hidden_iframe', url);
    context.page.loadFrame(context.container.mapHosts(url), callback(context, onSuccess));
  },
);

/** Scripts, pixels and frames. */
export const loadingApis: Readonly<Record<string, ApiFactory>> = { injectHiddenIframe, injectScript, sendPixel };
