// Starts the whole journey on this machine: Stripe, Google and shop as stand-ins, and between them the real thing.
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeSignInLink } from '../../../functions/console/access/link/make-sign-in-link.ts';
import type { FindHint } from '../../../functions/console/hint.ts';
import { createLog } from '../../../functions/http/log.ts';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { readSettings, type Settings } from '../../../functions/settings.ts';
import { startFunctions } from '../../../functions/start-functions.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { completeEnvironment } from '../../cli/local-environment.ts';
import { toConsoleUrl } from '../../cli/sign-in-link.ts';
import { buildConsole, consoleFolder } from '../../compiler/build-console.ts';
import { buildLoader } from '../../compiler/build-loader.ts';
import { type BuiltTemplate, buildTemplates } from '../../compiler/build-templates.ts';
import { writeFiles } from '../../compiler/write-files.ts';
import { buildDownloads } from '../../containers/build-downloads.ts';
import { startServerContainer } from '../../simulator/server-container/start-server-container.ts';
import type { HitsPageSurroundings } from '../google/hits-page.ts';
import { startGoogleStandIn } from '../google/start-google-stand-in.ts';
import { startStripeStandIn } from '../stripe/start-stripe-stand-in.ts';
import { createContainerSecretWatch } from './container-secret-watch.ts';
import { addDemoAccounts, putShopEndpoint, shopStripeKey } from './demo-accounts.ts';
import { demoEndpoint, fillInDemoContainers } from './demo-containers.ts';
import { DemoError } from './demo-error.ts';
import { createDemoHints, type DemoPlaces } from './demo-hints.ts';
import { connectDemoContainer, demoGraceSeconds, findOrAddDemoProperty } from './demo-property.ts';
import { followPorts } from './follow-ports.ts';
import { listUnsent } from './list-unsent.ts';
import { startDemoShop } from './start-demo-shop.ts';

export interface DemoOptions {
  /** The folder that holds, or gets, `.tilltag` with everything that is kept between runs. */
  folder: string;
  /** The shop's port; function, Stripe, Google and the server container take the next four. 0 takes any five free ones. */
  port: number;
  /** Hears what is being done, a sentence each. */
  notify: (sentence: string) => void;
  /** The clock of function, Stripe and Google, milliseconds since 1970. */
  now?: () => number;
  /** How long the sweep pauses between its runs, in milliseconds. */
  sweepEveryMs?: number;
}

export interface Demo {
  shopUrl: string;
  functionUrl: string;
  /** Signs its holder in to the console, once. */
  consoleLink: string;
  stripeUrl: string;
  collectorUrl: string;
  /** Of the server container. */
  containerUrl: string;
  /** How long the server leaves an event to the page. */
  graceSeconds: number;
  propertyId: string;
  /** The function's own log lines, of this run only. */
  logFile: string;
  close: () => Promise<void>;
}

/** Opens what the server container and the function ask of each other, on this machine alone. */
const containerSecret = 'paperAndPineDemoContainerSecret';

/** A scheduler would ask for it every minute; here somebody watches. */
const defaultSweepEveryMs = 3_000;

/** Nobody waits for what it finds, but nobody should puzzle for long either. */
const lookEveryMs = 2_000;

/** Stripe goes on for days; here somebody watches, and what is lost all the same, the sweep asks for. */
const deliverAgainAfterMs = [1_000, 5_000, 30_000];

/** Everything, running. Rejects with `DemoError` where a port is taken, and leaves nothing running then. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    await Promise.all(closers.splice(0).map((closeOne) => closeOne()));
  };
  const keep: Keep = (running) => {
    closers.push(() => running.close());
    return running;
  };
  try {
    return { ...(await startAll(options, keep)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Keep = <Running extends { close: () => Promise<void> }>(running: Running) => Running;

async function startAll(options: DemoOptions, keep: Keep): Promise<Omit<Demo, 'close'>> {
  const { folder, port, notify, now = Date.now } = options;
  const portOf = (offset: number) => (port === 0 ? 0 : port + offset);
  const data = join(folder, '.tilltag');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  notify('Building the templates …');
  const templates = await buildInto(join(data, 'assets'));
  const stripe = keep(
    await named('the Stripe stand-in', portOf(2), (at) =>
      startStripeStandIn({ port: at, dataFile: join(data, 'stripe.json'), deliverAgainAfterMs, now }),
    ),
  );
  addDemoAccounts(stripe);
  // Filled once everything answers: before, nobody has an address to ask.
  let places: DemoPlaces | undefined;
  let readSurroundings = async (): Promise<HitsPageSurroundings> => ({});
  const google = keep(
    await named('the Google stand-in', portOf(3), (at) =>
      startGoogleStandIn({ port: at, now, readSurroundings: () => readSurroundings() }),
    ),
  );
  const settings = readDemoSettings(folder, { stripeUrl: stripe.url, collectorUrl: google.url });
  // Its secret must be known before the function starts, its address is known only then.
  const webhookSecret = putShopEndpoint(stripe, 'http://127.0.0.1:9/');
  const propertyId = await findOrAddDemoProperty(settings, { stripeKey: shopStripeKey, webhookSecret }, now());
  const store = keep(await openStore(settings.store, settings));
  readSurroundings = async () => ({ shopUrl: places?.shopUrl, unsent: await listUnsent(store, now()) });
  const neighbours = { stripeUrl: stripe.url, collectorUrl: google.url };
  const containers = fillInDemoContainers(templates, { propertyId, containerSecret, stripeUrl: stripe.url });
  // Filled once the function has an address: function and server container know each other by theirs.
  const hostMap: Record<string, string> = {};
  const serverContainer = keep(
    await named('the server container', portOf(4), (at) =>
      startServerContainer({ exported: containers.server, port: at, googleUrl: google.url, hostMap, now }),
    ),
  );
  const client = { url: `${serverContainer.url}/checkout`, secret: containerSecret };
  await connectDemoContainer(settings, propertyId, client, now());
  keep(repeat(createContainerSecretWatch({ store, settings, propertyId, container: client, notify })));
  const logFile = join(data, 'function.log');
  const functions = keep(
    await named('the function', portOf(1), (at) =>
      startLoggedFunctions(settings, { logFile, findHint: createDemoHints(() => places) }, { ...options, port: at }),
    ),
  );
  hostMap[demoEndpoint] = functions.url;
  putShopEndpoint(stripe, functions.url + webhookPath(propertyId));
  const consoleUrl = toConsoleUrl(settings, functions.url);
  const pages = { store, settings, templates, consoleUrl, hostMap, stripe, collectorUrl: google.url };
  const shop = keep(
    await named('the shop', portOf(0), (at) => startDemoShop({ port: at, container: containers.web, ...pages })),
  );
  places = { shopUrl: shop.url, collectorUrl: google.url, functionUrl: functions.url, propertyId };
  const urls = { shopUrl: shop.url, functionUrl: functions.url, containerUrl: serverContainer.url, ...neighbours };
  followPorts(stripe, join(data, 'addresses.json'), urls);
  const consoleLink = await makeSignInLink(store, { url: consoleUrl, now, randomBytes });
  return { ...urls, consoleLink, graceSeconds: demoGraceSeconds, propertyId, logFile };
}

/** Looks again and again, until it is closed. */
function repeat(look: () => Promise<void>): { close: () => Promise<void> } {
  // A database that is busy at one look answers at a later one.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  return { close: async () => clearInterval(timer) };
}

async function buildInto(assets: string): Promise<readonly BuiltTemplate[]> {
  const [built, loader, pages] = await Promise.all([buildTemplates(), buildLoader(), buildConsole()]);
  writeFiles(assets, [{ fileName: loader.fileName, text: loader.code }, buildDownloads(built)]);
  writeFiles(join(assets, consoleFolder), pages);
  return built;
}

/** The settings that the command line finds in the same folder, with the stand-ins for Stripe and Google. */
function readDemoSettings(
  folder: string,
  { stripeUrl, collectorUrl }: { stripeUrl: string; collectorUrl: string },
): Settings {
  const data = join(folder, '.tilltag');
  return readSettings({
    // That a key was made, and wants to be backed up, is no matter of a demo.
    ...completeEnvironment({}, folder, () => undefined),
    TILLTAG_STORE: `sqlite:${join(data, 'tilltag.db')}`,
    TILLTAG_ASSETS: join(data, 'assets'),
    STRIPE_API_BASE: stripeUrl,
    GOOGLE_ANALYTICS_BASE: collectorUrl,
    TILLTAG_ALLOW_LOCAL: '1',
  });
}

async function startLoggedFunctions(
  settings: Settings,
  { logFile, findHint }: { logFile: string; findHint: FindHint },
  { port, now = Date.now, sweepEveryMs = defaultSweepEveryMs }: DemoOptions,
) {
  const stream = createWriteStream(logFile, { flags: 'w', mode: 0o600 });
  const log = createLog((line) => stream.write(`${line}\n`), now);
  const functions = await startFunctions({ settings, log, port, now, sweepEveryMs, findHint });
  return {
    url: functions.url,
    close: async () => {
      await functions.close();
      await new Promise<void>((resolve) => stream.end(resolve));
    },
  };
}

async function named<Running>(what: string, port: number, start: (port: number) => Promise<Running>): Promise<Running> {
  try {
    return await start(port);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new DemoError(
        `Port ${port} is taken, and ${what} needs it. Stop the program that has it, or move all five ports, for example with: npm start -- --port 9787`,
        { cause: error },
      );
    }
    throw error;
  }
}
