// All functions behind one address, each by its full path, over one store.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathBelow } from './http/path-below.ts';
import { webhookPathPrefix } from './http/webhook-path.ts';
import { lazyFunction } from './lazy-function.ts';
import { logFault } from './log-fault.ts';
import type { FunctionSurroundings, OpenFunction } from './open-function.ts';
import { openPublicFunction } from './open-public-function.ts';
import { openStore } from './store/open-store.ts';

/** Rejects with StoreLocationError or StoreUnavailableError. What is not for pages is loaded when it is first asked for. */
export async function openAllFunctions(surroundings: FunctionSurroundings): Promise<OpenFunction> {
  const { settings, log } = surroundings;
  const store = surroundings.store ?? (await openStore(settings.store, settings));
  const shared = { ...surroundings, store };
  const publicFunction = await openPublicFunction(shared);
  const webhook = lazyFunction(
    async () => (await import('./open-webhook-function.ts')).openWebhookFunction(shared),
    (error) => logFault(log, 'internal', error),
  );

  function choose(url: string): Pick<OpenFunction, 'handle'> {
    const path = pathBelow(settings.basePath, url) ?? '';
    return path.startsWith(webhookPathPrefix) ? webhook : publicFunction;
  }

  return {
    handle: (request: IncomingMessage, response: ServerResponse) =>
      choose(request.url ?? '/').handle(request, response),
    noteRefused: publicFunction.noteRefused,
    async close() {
      await webhook.close();
      await publicFunction.close();
      if (surroundings.store === undefined) await store.close();
    },
  };
}
