// Registers the functions with Google's functions framework, each loaded when it is chosen or first asked.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { http } from '@google-cloud/functions-framework';
import { guardBodies, maxBodyBytes } from './http/guard-bodies.ts';
import { createLog } from './http/log.ts';
import { type Environment, readChosenFunction, readSettings } from './settings.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;

/** `public` answers pages and server containers; `tilltag` holds all functions, each by its full path. */
const functions: Readonly<Record<string, (env: Environment) => Promise<Handle>>> = {
  public: loadPublic,
  tilltag: loadPublic,
};

async function loadPublic(env: Environment): Promise<Handle> {
  const settings = readSettings(env);
  const [{ createPublicFunction }, { openStore }] = await Promise.all([
    import('./public/create-public-function.ts'),
    import('./store/open-store.ts'),
  ]);
  const { handle } = createPublicFunction({
    settings,
    store: await openStore(settings.store, settings),
    log: createLog((line) => process.stdout.write(`${line}\n`), Date.now),
    clock: { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
  });
  return handle;
}

function register(name: string, load: (env: Environment) => Promise<Handle>): void {
  let handle: Handle | undefined;
  let loading: Promise<Handle> | undefined;
  const loadOnce = async (): Promise<Handle> => {
    loading ??= load(process.env);
    handle = await loading;
    return handle;
  };
  // Wrong settings end a start that was made for this function, so that a deploy fails instead of its first visitor.
  if (readChosenFunction(process.env) === name) void loadOnce();
  http(name, (request, response) =>
    handle === undefined ? loadOnce().then((loaded) => loaded(request, response)) : handle(request, response),
  );
}

// The framework's server belongs to the framework, so the guard watches whatever server this process runs.
guardBodies({ limitFor: () => maxBodyBytes });
for (const [name, load] of Object.entries(functions)) register(name, load);
