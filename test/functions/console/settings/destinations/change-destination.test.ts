// Changing a destination on the settings pages over HTTP: what keeps its secret, and what discards it.
import { describe, expect, test } from 'vitest';
import { readSeen, toText } from '../read-page.ts';
import { readMade, useDestinations } from './use-destinations.ts';

const used = useDestinations();

describe('changing a destination', () => {
  test('another host discards the secret, says so, and shows a new one for all containers', async () => {
    const old = readMade((await used.addContainer()).body);
    const answer = await used.change({ url: `${used.otherHost}/checkout` });
    expect(answer.status).toBe(200);
    expect(toText(answer.body)).toContain('The address has another host, so the old secret was discarded.');
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(made).not.toBe(old);
    expect(await used.secretOf()).toBe(made);
    expect(await used.first()).toMatchObject({ url: `${used.otherHost}/checkout` });
  });

  test('another path of the same host keeps the secret and shows none', async () => {
    await used.addContainer();
    const before = await used.secretOf();
    const answer = await used.change({ url: `${used.host}/shop/checkout` });
    expect(answer.status).toBe(200);
    expect(readMade(answer.body)).toBeUndefined();
    expect(toText(answer.body)).not.toContain('discarded');
    expect(await used.secretOf()).toBe(before);
  });

  test('another data stream without its secret is refused at the field, and with it taken', async () => {
    await used.addGa4();
    const refused = await used.change({ measurement_id: 'G-OTHER123', region: 'eu', api_secret: '' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('id="api_secret-error"');
    expect(refused.body).toContain('value="G-OTHER123"');
    expect(await used.first()).toMatchObject({ measurementId: 'G-SHOP1234' });
    const taken = await used.change({ measurement_id: 'G-OTHER123', region: 'eu', api_secret: 'apiSecret2' });
    expect(taken.status).toBe(200);
    expect(await used.first()).toMatchObject({ measurementId: 'G-OTHER123', region: 'eu' });
    expect(await used.secretOf()).toBe('apiSecret2');
  });

  test('the region alone keeps the secret', async () => {
    await used.addGa4();
    expect((await used.change({ measurement_id: 'G-SHOP1234', region: 'eu', api_secret: '' })).status).toBe(200);
    expect(await used.first()).toMatchObject({ region: 'eu' });
    expect(await used.secretOf()).toBe('apiSecret1');
  });

  test('the list names it by kind and place, and its id stands where it is changed, for the command line', async () => {
    await used.addGa4();
    const { id } = await used.first();
    const list = toText((await used.running.get(used.path('/destinations'))).body);
    expect(list).toContain('GA4 G-SHOP1234');
    expect(list).not.toContain('dst_');
    const change = toText((await used.running.get(used.path(`/destinations/${id}`))).body);
    expect(change).toContain(`Id for the command line ${id}`);
  });

  test('a place where another destination lies is refused at its field', async () => {
    await used.addContainer(used.otherHost);
    await used.addContainer();
    const answer = await used.change({ url: `${used.host}/checkout` });
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('Another destination of this property lies there.');
  });

  test('faults stand at their fields', async () => {
    await used.addGa4();
    const answer = await used.change({ measurement_id: 'x', region: '', api_secret: 'short' });
    expect(answer.status).toBe(422);
    for (const name of ['measurement_id', 'region', 'api_secret']) expect(answer.body).toContain(`id="${name}-error"`);
    await used.running.post(used.path(`/destinations/${(await used.first()).id}/remove`), {});
    await used.addContainer();
    expect((await used.change({ url: `${used.host}/` })).body).toContain('id="url-error"');
    expect((await used.change({ url: 'no address' })).body).toContain('id="url-error"');
  });

  test('one that somebody else changed meanwhile is told, and nothing is overwritten unseen', async () => {
    await used.addContainer();
    const target = used.path(`/destinations/${(await used.first()).id}`);
    const seen = readSeen((await used.running.get(target)).body, target);
    await used.change({ url: `${used.host}/a/checkout` });
    const late = await used.running.post(target, { seen, url: `${used.host}/b/checkout` });
    expect(late.status).toBe(422);
    expect(toText(late.body)).toContain('Somebody else changed this destination');
    expect(late.body).toContain(`value="${used.host}/b/checkout"`);
    expect(await used.first()).toMatchObject({ url: `${used.host}/a/checkout` });
    const again = { seen: readSeen(late.body, target), url: `${used.host}/b/checkout` };
    expect((await used.running.post(target, again)).status).toBe(200);
    expect(await used.first()).toMatchObject({ url: `${used.host}/b/checkout` });
  });

  test('a destination that the property does not have is not found', async () => {
    expect((await used.running.get(used.path('/destinations/dst_nope'))).status).toBe(404);
    expect((await used.running.post(used.path('/destinations/dst_nope/remove'), {})).status).toBe(404);
  });
});
