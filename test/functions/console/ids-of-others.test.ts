// What an owner reaches from their own property with the ids of another account's things, in paths, queries and forms: nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../functions/console/route.ts';
import { routes } from '../../../functions/console/routes.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { auditEventId } from '../../../functions/store/console-store.ts';
import { newDeliveries, newEntry } from '../store/records.ts';
import { type ConsoleAnswer, type RunningConsole, startConsole } from './start-console.ts';

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9';

/** Known to members of the other account alone; none of it is ever sent. */
const secrets = ['Shop of others', 'G-OTHERS1234', 'others_campaign', 'buyer@others.example', 'Deed of others'];

const stream: DestinationSettings = {
  kind: 'ga4',
  ...{ id: 'dst_others', mode: 'test', measurementId: 'G-OTHERS1234', region: 'global', secret: 'sealed' },
};

let running: RunningConsole;
let own: Property;
let others: Property;
let payment: SessionEntry;
let deed: string;

beforeAll(async () => {
  running = await startConsole({ STRIPE_API_BASE: nowhere, GOOGLE_ANALYTICS_BASE: nowhere, TILLTAG_ALLOW_LOCAL: '1' });
  const { store, clock, otherAccountId: accountId } = running;
  own = await running.addProperty();
  others = await running.addProperty({ accountId, name: 'Shop of others', destinations: [stream] });
  const deliveries = newDeliveries({ event: 'purchase', destinationId: 'dst_others', state: 'uncertain' });
  const pageCampaign = { utm_source: null, utm_medium: null, utm_term: null, utm_content: null };
  payment = newEntry({
    ...{ propertyId: others.id, deliveries, livemode: false },
    pageCampaign: { ...pageCampaign, utm_campaign: 'others_campaign' },
  });
  const nobody = { phone: null, name: null, address: null, customerId: null };
  const expiresAtMs = clock.nowMs + 3_600_000;
  const { id, propertyId } = payment;
  await store.createEntry(payment, { id, propertyId, email: 'buyer@others.example', ...nobody, expiresAtMs });
  const atMs = clock.nowMs;
  deed = auditEventId(accountId, atMs, 'random');
  const by = { userId: 'usr_stranger', email: 'stranger@shop.example', propertyId: others.id };
  await store.console.addAuditEvent({ id: deed, accountId, atMs, what: 'noted', about: 'Deed of others', ...by });
});
afterAll(() => running.close());

/** Every id of the other account's, under every name that a form or an address of the console gives one. */
function toFields(): Record<string, string> {
  return {
    ...{ account: running.otherAccountId, property: others.id, destination: 'dst_others' },
    ...{ session: payment.sessionId, by: 'session', email: 'stranger@shop.example', role: 'viewer' },
    ...{ event: 'purchase', decision: 'settle', link: 'plink_others', page: 'https://others.example' },
    ...{ q: payment.sessionId, mode: 'test', after: `${running.clock.nowMs + 1}.zzz`, before: `${deed}z` },
  };
}

function toPath({ path }: Route, propertyId: string, accountId: string): string {
  return path
    .replace(':accountId', accountId)
    .replace(':propertyId', propertyId)
    .replace(':stripeId', payment.sessionId)
    .replace(':destinationId', 'dst_others')
    .replaceAll(/:\w+/g, 'nothing');
}

async function ask(route: Route, path: string, as: 'owner' | 'stranger' = 'owner'): Promise<ConsoleAnswer> {
  const fields = toFields();
  const query = new URLSearchParams(fields).toString();
  return route.method === 'GET' ? await running.get(`${path}?${query}`, as) : await running.post(path, fields, as);
}

/** All rows that are of the other account, or name it. */
function dumpOthers(): string[] {
  const tables: [string, object[]][] = JSON.parse(running.dump());
  const rows = tables.flatMap(([name, all]) => all.map((row) => JSON.stringify([name, row])));
  return rows.filter((row) => row.includes(others.id) || row.includes(running.otherAccountId));
}

const scoped = routes.filter(({ needs }) => needs.startsWith('account_') || needs.startsWith('property_'));

describe('the ids of another account’s things', () => {
  it('show their owner all that is kept from others', async () => {
    const reading = scoped.filter(({ method }) => method === 'GET');
    const paths = reading.map((route) => toPath(route, others.id, running.otherAccountId));
    const answers = await Promise.all(paths.map((path) => running.get(path, 'stranger')));
    const shown = answers.map(({ body }) => body).join();
    for (const secret of secrets) expect(shown).toContain(secret);
  });

  it.each(scoped.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'lead nowhere by %s',
    async (_, route) => {
      const before = dumpOthers();
      const { status, body } = await ask(route, toPath(route, own.id, running.accountId));
      expect(status, body).toBeLessThan(500);
      for (const secret of secrets) expect(body).not.toContain(secret);
      expect(dumpOthers()).toEqual(before);
    },
  );
});
