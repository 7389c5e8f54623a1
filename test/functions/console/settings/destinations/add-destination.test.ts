// Adding a destination on the settings pages over HTTP, and what becomes of its secret.
import { describe, expect, test } from 'vitest';
import { isContainerSecret } from '../../../../../functions/properties/destinations/container-secret.ts';
import { toText } from '../read-page.ts';
import { readMade, useDestinations } from './use-destinations.ts';

const used = useDestinations();

describe('adding a destination', () => {
  test('a server container gets a made secret, which is shown this once and never again', async () => {
    const answer = await used.addContainer();
    expect(answer.status).toBe(200);
    const made = readMade(answer.body) ?? expect.fail('No secret is shown.');
    expect(await used.secretOf()).toBe(made);
    expect(isContainerSecret(await used.stored(), made)).toBe(true);
    expect((await used.stored()).sender).toBe('browser_first');
    expect((await used.running.get(used.path('/destinations'))).body).not.toContain(made);
  });

  test('a GA4 data stream keeps the entered secret, and no page shows it', async () => {
    const answer = await used.addGa4();
    expect(answer.status).toBe(200);
    expect(await used.first()).toMatchObject({
      kind: 'ga4',
      measurementId: 'G-SHOP1234',
      region: 'global',
      mode: 'live',
    });
    expect(await used.secretOf()).toBe('apiSecret1');
    expect(answer.body).not.toContain('apiSecret1');
    expect((await used.running.get(used.path('/destinations'))).body).not.toContain('apiSecret1');
  });

  test('what was entered wrongly is shown again with its faults, but for the secret', async () => {
    const answer = await used.addGa4({ measurement_id: 'UA-1', region: 'moon' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="UA-1"');
    expect(answer.body).toContain('id="measurement_id-error"');
    expect(answer.body).toContain('id="region-error"');
    expect(answer.body).not.toContain('apiSecret1');
    const container = await used.running.post(used.path('/destinations/container'), {
      url: used.host,
      container_mode: 'live',
    });
    expect(container.status).toBe(422);
    expect(container.body).toContain('id="url-error"');
  });

  test('one that is there already is not added again, so that its secret stays', async () => {
    await used.addContainer();
    const before = await used.secretOf();
    const answer = await used.addContainer();
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('This destination is there already.');
    expect(await used.secretOf()).toBe(before);
  });

  test('a further container shares the secret of the first, and none is shown', async () => {
    await used.addContainer();
    const answer = await used.addContainer(used.otherHost);
    expect(answer.status).toBe(200);
    expect(readMade(answer.body)).toBeUndefined();
    expect(toText(answer.body)).toContain('The container shares the secret of the others');
    expect(await used.secretOf(1)).toBe(await used.secretOf(0));
  });
});

describe('a viewer', () => {
  test('reads what is there and finds no form', async () => {
    await used.addContainer();
    const { status, body } = await used.running.get(used.path('/destinations'), 'viewer');
    expect(status).toBe(200);
    expect(toText(body)).toContain(`Server container ${used.host}/checkout`);
    expect(body).not.toContain('method="post" action="/console/properties');
  });
});
