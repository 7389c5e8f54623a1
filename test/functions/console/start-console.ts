// A console over a store of its own, with people to look at it: an owner, a viewer, and the owner of another account.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeToken, type SignInToken, writeCookie } from '../../../functions/console/access/sign-in-cookie.ts';
import { isConsolePath } from '../../../functions/console/console-path.ts';
import { createConsoleFunction } from '../../../functions/console/create-console-function.ts';
import type { FindHint } from '../../../functions/console/hint.ts';
import type { ConsoleAssets } from '../../../functions/console/serve/console-assets.ts';
import type { LogFields } from '../../../functions/http/log.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { readSettings, type Settings } from '../../../functions/settings.ts';
import { membershipId } from '../../../functions/store/console-store.ts';
import { newPropertyId } from '../../../functions/store/new-property-id.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';

/** Who asks. `stranger` owns another account. */
export type Asker = 'owner' | 'viewer' | 'stranger' | 'nobody';

export interface ConsoleAnswer {
  status: number;
  headers: Headers;
  body: string;
  /** Where a redirect leads. */
  location: string | null;
}

export interface RunningConsole {
  url: string;
  store: Store;
  /** The whole database as text, to see whether anything was changed. */
  dump(): string;
  accountId: string;
  /** Of the stranger. */
  otherAccountId: string;
  /** What the clock says; may be set. */
  clock: { nowMs: number };
  logged: LogFields[];
  /** A property of the account, with these settings. */
  addProperty(settings?: Partial<Property>): Promise<Property>;
  /** `path` lies below the console's own, such as `/accounts`. */
  get(path: string, as?: Asker): Promise<ConsoleAnswer>;
  /** A form as the console's own pages send it, with the asker's token. */
  post(path: string, fields: Record<string, string>, as?: Asker): Promise<ConsoleAnswer>;
  /** The Cookie header of somebody, for a browser or a request of one's own. */
  cookieOf(asker: Exclude<Asker, 'nobody'>): string;
  csrfOf(asker: Exclude<Asker, 'nobody'>): string;
  close(): Promise<void>;
}

const noAssets: ConsoleAssets = { toVersioned: (name) => name, find: () => undefined };

export interface ConsoleOptions {
  /** Whether nobody ever signed in; the owner, the viewer and the stranger are then unknown. */
  isNew?: boolean;
  /** What pages load; nothing unless given. */
  assets?: ConsoleAssets;
  /** What the console adds to its pages. */
  findHint?: FindHint;
  /** Makes what answers outside of the console's path, such as other functions over the same store. */
  beside?: (surroundings: { settings: Settings; store: Store; now: () => number }) => RequestListener;
}

/** The console on a free port of this machine. `environment` are more settings, such as STRIPE_API_BASE. */
export async function startConsole(
  environment: Record<string, string> = {},
  { isNew = false, assets = noAssets, findHint, beside }: ConsoleOptions = {},
): Promise<RunningConsole> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tilltag-console-'));
  const settings = readSettings({
    TILLTAG_STORE: `sqlite:${path.join(folder, 'console.db')}`,
    TILLTAG_KEYS: `test:${randomBytes(32).toString('base64')}`,
    ...environment,
  });
  const store = await openStore(settings.store, settings);
  const clock = { nowMs: Date.parse('2026-05-12T10:00:00Z') };
  const logged: LogFields[] = [];
  const consoleFunction = createConsoleFunction({
    settings,
    store,
    log: (severity, text, fields) => logged.push({ severity, message: text, ...fields }),
    now: () => clock.nowMs,
    randomBytes,
    assets,
    findHint,
  });
  const others = beside?.({ settings, store, now: () => clock.nowMs });
  const server = createServer((request, response) => {
    const isOther = others !== undefined && !isConsolePath(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (isOther) others(request, response);
    else void consoleFunction.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = await createPeople(store, clock.nowMs, isNew);
  const tokens = people.tokens;

  async function ask(target: string, asker: Asker, init: RequestInit): Promise<ConsoleAnswer> {
    const headers = new Headers(init.headers);
    if (asker !== 'nobody') headers.set('cookie', toCookie(tokens[asker], settings));
    const answer = await fetch(`${origin}/console${target}`, { ...init, headers, redirect: 'manual' });
    return {
      status: answer.status,
      headers: answer.headers,
      body: await answer.text(),
      location: answer.headers.get('location'),
    };
  }

  return {
    url: `${origin}/console`,
    store,
    dump: () => dumpDatabase(path.join(folder, 'console.db')),
    clock,
    logged,
    accountId: people.accountId,
    otherAccountId: people.otherAccountId,
    async addProperty(changes = {}) {
      const property = {
        ...newProperty(newPropertyId(randomBytes), clock.nowMs),
        accountId: people.accountId,
        name: 'Shop',
        ...changes,
      };
      await store.createProperty(property);
      return property;
    },
    get: (target, as = 'owner') => ask(target, as, {}),
    post(target, fields, as = 'owner') {
      const csrf = as === 'nobody' ? {} : { csrf: tokens[as].csrf };
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin, 'sec-fetch-site': 'same-origin' };
      return ask(target, as, { method: 'POST', headers, body: new URLSearchParams({ ...csrf, ...fields }).toString() });
    },
    cookieOf: (asker) => toCookie(tokens[asker], settings),
    csrfOf: (asker) => tokens[asker].csrf,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      consoleFunction.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function toCookie(token: SignInToken, { console: { origin } }: Settings): string {
  const place = { prefix: origin?.startsWith('https:') ? '__Host-' : '', path: '/' } as const;
  return writeCookie(token, place, 60).split(';', 1)[0] ?? '';
}

async function createPeople(store: Store, nowMs: number, isNew: boolean) {
  const accountId = 'acc_ours';
  const otherAccountId = 'acc_other';
  const createdAtMs = nowMs - 1;
  const [owner, viewer, stranger] = [toPerson('owner'), toPerson('viewer'), toPerson('stranger')];
  const tokens = { owner: owner.token, viewer: viewer.token, stranger: stranger.token };
  if (isNew) return { accountId, otherAccountId, tokens };
  for (const person of [owner, viewer, stranger]) await storePerson(store, person, nowMs);
  await store.console.createAccount({ id: accountId, version: 1, name: 'Ours', createdAtMs });
  await store.console.createAccount({ id: otherAccountId, version: 1, name: 'Others', createdAtMs });
  await store.console.createDeployment({ id: 'deployment', ownerUserId: owner.userId, accountId, createdAtMs });
  for (const [account, person, role] of [
    [accountId, owner, 'owner'],
    [accountId, viewer, 'viewer'],
    [otherAccountId, stranger, 'owner'],
  ] as const) {
    const { email, userId } = person;
    const id = membershipId(account, email);
    await store.console.createMembership({ id, version: 1, accountId: account, email, userId, role, createdAtMs });
  }
  return { accountId, otherAccountId, tokens };
}

interface HarnessPerson {
  userId: string;
  email: string;
  token: SignInToken;
}

function toPerson(name: string): HarnessPerson {
  return { userId: `usr_${name}`, email: `${name}@shop.example`, token: makeToken(randomBytes) };
}

async function storePerson(store: Store, { userId, email, token }: HarnessPerson, nowMs: number): Promise<void> {
  const times = { createdAtMs: nowMs - 1, lastSignInAtMs: nowMs - 1, signedOutAtMs: 0 };
  await store.console.createUser({ id: userId, version: 1, email, name: null, ...times });
  await store.console.createSignIn({
    id: token.id,
    userId,
    createdAtMs: nowMs - 1,
    expiresAtMs: nowMs + 365 * 86_400_000,
  });
}

function dumpDatabase(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const dump = tables.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]);
  database.close();
  return JSON.stringify(dump);
}
