// The APIs that make the page load something.
import { requirePermission } from '../../permissions/check-permission.ts';
import type { SandboxFunction } from '../../sandbox/checked-function.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import type { CachedScript, WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

function callback(context: WebContext, chosen: SandboxFunction | undefined): () => void {
  const guarded = chosen && context.guard(chosen);
  return () => {
    guarded?.();
  };
}

function loadOnce(context: WebContext, url: string, token: string, onLoad: () => void, onError: () => void): void {
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

const injectScript = webFunction(
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

const sendPixel = webFunction(
  [required('url', 'string'), optional('onSuccess', 'function'), optional('onFailure', 'function')],
  (context, [url, onSuccess, onFailure]) => {
    requirePermission(context.permissions, 'send_pixel', url);
    context.page.loadPixel(context.container.mapHosts(url), callback(context, onSuccess), callback(context, onFailure));
  },
);

const injectHiddenIframe = webFunction(
  [required('url', 'string'), optional('onSuccess', 'function')],
  (context, [url, onSuccess]) => {
    requirePermission(context.permissions, 'inject_hidden_iframe', url);
    context.page.loadFrame(context.container.mapHosts(url), callback(context, onSuccess));
  },
);

/** Scripts, pixels and frames. */
export const loadingApis: Readonly<Record<string, ApiFactory<WebContext>>> = {
  injectHiddenIframe,
  injectScript,
  sendPixel,
};
