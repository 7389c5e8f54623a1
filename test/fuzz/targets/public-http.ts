// The public function on a real socket: whatever bytes come, it answers in its own words, and the next good request is answered.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { newClickReport } from '../../functions/public/new-click-report.ts';
import { type ShopOptions, shopOrigin, startShop } from '../../functions/public/start-shop.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { type RawExchange, type RequestParts, rawExchanges } from '../arbitraries/raw-requests.ts';
import { ensure, ensureDiscreet } from '../oracle.ts';
import { ensureDocumented, exchange } from '../raw-exchange.ts';
import { type Json, type Target, toTarget } from '../target.ts';

/** The property that the requests are about. */
export const propertyId = 'tt_fuzzedshop0000000000';
const sessionId = 'cs_test_a1B2c3D4e5F6g7';
const query = `?property_id=${propertyId}&checkout_session_id=${sessionId}&claim=AAAAAAAAAAAAAAAAAAAA`;

const report: Json = {
  property_id: propertyId,
  checkout_session_id: sessionId,
  event_id: `purchase:${sessionId}`,
  claim: 'AAAAAAAAAAAAAAAAAAAA',
};
const click: Json = JSON.parse(JSON.stringify(newClickReport(propertyId)));

const bodies = fc.oneof(
  { weight: 8, arbitrary: mutatedJson(fc.constantFrom(report, click)).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom('['.repeat(16_000), 'x'.repeat(16_385), '{"a":'.repeat(3_000)) },
);

/** What requests to the public function are made of. */
export const publicParts: RequestParts = {
  paths: [
    '/checkout/reports',
    '/checkout/clicks',
    `/checkout/sessions.json${query}`,
    '/health',
    '/checkout/tilltag.v1.js',
    '*',
    'http://other.example/health',
  ],
  bodies,
  headers: [`Origin: ${shopOrigin}`, 'Origin: null', 'Origin: https://evil.example', `Referer: ${shopOrigin}/thanks`],
};

const inputs: fc.Arbitrary<RawExchange> = rawExchanges(publicParts);

/** As many requests as anybody likes, because the clock stands still. */
export const unlimited = {
  addressPerSecond: 1e9,
  addressBurst: 1e9,
  propertyPerSecond: 1e9,
  propertyBurst: 1e9,
  stripeKeyBurst: 1e9,
};

const own = { name: 'public-http', reads: 'bytes on a socket, from anybody, at the public function' };

/** The function, with the faults that a test builds into it, or on another server under another name. */
export function publicHttpTarget(options: ShopOptions = {}, about: Pick<Target, 'name' | 'reads'> = own): Target {
  return toTarget({
    ...about,
    isSlow: true,
    inputs,
    async open() {
      const assets = mkdtempSync(join(tmpdir(), 'tilltag-fuzz-'));
      writeFileSync(join(assets, 'tilltag.v1.js'), '// The loader.');
      const env = { TILLTAG_ASSETS: assets };
      const shop = await startShop({ ...options, property: { id: propertyId }, limits: unlimited, env });
      return {
        async examine(input) {
          const answers = await exchange(shop.url, input);
          for (const answer of answers) ensureDocumented(answer, [200, 204, 304]);
          const health = await shop.ask('/health');
          ensure(health.status === 200, 'The next good request was not answered.');
          ensureDiscreet(JSON.stringify(shop.logs.splice(0)), 'The log');
        },
        async close() {
          await shop.close();
          rmSync(assets, { recursive: true, force: true });
        },
      };
    },
  });
}
