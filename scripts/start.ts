// `npm start`: the whole journey on this machine, from the shop to what reached “GA4”, without any account.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandFailedError } from './cli/cli-errors.ts';
import { repositoryRoot } from './compiler/repository-root.ts';
import { DemoError } from './stand-ins/demo/demo-error.ts';
import type { Demo } from './stand-ins/demo/start-demo.ts';
import { takeStartLock } from './stand-ins/demo/start-lock.ts';
import { StandInStateError } from './stand-ins/stripe/state.ts';

const defaultPort = 8787;

const help = `npm start -- [--port N] [--folder PATH] [--help]

Starts a demo shop, stand-ins for Stripe and Google, and the real function between them, and prints
"ready: http://127.0.0.1:N" when one can buy. Ctrl-C ends it; what was bought is kept for the next start.

  --port N       the shop's port, ${defaultPort} unless given; function, Stripe, Google and the server container take
                 the next four; 0 takes any five free ports
  --folder PATH  where .tilltag lies, which holds all data; this repository unless given
`;

/** Beyond this, whatever still runs is cut off. */
const closeWithinMs = 900;

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isExpected = [DemoError, CommandFailedError, StandInStateError].some((kind) => error instanceof kind);
  if (!isExpected || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(args: string[]): Promise<void> {
  const { port, folder, wantsHelp } = parseArguments(args);
  if (wantsHelp) {
    process.stdout.write(help);
    return;
  }
  const release = takeStartLock(join(folder, '.tilltag', 'start.pid'));
  // Removed even where the process ends in some other way than below.
  process.once('exit', release);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  let running: Demo | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), closeWithinMs).unref();
      void Promise.resolve(running?.close()).finally(() => process.exit(0));
    });
  }
  // Loaded late: compiler and bundler take seconds that neither --help nor a refusal should cost.
  const { startDemo } = await import('./stand-ins/demo/start-demo.ts');
  running = await startDemo({ folder, port, notify: print });
  introduce(running, print);
}

function introduce(demo: Demo, print: (line: string) => void): void {
  const { shopUrl, functionUrl, consoleLink, stripeUrl, collectorUrl, containerUrl, logFile, propertyId } = demo;
  const lines = [
    '',
    'Begin here',
    `  shop       ${shopUrl}            buy something, and see what reaches the data layer`,
    `             ${shopUrl}/life       all that can become of a payment`,
    `  console    ${consoleLink}`,
    '             signs you in, once and within 15 minutes; "New property" sets up one of your own, without any account',
    `             for another link: npm run tilltag -- console link --url ${functionUrl}`,
    '',
    'What plays Stripe and Google',
    `  Stripe     ${stripeUrl}/payments   refund, renew, dispute; /dashboard lets debits arrive`,
    `  Google     ${collectorUrl}            what pages and servers told it`,
    '',
    'What is real',
    `  function   ${functionUrl}            (no page; answers below /checkout) its log: ${logFile}`,
    `  container  ${containerUrl}            (no page; answers below /checkout) the server container to import, run by a simulator`,
    '',
    `Data are kept in .tilltag, under Property ID ${propertyId} and those that you make. Ctrl-C ends everything.`,
    '',
    `ready: ${shopUrl}`,
  ];
  for (const line of lines) print(line);
}

function parseArguments(args: string[]): { port: number; folder: string; wantsHelp: boolean } {
  const options = {
    port: { type: 'string', default: String(defaultPort) },
    folder: { type: 'string', default: repositoryRoot },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args, options });
    return { port: parsePort(values.port), folder: resolve(values.folder), wantsHelp: values.help };
  } catch (error) {
    if (error instanceof DemoError) throw error;
    throw new DemoError(`${error instanceof Error ? error.message : 'The arguments are wrong.'}\n\n${help}`);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  // The last of the five ports must be one, too.
  if (!/^\d{1,5}$/.test(text) || port > 65_531) {
    throw new DemoError('--port must be a whole number from 0 to 65531.');
  }
  return port;
}
