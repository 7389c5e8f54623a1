// Who may ask what: every route of the console, asked by everybody. A route that is added is in here by itself.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admit } from '../../../functions/console/access/admit.ts';
import type { Answer } from '../../../functions/console/answer.ts';
import type { ConsoleContext } from '../../../functions/console/console-context.ts';
import { Refusal } from '../../../functions/console/refusal.ts';
import type { OpenRequest, Route } from '../../../functions/console/route.ts';
import { routes } from '../../../functions/console/routes.ts';
import type { TokenBuckets } from '../../../functions/http/token-buckets.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { readSettings } from '../../../functions/settings.ts';
import { type Asker, type ConsoleAnswer, type RunningConsole, startConsole } from './start-console.ts';

type Needs = Route['needs'];

/** Nothing listens there, so that no page that is shown asks anybody. */
const nowhere = 'http://127.0.0.1:9';

let running: RunningConsole;
let own: Property;
let others: Property;

beforeAll(async () => {
  running = await startConsole({ STRIPE_API_BASE: nowhere, GOOGLE_ANALYTICS_BASE: nowhere, TILLTAG_ALLOW_LOCAL: '1' });
  own = await running.addProperty();
  others = await running.addProperty({ accountId: running.otherAccountId });
});
afterAll(() => running.close());

const askers = ['nobody', 'stranger', 'viewer', 'owner'] as const;

/** What each may expect: an answer of the route's own, or how they are refused. */
const expected: Record<Needs, Record<Asker, 'admitted' | 'sign_in' | 'not_found' | 'owners_only'>> = {
  nobody: { nobody: 'admitted', stranger: 'admitted', viewer: 'admitted', owner: 'admitted' },
  somebody: { nobody: 'sign_in', stranger: 'admitted', viewer: 'admitted', owner: 'admitted' },
  account_viewer: { nobody: 'sign_in', stranger: 'not_found', viewer: 'admitted', owner: 'admitted' },
  account_owner: { nobody: 'sign_in', stranger: 'not_found', viewer: 'owners_only', owner: 'admitted' },
  property_viewer: { nobody: 'sign_in', stranger: 'not_found', viewer: 'admitted', owner: 'admitted' },
  property_owner: { nobody: 'sign_in', stranger: 'not_found', viewer: 'owners_only', owner: 'admitted' },
};

/** What is left varies from route to route, and names nothing that there is. */
function fillIn(path: string, { accountId, propertyId }: { accountId: string; propertyId: string }): string {
  return path.replace(':accountId', accountId).replace(':propertyId', propertyId).replaceAll(/:\w+/g, 'nothing');
}

function toOwnPath({ path }: Route): string {
  return fillIn(path, { accountId: running.accountId, propertyId: own.id });
}

function toOtherPath({ path }: Route): string {
  return fillIn(path, { accountId: running.otherAccountId, propertyId: others.id });
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path === '' ? '(the console itself)' : path}`;
}

function isSignIn({ status, location }: ConsoleAnswer): boolean {
  return status === 303 && (location ?? '').startsWith('/console/sign-in');
}

/** The route with an answer that does nothing, so that being admitted can be told from what happens then. */
function withoutAnswer(route: Route): Route {
  const answer = (): Answer => ({ kind: 'json', value: 'admitted' });
  return { ...route, answer };
}

/** What `admit` decides, without the route's own answer. */
async function decide(route: Route, asker: Asker, path: string): Promise<string> {
  try {
    const { answer } = await admit(withoutAnswer(route), await toRequest(route, asker, path));
    return answer.kind === 'json' ? 'admitted' : 'sign_in';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function toRequest(route: Route, asker: Asker, path: string): Promise<OpenRequest> {
  const user = asker === 'nobody' ? undefined : await running.store.console.findUser(`usr_${asker}`);
  const url = new URL(`${running.url}${path}`);
  const names = route.path
    .split('/')
    .flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), index] as const] : []));
  const parts = path.split('/');
  return {
    context: toContext(),
    url,
    headers: new Headers(),
    network: '127.0.0.1',
    params: Object.fromEntries(names.map(([name, index]) => [name, parts[index] ?? ''])),
    query: url.searchParams,
    form: new URLSearchParams(),
    visitor: user && { user, signInId: '', csrf: '' },
    to: (below) => `/console${below}`,
  };
}

/** As many tokens as anybody wants. */
const fullBuckets: TokenBuckets = {
  take: () => 0,
  peek: () => 0,
  giveBack: () => {},
  reserve: () => ({ kind: 'taken', waitMs: 0 }),
};

function toContext(): ConsoleContext {
  return {
    settings: readSettings({
      TILLTAG_STORE: 'sqlite::memory:',
      TILLTAG_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
    }),
    store: running.store,
    log: () => {},
    now: () => running.clock.nowMs,
    randomBytes,
    assets: { toVersioned: (name) => name, find: () => undefined },
    issuer: undefined,
    attempts: fullBuckets,
    refreshes: fullBuckets,
  };
}

describe('routes', () => {
  it('are each there once', () => {
    const names = routes.map(nameOf);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThan(10);
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))('%s names what it needs a role for', (_, route) => {
    const [scope] = route.needs.split('_');
    if (scope === 'account') expect(route.path).toMatch(/^\/accounts\/:accountId(\/|$)/);
    if (scope === 'property') expect(route.path).toMatch(/^\/properties\/:propertyId(\/|$)/);
    // And the other way round: what lies in an account or a property is for its members.
    if (route.path.includes(':accountId')) expect(scope).toBe('account');
    if (route.path.includes(':propertyId')) expect(scope).toBe('property');
  });

  it.each(routes.map((route) => [nameOf(route), route] as const))(
    '%s admits whom it should and nobody else',
    async (_, route) => {
      const decided = Object.fromEntries(
        await Promise.all(askers.map(async (asker) => [asker, await decide(route, asker, toOwnPath(route))] as const)),
      );
      expect(decided).toEqual(expected[route.needs]);
    },
  );
});

const guarded = routes.filter(({ needs }) => needs !== 'nobody');
const ofAccounts = guarded.filter(({ needs }) => needs !== 'somebody');
const changing = routes.filter(({ method }) => method === 'POST');

describe('over HTTP', () => {
  it.each(guarded.map((route) => [nameOf(route), route] as const))(
    '%s sends nobody to the sign-in',
    async (_, route) => {
      const before = running.dump();
      expect(isSignIn(await ask(route, toOwnPath(route), 'nobody'))).toBe(true);
      expect(running.dump()).toBe(before);
    },
  );

  it.each(ofAccounts.map((route) => [nameOf(route), route] as const))(
    '%s is not there for members of another account, in either direction, and changes nothing',
    async (_, route) => {
      const before = running.dump();
      const answers = [
        await ask(route, toOwnPath(route), 'stranger'),
        await ask(route, toOtherPath(route), 'owner'),
        await ask(route, toOtherPath(route), 'viewer'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(answers.map(({ body }) => body.includes(own.id) || body.includes(others.id))).toEqual([
        false,
        false,
        false,
      ]);
      expect(running.dump()).toBe(before);
    },
  );

  const ofOwners = ofAccounts.filter(({ needs }) => needs.endsWith('_owner'));
  it.each(ofOwners.map((route) => [nameOf(route), route] as const))(
    '%s is refused to a viewer, and changes nothing',
    async (_, route) => {
      const before = running.dump();
      expect((await ask(route, toOwnPath(route), 'viewer')).status).toBe(403);
      expect(running.dump()).toBe(before);
    },
  );

  const read = guarded.filter(({ method }) => method === 'GET');
  it.each(read.map((route) => [nameOf(route), route] as const))('%s answers whom it admits', async (_, route) => {
    const hasMore = route.path.replace(/:accountId|:propertyId/, '').includes(':');
    for (const asker of ['viewer', 'owner'] as const) {
      if (expected[route.needs][asker] !== 'admitted') continue;
      const answer = await ask(route, toOwnPath(route), asker);
      expect(isSignIn(answer)).toBe(false);
      // What the address names beside account and property is not there.
      expect(hasMore ? [200, 303, 404] : [200, 303], `${asker}: ${answer.body}`).toContain(answer.status);
    }
  });
});

describe('forms', () => {
  it.each(changing.map((route) => [nameOf(route), route] as const))(
    '%s takes nothing without a token, with another one, or from another site, and changes nothing',
    async (_, route) => {
      const before = running.dump();
      const { origin } = new URL(running.url);
      const same = { origin, 'sec-fetch-site': 'same-origin' };
      const csrf = running.csrfOf('owner');
      const attempts: [Record<string, string>, Record<string, string>][] = [
        [same, {}],
        [same, { csrf: running.csrfOf('viewer') }],
        [same, { csrf: `${csrf.slice(1)}é` }],
        [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, { csrf }],
        [{ origin: 'https://evil.example' }, { csrf }],
        [{ origin: 'null' }, { csrf }],
        [{ origin, 'sec-fetch-site': 'same-site' }, { csrf }],
        [{}, { csrf }],
      ];
      const statuses: number[] = [];
      for (const [headers, fields] of attempts) statuses.push(await send(route, headers, fields));
      expect(statuses).toEqual(attempts.map(() => 403));
      expect(running.dump()).toBe(before);
    },
  );

  async function send(route: Route, headers: Record<string, string>, fields: Record<string, string>): Promise<number> {
    const answer = await fetch(`${running.url}${toOwnPath(route)}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: running.cookieOf('owner'), ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    await answer.text();
    return answer.status;
  }
});

function ask(route: Route, path: string, asker: Asker): Promise<ConsoleAnswer> {
  return route.method === 'GET' ? running.get(path, asker) : running.post(path, {}, asker);
}
