// Runs only the functions on this machine, against the real Stripe or the one that STRIPE_API_BASE names.
import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';

const help = `npm run serve -- [--port N] [--help]

Runs the functions on this machine and prints "ready: http://127.0.0.1:N" when they answer.

  --port N   the port, 0 for any free one; else PORT, else 8080

Environment:
  TILLTAG_STORE    sqlite:PATH or firestore, sqlite:.tilltag/tilltag.db unless given
  TILLTAG_KEYS     NAME:BASE64_OF_32_BYTES[,…], newest first; kept in .tilltag/keys for that default store
  HOST             the address to listen on, 127.0.0.1 unless given
  STRIPE_API_BASE  another Stripe than the real one, for tests
  TRUSTED_HOPS     how many proxies in front may be believed about addresses, 0 unless given
  TILLTAG_ASSETS   the folder with the built tilltag.v1.js; built afresh unless given
  TILLTAG_BASE_PATH  the path below which the routes lie
`;

/** What the operator did wrong, in words; anything else is a fault of the program and keeps its stack. */
class ServeError extends Error {
  override readonly name = 'ServeError';
}

/** Node keeps the compiled form of what it loads, which shortens every later start. */
enableCompileCache();

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ServeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(args: string[]): Promise<void> {
  const { port, wantsHelp } = parseArguments(args);
  if (wantsHelp) {
    process.stdout.write(help);
    return;
  }
  const server = await start(port);
  process.stdout.write(`ready: ${server.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      // A second signal finds no listener and ends the process at once.
      void server.close().then(() => process.exit(0));
    });
  }
}

async function start(port: number | undefined): Promise<{ url: string; close: () => Promise<void> }> {
  const [{ readSettings }, { startFunctions }, { createLog }, { completeEnvironment }] = await Promise.all([
    import('../functions/settings.ts'),
    import('../functions/start-functions.ts'),
    import('../functions/http/log.ts'),
    import('./cli/local-environment.ts'),
  ]);
  try {
    const notify = (notice: string) => process.stderr.write(`${notice}\n`);
    const settings = readSettings(completeEnvironment(process.env, process.cwd(), notify));
    if (!process.env['TILLTAG_ASSETS']) await refreshLoader(settings.assets);
    const log = createLog((line) => process.stdout.write(`${line}\n`), Date.now);
    return await startFunctions({ settings, log, ...(port !== undefined && { port }) });
  } catch (error) {
    throw toServeError(error) ?? error;
  }
}

/** Builds the loader where it is served from, so that it is there on a clean clone and never an old one. */
async function refreshLoader(folder: string): Promise<void> {
  const [{ buildLoader }, { writeFiles }, { stop }] = await Promise.all([
    import('./compiler/build-loader.ts'),
    import('./compiler/write-files.ts'),
    import('esbuild'),
  ]);
  const { fileName, code } = await buildLoader();
  // Its compiler would idle beside the functions for as long as they run.
  await stop();
  writeFiles(folder, [{ fileName, text: code }]);
}

function toServeError(error: unknown): ServeError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'SettingsError') {
    return new ServeError(`The functions cannot start with these settings:\n${error.message}\nSee --help.`);
  }
  if (['StoreLocationError', 'StoreUnavailableError', 'CommandFailedError'].includes(error.name)) {
    return new ServeError(error.message);
  }
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new ServeError('This port is taken. Stop the program that has it, or choose another with --port N.');
  }
  if (code === 'EACCES') return new ServeError('This port may not be used without more rights. Choose one above 1023.');
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new ServeError('HOST is no address of this machine.');
  return undefined;
}

function parseArguments(args: string[]): { port: number | undefined; wantsHelp: boolean } {
  let values: { port?: string; help?: boolean };
  try {
    ({ values } = parseArgs({ args, options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }));
  } catch (error) {
    throw new ServeError(`${error instanceof Error ? error.message : 'The arguments are wrong.'}\n\n${help}`);
  }
  if (values.port === undefined) return { port: undefined, wantsHelp: values.help ?? false };
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || values.port.trim() === '') {
    throw new ServeError('--port must be a whole number from 0 to 65535.');
  }
  return { port, wantsHelp: values.help ?? false };
}
