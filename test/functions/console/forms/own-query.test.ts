// Fields that say where secrets, events and tags go to, filled in by an address: whose address it has to be.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOwnQuery } from '../../../../functions/console/forms/own-query.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;
let property: Property;

beforeAll(async () => {
  running = await startConsole({ TILLTAG_CONSOLE_URL: 'https://tags.example.com' });
  property = await running.addProperty();
});
afterAll(() => running.close());

async function open(path: string, site: string | undefined): Promise<string> {
  const headers = { cookie: running.cookieOf('owner'), ...(site !== undefined && { 'sec-fetch-site': site }) };
  const answer = await fetch(`${running.url}/properties/${property.id}${path}`, { headers });
  expect(answer.status).toBe(200);
  return await answer.text();
}

describe('readOwnQuery', () => {
  const query = new URLSearchParams('address=https://other.example');

  it.each(['same-origin', undefined])('is the query where the browser says %s', (site) => {
    const headers = new Headers(site === undefined ? {} : { 'sec-fetch-site': site });
    expect(readOwnQuery({ query, headers })).toBe(query);
  });

  it.each(['cross-site', 'same-site', 'none'])('is empty where the browser says %s', (site) => {
    expect([...readOwnQuery({ query, headers: new Headers({ 'sec-fetch-site': site }) })]).toEqual([]);
  });
});

describe.each([
  ['where Stripe sends events', '/setup/webhook?address=https://other.example'],
  ['where tags ask', '/downloads?functions=https://other.example'],
  ['where tags send', '/downloads?container=https://other.example'],
])('the field %s', (_, path) => {
  it('is filled in by a form of the console', async () => {
    expect(await open(path, 'same-origin')).toContain('value="https://other.example"');
  });

  it('is not filled in by a link in a mail or on another site', async () => {
    for (const site of ['cross-site', 'none']) expect(await open(path, site)).not.toContain('other.example');
  });
});

describe('a page that waits and asks for itself again', () => {
  // It waits for the first test payment, which never comes here.
  const path = '/setup/test?functions=https%3A%2F%2Fother.example';

  it('does so with what a form of the console put into its address', async () => {
    const address = `/console/properties/${property.id}${path}`;
    const body = await open(path, 'same-origin');
    expect(body).toContain(`data-refresh-to="${address}&amp;since=`);
    expect(body).toContain(`http-equiv="refresh" content="5;url=${address}&amp;since=`);
  });

  it('does so without what a link from elsewhere put there, because its own question looks like a form’s', async () => {
    const body = await open(path, 'cross-site');
    expect(body).toContain(`data-refresh-to="/console/properties/${property.id}/setup/test?since=`);
    expect(body).not.toContain('other.example');
  });
});
