// Runs only the functions on this machine, against the real Stripe or the one that STRIPE_API_BASE names.
import { spawn } from 'node:child_process';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Settings } from '../functions/settings.ts';

const help = `npm run serve -- [--port N] [--sweep-every SECONDS] [--help]

Runs the functions on this machine and prints "ready: http://127.0.0.1:N" when they answer.

  --port N               the port, 0 for any free one; else PORT, else 8080
  --sweep-every SECONDS  how often what is due is sent, 60 unless given; 0 leaves it to POST /sweep and to
                         npm run tilltag -- sweep

Environment:
  TILLTAG_STORE          sqlite:PATH or firestore, sqlite:.tilltag/tilltag.db unless given
  TILLTAG_KEYS           NAME:BASE64_OF_32_BYTES[,…], newest first; kept in .tilltag/keys for that default store
  HOST                   the address to listen on, 127.0.0.1 unless given
  STRIPE_API_BASE        another Stripe than the real one, for tests
  GOOGLE_ANALYTICS_BASE  another Measurement Protocol than Google's, for tests
  TILLTAG_ALLOW_LOCAL    1 to let destinations, and that protocol, lie on this machine, for tests
  TILLTAG_SWEEP_TOKEN    who brings it as bearer may POST /sweep, which is not there without it
  TRUSTED_HOPS           how many proxies in front may be believed about addresses, 0 unless given
  TILLTAG_ASSETS         the folder with the built tilltag.v1.js and console, and what that hands out;
                         built afresh unless given
  TILLTAG_BASE_PATH      the path below which the routes lie
  TILLTAG_OIDC_…         the issuer that people sign in to the console with; a one-time link is printed without it

Exit codes: 0 stopped by SIGTERM or Ctrl-C, 1 something is wrong or failed, 2 used wrongly, settings included.
`;

/** Why it does not run, in words; anything else is a fault of the program and keeps its stack. */
class ServeError extends Error {
  override readonly name = 'ServeError';
  /** 1 where something is wrong on this machine, 2 where it was used wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Node keeps the compiled form of what it loads, which shortens every later start. */
enableCompileCache();

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ServeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function main(args: string[]): Promise<void> {
  const { wantsHelp, ...options } = parseArguments(args);
  if (wantsHelp) {
    process.stdout.write(help);
    return;
  }
  const { server, settings } = await start(options);
  process.stdout.write(`ready: ${server.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      // A second signal finds no listener and ends the process at once.
      void server.close().then(() => process.exit(0));
    });
  }
  await printLink(settings, server.url);
}

/** Where nobody vouches for people, whoever reads this terminal is the owner. */
async function printLink(settings: Settings, url: string): Promise<void> {
  const [{ makeLinkFor }, { randomBytes }] = await Promise.all([
    import('./cli/sign-in-link.ts'),
    import('node:crypto'),
  ]);
  const link = await makeLinkFor(settings, url, { now: Date.now, randomBytes });
  if (link !== undefined) process.stdout.write(`console, once and within 15 minutes: ${link}\n`);
}

/** What the command line may change. */
interface ServeOptions {
  port?: number;
  sweepEveryMs?: number;
}

interface Started {
  server: { url: string; close: () => Promise<void> };
  settings: Settings;
}

async function start(options: ServeOptions): Promise<Started> {
  const [{ readSettings }, { startFunctions }, { createLog }, { completeEnvironment }] = await Promise.all([
    import('../functions/settings.ts'),
    import('../functions/start-functions.ts'),
    import('../functions/http/log.ts'),
    import('./cli/local-environment.ts'),
  ]);
  try {
    const notify = (notice: string) => process.stderr.write(`${notice}\n`);
    const settings = readSettings(completeEnvironment(process.env, process.cwd(), notify));
    if (!process.env['TILLTAG_ASSETS']) await refreshAssets(settings.assets);
    const log = createLog((line) => process.stdout.write(`${line}\n`), Date.now);
    const server = await startFunctions({ settings, log, ...options });
    if (process.env['TILLTAG_ASSETS']) return { server, settings };
    return { server: withEnd(server, refreshDownloads(settings.assets, notify)), settings };
  } catch (error) {
    throw toServeError(error) ?? error;
  }
}

/** Builds what pages load where it is served from, so that it is there on a clean clone and never an old one. */
async function refreshAssets(folder: string): Promise<void> {
  const [{ buildLoader }, { buildConsole, consoleFolder }, { writeFiles }, { stop }] = await Promise.all([
    import('./compiler/build-loader.ts'),
    import('./compiler/build-console.ts'),
    import('./compiler/write-files.ts'),
    import('esbuild'),
  ]);
  const [{ fileName, code }, pages] = await Promise.all([buildLoader(), buildConsole()]);
  // Its compiler would idle beside the functions for as long as they run.
  await stop();
  writeFiles(folder, [{ fileName, text: code }]);
  writeFiles(join(folder, consoleFolder), pages);
}

function withEnd(server: Started['server'], end: () => void): Started['server'] {
  return {
    ...server,
    close() {
      end();
      return server.close();
    },
  };
}

/** Builds what the console hands out while the functions answer already: it takes seconds, and nobody wants it at once. */
function refreshDownloads(folder: string, notify: (notice: string) => void): () => void {
  const script = join(import.meta.dirname, 'refresh-downloads.ts');
  const building = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
  building.once('exit', (code) => {
    if (code !== null && code !== 0) notify('What the console hands out could not be built. "npm run build" says why.');
  });
  building.unref();
  return () => building.kill();
}

function toServeError(error: unknown): ServeError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'SettingsError') {
    return new ServeError(`The functions cannot start with these settings:\n${error.message}\nSee --help.`, 2);
  }
  if (['StoreLocationError', 'UsageError'].includes(error.name)) return new ServeError(error.message, 2);
  if (['StoreUnavailableError', 'CommandFailedError'].includes(error.name)) return new ServeError(error.message, 1);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new ServeError('This port is taken. Stop the program that has it, or choose another with --port N.', 1);
  }
  if (code === 'EACCES') {
    return new ServeError('This port may not be used without more rights. Choose one above 1023.', 1);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new ServeError('HOST is no address of this machine.', 2);
  return undefined;
}

function parseArguments(args: string[]): ServeOptions & { wantsHelp: boolean } {
  const text = { type: 'string' } as const;
  let values: { port?: string; 'sweep-every'?: string; help?: boolean };
  try {
    const options = { port: text, 'sweep-every': text, help: { type: 'boolean', short: 'h' } } as const;
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new ServeError(`${error instanceof Error ? error.message : 'The arguments are wrong.'}\n\n${help}`, 2);
  }
  const port = parseWhole('--port', values.port, 65_535);
  const sweepEverySeconds = parseWhole('--sweep-every', values['sweep-every'], 86_400);
  return {
    wantsHelp: values.help ?? false,
    ...(port !== undefined && { port }),
    ...(sweepEverySeconds !== undefined && { sweepEveryMs: sweepEverySeconds * 1000 }),
  };
}

function parseWhole(option: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max || text.trim() === '') {
    throw new ServeError(`${option} must be a whole number from 0 to ${max}.`, 2);
  }
  return value;
}
