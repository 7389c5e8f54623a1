// The step that says where the server sends.
import { describe, expect, test } from 'vitest';
import { useSetup } from './use-setup.ts';

const setup = useSetup();
const { makeProperty, stored, readStates } = setup;
const proofWarning = /class="message warning"[^\n]*GA4 takes whatever is sent and says nothing/;

describe('the step about destinations', () => {
  test('makes the secret of a server container and shows it this one time', async () => {
    const id = await makeProperty();
    const fields = { url: 'http://127.0.0.1:9/checkout', container_mode: 'test' };
    const added = await setup.world.app.post(`/properties/${id}/setup/destinations/container`, fields);
    expect(added.status).toBe(200);
    const secret = /<code>(tts_[\w-]+)<\/code>/.exec(added.body)?.[1] ?? '';
    expect(secret).toHaveLength(47);
    expect((await setup.world.app.get(`/properties/${id}/setup/destinations`)).body).not.toContain(secret);
    expect(setup.world.app.dump()).not.toContain(secret);
    expect(await stored(id)).toMatchObject({ sender: 'browser_first', destinations: [{ url: fields.url }] });
  });

  test('chooses live payments where there is a key for them, and else leaves it to the person', async () => {
    const chosen = /name="ga4_mode" value="(\w+)" checked/;
    const id = await makeProperty();
    const before = (await setup.world.app.get(`/properties/${id}/setup/destinations`)).body;
    expect(before).toContain('name="ga4_mode"');
    expect(chosen.exec(before)).toBeNull();
    const { store } = setup.world.app;
    const property = await stored(id);
    await store.changeProperty({ ...property, stripeKeys: { live: 'sealed', test: null } });
    const after = (await setup.world.app.get(`/properties/${id}/setup/destinations`)).body;
    expect(chosen.exec(after)?.[1]).toBe('live');
  });

  test('says at the field what is no address of a client, no Measurement ID and no secret', async () => {
    const id = await makeProperty();
    const container = { url: 'https://sgtm.example.com/', container_mode: 'live' };
    const withoutPath = await setup.world.app.post(`/properties/${id}/setup/destinations/container`, container);
    expect(withoutPath.status).toBe(422);
    expect(withoutPath.body).toContain('answers below the path /checkout');
    const ga4 = { measurement_id: 'UA-1', api_secret: 'x y', region: 'global', ga4_mode: 'live' };
    const wrong = await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    expect(wrong.body).toContain('id="measurement_id-error"');
    expect(wrong.body).toContain('id="api_secret-error"');
    expect(wrong.body).not.toContain('x y');
    expect((await stored(id)).destinations).toEqual([]);
  });

  test('stays yellow for GA4 until somebody saw the test event', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global', ga4_mode: 'test' };
    await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    expect((await setup.world.app.get(`/properties/${id}/setup/destinations`)).body).toContain('not proven yet');
    const destination = (await stored(id)).destinations[0]?.id ?? '';
    const checked = await setup.world.app.post(`/properties/${id}/setup/destinations/check`, { destination });
    expect(checked.body).toContain('takes a sample purchase');
    expect(checked.body).not.toMatch(proofWarning);
    expect(await readStates(id)).toMatchObject({ destinations: 'look' });
    await setup.world.app.post(`/properties/${id}/setup/destinations/confirm`, { destination });
    const confirmed = (await setup.world.app.get(`/properties/${id}/setup/destinations`)).body;
    expect(confirmed).toContain('seen at work');
    expect(confirmed).not.toContain('GA4 takes whatever is sent');
    expect(await readStates(id)).toMatchObject({ destinations: 'done' });
  });

  test('says by name what was added, and with one warning what is still to be done', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global', ga4_mode: 'test' };
    const { body } = await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    expect(body).toContain('GA4 G-SHOP1234 was added.');
    expect(body.match(/class="message warning"/g)).toHaveLength(1);
    const later = (await setup.world.app.get(`/properties/${id}/setup/destinations`)).body;
    expect(later).not.toContain('was added.');
    expect(later.match(/class="message warning"/g)).toHaveLength(1);
  });

  test('adds none a second time, whose secret would be exchanged and whose container refused', async () => {
    const id = await makeProperty();
    const container = { url: 'http://127.0.0.1:9/checkout', container_mode: 'test' };
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global', ga4_mode: 'test' };
    await setup.world.app.post(`/properties/${id}/setup/destinations/container`, container);
    await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    const before = setup.world.app.dump();
    const again = [
      { to: 'container', fields: container, field: 'url', entered: container.url },
      { to: 'ga4', fields: { ...ga4, api_secret: 'AnotherSecret' }, field: 'measurement_id', entered: 'G-SHOP1234' },
    ];
    for (const { to, fields, field, entered } of again) {
      const { status, body } = await setup.world.app.post(`/properties/${id}/setup/destinations/${to}`, fields);
      expect(status, to).toBe(422);
      expect(body).not.toContain('was added');
      expect(body).toMatch(new RegExp(`id="${field}-error"[^>]*>.{0,99}This destination is there already`));
      expect(body).toContain(`value="${entered}"`);
      expect(body).not.toContain('AnotherSecret');
    }
    expect(setup.world.app.dump()).toBe(before);
  });

  test('adds the same stream for live payments beside that for test ones', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global' };
    for (const mode of ['test', 'live']) {
      await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, { ...ga4, ga4_mode: mode });
    }
    expect((await stored(id)).destinations.map(({ mode }) => mode)).toEqual(['test', 'live']);
  });

  test('goes on warning of a second GA4 stream while the first one is checked', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global' };
    for (const mode of ['test', 'live']) {
      await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, { ...ga4, ga4_mode: mode });
    }
    const [destination = ''] = (await stored(id)).destinations.map((one) => one.id);
    const checked = await setup.world.app.post(`/properties/${id}/setup/destinations/check`, { destination });
    expect(checked.body).toMatch(proofWarning);
  });

  test('goes on saying that GA4 is unproven while a container is checked', async () => {
    const id = await makeProperty();
    const ga4 = { measurement_id: 'G-SHOP1234', api_secret: 'SecretOfTheStream', region: 'global', ga4_mode: 'test' };
    await setup.world.app.post(`/properties/${id}/setup/destinations/ga4`, ga4);
    const container = { url: 'http://127.0.0.1:9/checkout', container_mode: 'test' };
    const added = await setup.world.app.post(`/properties/${id}/setup/destinations/container`, container);
    const [, destination = ''] = (await stored(id)).destinations.map((one) => one.id);
    const checked = await setup.world.app.post(`/properties/${id}/setup/destinations/check`, { destination });
    for (const { body } of [added, checked]) expect(body).toMatch(proofWarning);
  });

  test('says that a destination is gone, and can be left out altogether', async () => {
    const id = await makeProperty();
    const gone = await setup.world.app.post(`/properties/${id}/setup/destinations/check`, { destination: 'dst_none' });
    expect(gone.status).toBe(422);
    expect(gone.body).toContain('The property has no such destination.');
    await setup.world.app.post(`/properties/${id}/setup/destinations/skip`, {});
    expect((await setup.world.app.get(`/properties/${id}/setup`)).body).toContain(
      'Destinations were left out by you, on 2026-05-12. What you lose:',
    );
  });
});
