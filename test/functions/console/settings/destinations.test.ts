// The settings pages about destinations over HTTP: added, changed, checked, removed, and what becomes of their secrets.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isContainerSecret } from '../../../../functions/properties/destinations/container-secret.ts';
import { openDestinationSecret } from '../../../../functions/properties/destinations/destination-secret.ts';
import { openDestinations } from '../../../../functions/properties/destinations/open-destinations.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { parseKeyRing } from '../../../../functions/store/key-ring.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { readSeen, toText } from './read-page.ts';

const ring = `main:${Buffer.alloc(32, 1).toString('base64')}`;
const { findDestination } = openDestinations({ allowLocal: true, analyticsBase: undefined }, () => 0);

/** Answers as anything but a container: what the check makes of it is the check's own tests' matter. */
let neighbour: Server;
let host: string;
let otherHost: string;
let running: RunningConsole;
let property: Property;
beforeEach(async () => {
  neighbour = createServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
  const { port } = neighbour.address() as AddressInfo;
  host = `http://127.0.0.1:${port}`;
  otherHost = `http://localhost:${port}`;
  running = await startConsole({ TILLTAG_ALLOW_LOCAL: '1', GOOGLE_ANALYTICS_BASE: host, TILLTAG_KEYS: ring });
  property = await running.addProperty();
});
afterEach(async () => {
  await running.close();
  await new Promise((resolve) => neighbour.close(resolve));
});

const path = (rest = '') => `/properties/${property.id}/settings${rest}`;
const stored = async (): Promise<Property> => {
  const found = await running.store.findProperty(property.id);
  return found ?? expect.fail('The property is gone.');
};
const first = async () => (await stored()).destinations[0] ?? expect.fail('There is no destination.');
const secretOf = async (index = 0) => {
  const { destinations } = await stored();
  const destination = destinations[index] ?? expect.fail('There is no such destination.');
  const opened = openDestinationSecret({ keyRing: parseKeyRing(ring), findDestination }, property.id, destination);
  return opened.kind === 'secret' ? opened.secret : opened.fault;
};
const addContainer = async (base = host, mode = 'live') =>
  await running.post(path('/destinations/container'), { url: `${base}/checkout`, container_mode: mode });
const stream = { measurement_id: 'g-shop1234', api_secret: 'apiSecret1', region: 'global', ga4_mode: 'live' };
const addGa4 = async (fields: Record<string, string> = {}) =>
  await running.post(path('/destinations/ga4'), { ...stream, ...fields });
const change = async (fields: Record<string, string>) => {
  const { id } = await first();
  const target = path(`/destinations/${id}`);
  const seen = readSeen((await running.get(target)).body, target);
  return await running.post(target, { seen, ...fields });
};
const readMade = (body: string) => /<code>(tts_[\w-]+)<\/code>/.exec(body)?.[1];

describe('adding a destination', () => {
  test('a server container gets a made secret, which is shown this once and never again', async () => {
    const answer = await addContainer();
    expect(answer.status).toBe(200);
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(await secretOf()).toBe(made);
    expect(isContainerSecret(await stored(), made)).toBe(true);
    expect((await stored()).sender).toBe('browser_first');
    expect((await running.get(path('/destinations'))).body).not.toContain(made);
  });

  test('a GA4 data stream keeps the entered secret, and no page shows it', async () => {
    const answer = await addGa4();
    expect(answer.status).toBe(200);
    expect(await first()).toMatchObject({ kind: 'ga4', measurementId: 'G-SHOP1234', region: 'global', mode: 'live' });
    expect(await secretOf()).toBe('apiSecret1');
    expect(answer.body).not.toContain('apiSecret1');
    expect((await running.get(path('/destinations'))).body).not.toContain('apiSecret1');
  });

  test('what was entered wrongly is shown again with its faults, but for the secret', async () => {
    const answer = await addGa4({ measurement_id: 'UA-1', region: 'moon' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="UA-1"');
    expect(answer.body).toContain('id="measurement_id-error"');
    expect(answer.body).toContain('id="region-error"');
    expect(answer.body).not.toContain('apiSecret1');
    const container = await running.post(path('/destinations/container'), { url: host, container_mode: 'live' });
    expect(container.status).toBe(422);
    expect(container.body).toContain('id="url-error"');
  });

  test('one that is there already is not added again, so that its secret stays', async () => {
    await addContainer();
    const before = await secretOf();
    const answer = await addContainer();
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('This destination is there already.');
    expect(await secretOf()).toBe(before);
  });

  test('a further container shares the secret of the first, and none is shown', async () => {
    await addContainer();
    const answer = await addContainer(otherHost);
    expect(answer.status).toBe(200);
    expect(readMade(answer.body)).toBeUndefined();
    expect(toText(answer.body)).toContain('The container shares the secret of the others');
    expect(await secretOf(1)).toBe(await secretOf(0));
  });
});

describe('changing a destination', () => {
  test('another host discards the secret, says so, and shows a new one for all containers', async () => {
    const old = readMade((await addContainer()).body);
    const answer = await change({ url: `${otherHost}/checkout` });
    expect(answer.status).toBe(200);
    expect(toText(answer.body)).toContain('The address has another host, so the old secret was discarded.');
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(made).not.toBe(old);
    expect(await secretOf()).toBe(made);
    expect(await first()).toMatchObject({ url: `${otherHost}/checkout` });
  });

  test('another path of the same host keeps the secret and shows none', async () => {
    await addContainer();
    const before = await secretOf();
    const answer = await change({ url: `${host}/shop/checkout` });
    expect(answer.status).toBe(200);
    expect(readMade(answer.body)).toBeUndefined();
    expect(toText(answer.body)).not.toContain('discarded');
    expect(await secretOf()).toBe(before);
  });

  test('another data stream without its secret is refused at the field, and with it taken', async () => {
    await addGa4();
    const refused = await change({ measurement_id: 'G-OTHER123', region: 'eu', api_secret: '' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('id="api_secret-error"');
    expect(refused.body).toContain('value="G-OTHER123"');
    expect(await first()).toMatchObject({ measurementId: 'G-SHOP1234' });
    const taken = await change({ measurement_id: 'G-OTHER123', region: 'eu', api_secret: 'apiSecret2' });
    expect(taken.status).toBe(200);
    expect(await first()).toMatchObject({ measurementId: 'G-OTHER123', region: 'eu' });
    expect(await secretOf()).toBe('apiSecret2');
  });

  test('the region alone keeps the secret', async () => {
    await addGa4();
    expect((await change({ measurement_id: 'G-SHOP1234', region: 'eu', api_secret: '' })).status).toBe(200);
    expect(await first()).toMatchObject({ region: 'eu' });
    expect(await secretOf()).toBe('apiSecret1');
  });

  test('a place where another destination lies is refused at its field', async () => {
    await addContainer(otherHost);
    await addContainer();
    const answer = await change({ url: `${host}/checkout` });
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('Another destination of this property lies there.');
  });

  test('faults stand at their fields', async () => {
    await addGa4();
    const answer = await change({ measurement_id: 'x', region: '', api_secret: 'short' });
    expect(answer.status).toBe(422);
    for (const name of ['measurement_id', 'region', 'api_secret']) expect(answer.body).toContain(`id="${name}-error"`);
    await running.post(path(`/destinations/${(await first()).id}/remove`), {});
    await addContainer();
    expect((await change({ url: `${host}/` })).body).toContain('id="url-error"');
    expect((await change({ url: 'no address' })).body).toContain('id="url-error"');
  });

  test('one that somebody else changed meanwhile is told, and nothing is overwritten unseen', async () => {
    await addContainer();
    const target = path(`/destinations/${(await first()).id}`);
    const seen = readSeen((await running.get(target)).body, target);
    await change({ url: `${host}/a/checkout` });
    const late = await running.post(target, { seen, url: `${host}/b/checkout` });
    expect(late.status).toBe(422);
    expect(toText(late.body)).toContain('Somebody else changed this destination');
    expect(late.body).toContain(`value="${host}/b/checkout"`);
    expect(await first()).toMatchObject({ url: `${host}/a/checkout` });
    const again = { seen: readSeen(late.body, target), url: `${host}/b/checkout` };
    expect((await running.post(target, again)).status).toBe(200);
    expect(await first()).toMatchObject({ url: `${host}/b/checkout` });
  });

  test('a destination that the property does not have is not found', async () => {
    expect((await running.get(path('/destinations/dst_nope'))).status).toBe(404);
    expect((await running.post(path('/destinations/dst_nope/remove'), {})).status).toBe(404);
  });
});

describe('removing and checking a destination', () => {
  test('with the last one the page sends alone, and with the last container its secret ends', async () => {
    await addContainer();
    const answer = await running.post(path(`/destinations/${(await first()).id}/remove`), {});
    expect(answer.status).toBe(200);
    expect(toText(answer.body)).toContain('from now on the thank-you page alone reports purchases');
    expect(toText(answer.body)).toContain('with it the container secret ended');
    expect(await stored()).toMatchObject({ destinations: [], sender: 'browser', containerSecretHash: null });
  });

  test('a removed container that still knows the shared secret is named as a risk', async () => {
    await addContainer();
    await addContainer(otherHost);
    const answer = await running.post(path(`/destinations/${(await first()).id}/remove`), {});
    expect(toText(answer.body)).toContain('still knows the secret that your other containers use');
  });

  test('the check says what the destination answered', async () => {
    await addContainer();
    const answer = await running.post(path(`/destinations/${(await first()).id}/check`), {});
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('message bad');
    expect(toText(answer.body)).toContain(`Server container ${host}/checkout:`);
  });
});

describe('the container secret', () => {
  test('is made new for all containers, and shown once with the addresses that need it', async () => {
    await addContainer();
    await addContainer(otherHost, 'test');
    const old = await secretOf();
    const answer = await running.post(path('/container-secret'), {});
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(made).not.toBe(old);
    expect([await secretOf(0), await secretOf(1)]).toEqual([made, made]);
    expect(toText(answer.body)).toContain(`These have to get it: ${host}/checkout ${otherHost}/checkout`);
    expect((await running.get(path('/destinations'))).body).not.toContain(made);
  });

  test('no audit event holds it', async () => {
    await addContainer();
    const made = readMade((await running.post(path('/container-secret'), {})).body) ?? '';
    const events = await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 });
    expect(events.map(({ what }) => what).sort()).toEqual(['container_secret_renewed', 'destination_added']);
    const added = events.find(({ what }) => what === 'destination_added');
    expect(added?.about).toMatch(/^Server container http/);
    expect(JSON.stringify(events)).not.toContain(made);
  });
});

describe('a viewer', () => {
  test('reads what is there and finds no form', async () => {
    await addContainer();
    const { status, body } = await running.get(path('/destinations'), 'viewer');
    expect(status).toBe(200);
    expect(toText(body)).toContain(`Server container ${host}/checkout`);
    expect(body).not.toContain('method="post" action="/console/properties');
  });
});
