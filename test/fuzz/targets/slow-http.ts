// The public function under clients that trickle, wait and break off, on its own server and on the framework's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import fc from 'fast-check';
import { guardBodies, maxBodyBytes } from '../../../functions/http/guard-bodies.ts';
import { prepareServer } from '../../../functions/http/prepare-server.ts';
import type { PublicFunction } from '../../../functions/public/create-public-function.ts';
import { startShop } from '../../functions/public/start-shop.ts';
import { slowClients } from '../arbitraries/slow-clients.ts';
import { ensure, ensureDiscreet } from '../oracle.ts';
import { ensureDocumented, exchange, toAnswers } from '../raw-exchange.ts';
import { exchangeSlowly } from '../slow-exchange.ts';
import { type Target, toTarget } from '../target.ts';
import { watchStall } from '../watch-stall.ts';
import { propertyId, publicParts, unlimited } from './public-http.ts';

const servers = ['plain', 'framework'] as const;

type ServerKind = (typeof servers)[number];

/** So long a request may take here; as many seconds in service would be the same to the code. */
const requestTimeoutMs = 150;

/** Far more than it takes to notice, on any machine, and far less than Node waits by itself. */
const endMs = 6_000;

const inputs = fc.record({
  server: fc.constantFrom(...servers),
  clients: fc.array(slowClients(publicParts), { minLength: 1, maxLength: 6 }),
});

/** What a test may break. */
export interface SlowHttpParts {
  prepare: typeof prepareServer;
  /** The function as the server is given it. */
  wrap: (publicFunction: PublicFunction) => PublicFunction;
}

const whole: SlowHttpParts = { prepare: prepareServer, wrap: (publicFunction) => publicFunction };

/** The function behind a time limit for requests. */
export function slowHttpTarget(parts: SlowHttpParts = whole): Target {
  return toTarget({
    name: 'slow-http',
    reads: 'bytes that come slowly, or never, from anybody, at the public function',
    isSlow: true,
    inputs,
    async open() {
      const opened = { plain: await openServer('plain', parts), framework: await openServer('framework', parts) };
      return {
        async examine({ server, clients }) {
          const { shop, port, countOpen } = opened[server];
          const slow = clients.map((client) => exchangeSlowly(port(), client, endMs));
          // Nobody looks at what these come to while the others are asked for.
          for (const one of slow) one.catch(() => {});
          for (let asked = 0; asked < 2; asked += 1) {
            ensure(await isAnswered(shop.url), 'A good request was not answered while others were slow.');
          }
          for (const text of await Promise.all(slow)) {
            for (const answer of toAnswers(text)) ensureDocumented(answer, [200, 204, 304]);
          }
          await ensureAllOver(countOpen);
          ensureDiscreet(JSON.stringify(shop.logs.splice(0)), 'The log');
        },
        async close() {
          for (const kind of servers) await opened[kind].close();
        },
      };
    },
  });
}

/** So often is asked again where this process itself stood still; if it always did, nothing can be told of the server. */
const mostTries = 5;

/**
 * Whether a good request is answered. Server and client share this process, so when it stands still a good request becomes a slow one, and
 * only that is forgiven: any other refusal is not.
 */
async function isAnswered(url: string): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { value, lateMs } = await watchStall(() => exchange(url, { text: '', isCut: false }));
    const [answer] = value;
    if (answer?.status === 200) return true;
    const isTimedOut = answer === undefined || answer.body.includes('It took too long to arrive.');
    if (!isTimedOut || lateMs < requestTimeoutMs / 3) return false;
  }
  return true;
}

async function openServer(kind: ServerKind, { prepare, wrap }: SlowHttpParts) {
  const assets = mkdtempSync(join(tmpdir(), 'tilltag-fuzz-'));
  writeFileSync(join(assets, 'tilltag.v1.js'), '// The loader.');
  let server: Server | undefined;
  let running = 0;
  let stopGuarding = (): void => {};
  const count = (publicFunction: PublicFunction): PublicFunction['handle'] => {
    const { handle } = wrap(publicFunction);
    return (request, response) => {
      running += 1;
      const answering = handle(request, response);
      if (answering === undefined) running -= 1;
      return answering?.finally(() => {
        running -= 1;
      });
    };
  };
  const shop = await startShop({
    property: { id: propertyId },
    limits: unlimited,
    env: { TILLTAG_ASSETS: assets },
    toServer(publicFunction) {
      const made = kind === 'plain' ? toPlain(count(publicFunction)) : toFramework(count(publicFunction));
      prepare(made, { onRefused: publicFunction.noteRefused, requestTimeoutMs });
      // Who was answered is let go soon, or each input would wait for it.
      Object.assign(made, { keepAliveTimeout: 20, keepAliveTimeoutBuffer: 0 });
      stopGuarding = guardBodies({ limitFor: (_request, guarded) => (guarded === made ? maxBodyBytes : undefined) });
      server = made;
      return made;
    },
  });
  return {
    shop,
    port: () => Number(new URL(shop.url).port),
    countOpen: async () => ({ running, connections: await countConnections(server) }),
    async close() {
      await shop.close();
      stopGuarding();
      rmSync(assets, { recursive: true, force: true });
    },
  };
}

function toPlain(handle: PublicFunction['handle']): Server {
  return createServer((request, response) => {
    void handle(request, response);
  });
}

function toFramework(handle: PublicFunction['handle']): Server {
  http('slow-under-fuzz', handle);
  return getTestServer('slow-under-fuzz');
}

/** What is neither ended nor answered is kept, and so is everything that it holds. */
async function ensureAllOver(countOpen: () => Promise<{ running: number; connections: number }>): Promise<void> {
  const untilMs = performance.now() + endMs;
  let open = await countOpen();
  while (open.running + open.connections > 0 && performance.now() < untilMs) {
    await sleep(5);
    open = await countOpen();
  }
  ensure(open.connections === 0, `${open.connections} connections stayed open.`);
  ensure(open.running === 0, `${open.running} requests were never done with.`);
}

function countConnections(server: Server | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    if (server === undefined) resolve(0);
    else server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
