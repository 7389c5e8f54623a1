// Registers the functions with Google's functions framework, each loaded when it is chosen or first asked.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { endOnSignal } from './http/end-on-signal.ts';
import { guardBodies, maxBodyBytes } from './http/guard-bodies.ts';
import { HttpError } from './http/http-error.ts';
import { createLog } from './http/log.ts';
import { prepareServer } from './http/prepare-server.ts';
import { sendError } from './http/send-answer.ts';
import { watchServers } from './http/watch-servers.ts';
import type { OpenPublicFunction } from './open-public-function.ts';
import { redact } from './rules/redact.ts';
import { type Environment, readChosenFunction, readSettings, SettingsError } from './settings.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;

/** `public` answers pages and server containers; `tilltag` holds all functions, each by its full path. */
const functions: Readonly<Record<string, (env: Environment) => Promise<Handle>>> = {
  public: loadPublic,
  tilltag: loadPublic,
};

const log = createLog((line) => process.stdout.write(`${line}\n`), Date.now);
const opened: OpenPublicFunction[] = [];

async function loadPublic(env: Environment): Promise<Handle> {
  const settings = readSettings(env);
  const { openPublicFunction } = await import('./open-public-function.ts');
  const publicFunction = await openPublicFunction({ settings, log });
  opened.push(publicFunction);
  return publicFunction.handle;
}

function register(name: string, load: (env: Environment) => Promise<Handle>): void {
  let handle: Handle | undefined;
  let loading: Promise<Handle> | undefined;
  const loadOnce = async (): Promise<Handle> => {
    loading ??= load(process.env);
    try {
      handle = await loading;
      return handle;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  // Wrong settings end a start that was made for this function, so that a deploy fails instead of its first visitor.
  if (readChosenFunction(process.env, process.argv) === name) loadOnce().catch(endStart);
  http(name, (request, response) =>
    handle === undefined
      ? loadOnce().then(
          (loaded) => loaded(request, response),
          (error: unknown) => answerFault(response, error),
        )
      : handle(request, response),
  );
}

function endStart(error: unknown): void {
  logFault('start_failed', error);
  process.exit(1);
}

function answerFault(response: ServerResponse, error: unknown): void {
  sendError(response, new HttpError('internal', { cause: error }));
  logFault('internal', error);
}

function logFault(event: string, error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(typeof error);
  const isForeseen = error instanceof SettingsError;
  log('ERROR', `The function cannot start: ${redact(message)}`, {
    event,
    ...(!isForeseen && stack !== undefined && { stack_trace: redact(stack).slice(0, 4_000) }),
  });
}

// The framework's server belongs to the framework, so whatever server this process runs is prepared and guarded.
watchServers((server) => {
  prepareServer(server, { onRefused: (error) => opened[0]?.noteRefused(error) });
  endOnSignal(server, async () => {
    for (const publicFunction of opened) await publicFunction.close();
  });
});
guardBodies({ limitFor: () => maxBodyBytes });
for (const [name, load] of Object.entries(functions)) register(name, load);
