// Removing and checking a destination on the settings pages over HTTP, and making the container secret anew.
import { describe, expect, test } from 'vitest';
import { toText } from '../read-page.ts';
import { readMade, useDestinations } from './use-destinations.ts';

const used = useDestinations();

describe('removing and checking a destination', () => {
  test('with the last one the page sends alone, and with the last container its secret ends', async () => {
    await used.addContainer();
    const answer = await used.running.post(used.path(`/destinations/${(await used.first()).id}/remove`), {});
    expect(answer.status).toBe(200);
    expect(toText(answer.body)).toContain('from now on the thank-you page alone reports purchases');
    expect(toText(answer.body)).toContain('with it the container secret ended');
    expect(await used.stored()).toMatchObject({ destinations: [], sender: 'browser', containerSecretHash: null });
  });

  test('a removed container that still knows the shared secret is named as a risk', async () => {
    await used.addContainer();
    await used.addContainer(used.otherHost);
    const answer = await used.running.post(used.path(`/destinations/${(await used.first()).id}/remove`), {});
    expect(toText(answer.body)).toContain('still knows the secret that your other containers use');
  });

  test('the check says what the destination answered', async () => {
    await used.addContainer();
    const answer = await used.running.post(used.path(`/destinations/${(await used.first()).id}/check`), {});
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('message bad');
    expect(toText(answer.body)).toContain(`Server container ${used.host}/checkout:`);
  });
});

describe('the container secret', () => {
  test('is made new for all containers, and shown once with the addresses that need it', async () => {
    await used.addContainer();
    await used.addContainer(used.otherHost, 'test');
    const old = await used.secretOf();
    const answer = await used.running.post(used.path('/container-secret'), {});
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(made).not.toBe(old);
    expect([await used.secretOf(0), await used.secretOf(1)]).toEqual([made, made]);
    expect(toText(answer.body)).toContain(`These have to get it: ${used.host}/checkout ${used.otherHost}/checkout`);
    expect((await used.running.get(used.path('/destinations'))).body).not.toContain(made);
  });

  test('no audit event holds it', async () => {
    await used.addContainer();
    const made = readMade((await used.running.post(used.path('/container-secret'), {})).body) ?? '';
    const events = await used.running.store.console.listAuditEvents({ accountId: used.running.accountId, limit: 10 });
    expect(events.map(({ what }) => what).sort()).toEqual(['container_secret_renewed', 'destination_added']);
    const added = events.find(({ what }) => what === 'destination_added');
    expect(added?.about).toMatch(/^Server container http/);
    expect(JSON.stringify(events)).not.toContain(made);
  });
});
