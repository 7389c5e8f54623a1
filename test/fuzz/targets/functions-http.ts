// All functions on one real socket, as they are served from one machine: bytes at the console, signed in and not, and at the sweep.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createLog } from '../../../functions/http/log.ts';
import { readSettings } from '../../../functions/settings.ts';
import { startFunctions } from '../../../functions/start-functions.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { buildConsole, consoleFolder } from '../../../scripts/compiler/build-console.ts';
import { writeFiles } from '../../../scripts/compiler/write-files.ts';
import { addOwner } from '../../load/growth/add-owner.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { type RawExchange, rawExchanges } from '../arbitraries/raw-requests.ts';
import { ensure, ensureDiscreet } from '../oracle.ts';
import { ensureDocumented, exchange, type RawAnswer } from '../raw-exchange.ts';
import { type Target, toTarget } from '../target.ts';

const sweepToken = 'sweepTokenOfTheFuzzer'.padEnd(40, '0');

/** Stand in inputs for what is another one in every run. */
const words = { cookie: 'SIGNED_IN', csrf: 'CSRF_OF_FORM' };

const forms = fc.constantFrom(
  `csrf=${words.csrf}&name=Shop&hostnames=shop.example.com`,
  `csrf=${words.csrf}&email=ada%40shop.example&role=viewer`,
  `csrf=${words.csrf}`,
  'csrf=another&name=Shop',
);

const inputs: fc.Arbitrary<RawExchange> = rawExchanges({
  paths: [
    ...['/console', '/console/', '/console/you', '/console/accounts', '/console/properties', '/console/properties/new'],
    ...['/console/sign-in', '/console/sign-in/callback?state=a&code=b', '/console/sign-out', '/console/doctor'],
    ...['/console/properties/tt_shopshop00/conversions?q=a&after=1.a', '/console/assets/console.css', '/sweep'],
  ],
  bodies: fc.oneof(forms, mutatedText(forms)),
  headers: [
    `Cookie: ${words.cookie}`,
    `Cookie: ${words.cookie}`,
    'Content-Type: application/x-www-form-urlencoded',
    'Origin: http://127.0.0.1',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Site: cross-site',
    `Authorization: Bearer ${sweepToken}`,
    'Authorization: Bearer another',
    'X-Forwarded-Proto: https',
  ],
});

/** The functions over a database of their own, started by `start`. */
export function functionsHttpTarget(start: typeof startFunctions = startFunctions): Target {
  return toTarget({
    name: 'functions-http',
    reads: 'bytes on a socket, from anybody, at the console and the sweep',
    isSlow: true,
    inputs,
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'tilltag-fuzz-'));
      writeFiles(join(folder, consoleFolder), await buildConsole());
      const logs: string[] = [];
      const settings = readSettings({
        TILLTAG_ASSETS: folder,
        TILLTAG_STORE: `sqlite:${join(folder, 'fuzz.db')}`,
        TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
        TILLTAG_SWEEP_TOKEN: sweepToken,
        TILLTAG_LIMIT_ADDRESS_PER_SECOND: '1e9',
        TILLTAG_LIMIT_ADDRESS_BURST: '1e9',
      });
      const store = await openStore(settings.store, settings);
      const { cookie, csrf } = await addOwner(store);
      await store.close();
      const log = createLog((line) => logs.push(line), Date.now);
      const server = await start({ settings, log, port: 0, sweepEveryMs: 0 });
      return {
        async examine({ text, isCut }) {
          const sent = text.replaceAll(words.cookie, cookie).replaceAll(words.csrf, csrf);
          for (const answer of await exchange(server.url, { text: sent, isCut })) ensureAnswered(answer);
          const health = await fetch(`${server.url}/health`);
          ensure(health.status === 200, 'The next good request was not answered.');
          await health.arrayBuffer();
          ensureDiscreet(logs.splice(0).join('\n'), 'The log');
        },
        async close() {
          await server.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  });
}

/** Pages have words of their own; everything else is held to the contract. */
function ensureAnswered(answer: RawAnswer): void {
  const { status, head, body } = answer;
  if (!/\ncontent-type: text\/html/i.test(head)) {
    ensureDocumented(answer, [200, 204, 303, 304]);
    return;
  }
  ensure(status < 500 || status === 502, `It answered a page with ${status}.`);
  ensure(/\ncontent-security-policy: /i.test(head), 'The page may run what it likes.');
  ensure(!/node_modules|\n\s+at |file:\/\//.test(body), 'The page shows a stack.');
  ensure(!/<x-fuzz|<\/script>\s*<\/script>/.test(body), 'What was sent became HTML.');
}
