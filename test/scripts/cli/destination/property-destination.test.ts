// Destinations of a property with the real program, against stand-ins that take events.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { liveKey } from '../use-cli.ts';
import { apiSecret, containerSecret, useShop } from '../use-shop.ts';
import { openDestinationSecrets } from './open-destination-secrets.ts';

const { folder, run, runJson, runProcess, addShop, addContainer, addGa4, readStored, readKeyRing, world } = useShop();

const add = (id: string, ...options: string[]) => ['property', 'destination', 'add', id, ...options];
const container = ['--kind', 'server_container', '--url', 'https://sgtm.example.com/checkout/'];
const ga4 = ['--kind', 'ga4', '--measurement-id', 'g-shop1234'];

const openSecrets = async (id: string) => openDestinationSecrets(await readStored(id), readKeyRing());

describe('property destination add', () => {
  test('adds a server container whose secret only the functions can open', async () => {
    const id = await addShop();
    const { code, stdout } = await runProcess(add(id, ...container, '--secret', '-'), {
      input: `${containerSecret}\n`,
    });
    expect(code).toBe(0);
    const [destination] = (await readStored(id)).destinations;
    expect(destination).toEqual({
      kind: 'server_container',
      id: expect.stringMatching(/^dst_[0-9a-f]{24}$/),
      mode: 'test',
      url: 'https://sgtm.example.com/checkout',
      secret: expect.stringMatching(/^sealed1\./),
    });
    expect(await openSecrets(id)).toEqual([containerSecret]);
    expect(stdout).toContain(`Added ${destination?.id}  server_container, test: https://sgtm.example.com/checkout`);
    expect(stdout).toContain('Paste the same secret into the field Container secret');
    expect(stdout).not.toContain('SecretOf');
  });

  test('adds GA4 with its region, and says what it cannot receive', async () => {
    const id = await addShop('--stripe-key', liveKey);
    writeFileSync(join(folder(), 'api.txt'), `${apiSecret}\n`);
    const { stdout } = await run(add(id, ...ga4, '--region', 'eu', '--secret-file', 'api.txt'));
    expect(stdout).toContain('Google Ads cannot be fed from here');
    expect((await readStored(id)).destinations).toMatchObject([
      { kind: 'ga4', mode: 'live', measurementId: 'G-SHOP1234', region: 'eu' },
    ]);
    expect(await openSecrets(id)).toEqual([apiSecret]);
  });

  test('the first one turns the sender browser into browser_first and says so; a second one leaves it', async () => {
    const id = await addShop();
    const { stdout } = await run(add(id, ...container, '--secret', '-'), { input: containerSecret });
    expect(stdout).toContain('The sender is now browser_first, no longer browser');
    expect(stdout).toContain(`property connect ${id} --mode test`);
    expect((await readStored(id)).sender).toBe('browser_first');
    await run(['property', 'update', id, '--sender', 'browser']);
    expect(await runJson(add(id, ...ga4, '--secret', '-'), { input: apiSecret })).toMatchObject({ sender: 'browser' });
  });

  test('the same place again exchanges the secret and keeps the id; of the other mode it is another one', async () => {
    const id = await addShop();
    const first = await runJson(add(id, ...ga4, '--secret', '-'), { input: apiSecret });
    const again = await runJson(add(id, ...ga4, '--region', 'eu', '--secret', '-'), { input: 'AnotherSecret01' });
    expect(again).toMatchObject({ destination_id: first['destination_id'], added: false, region: 'eu' });
    expect(await openSecrets(id)).toEqual(['AnotherSecret01']);
    await runJson(add(id, ...ga4, '--mode', 'live', '--secret', '-'), { input: apiSecret });
    expect((await readStored(id)).destinations.map(({ mode }) => mode)).toEqual(['test', 'live']);
  });

  test('its help shows how a secret is read from standard input, as it is typed', async () => {
    const { stdout } = await run(add('tt_1', '--help'));
    expect(stdout).toMatch(/\n {2}--secret - {2,}reads its secret from standard input\n/);
  });

  test('names the setting for tests where the address is this machine’s', async () => {
    const place = ['--kind', 'server_container', '--url', 'http://localhost:8080/checkout'];
    const deployed = { input: containerSecret, env: { TILLTAG_ALLOW_LOCAL: '' } };
    const { code, stderr } = await run(add(await addShop(), ...place, '--secret', '-'), deployed);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('TILLTAG_ALLOW_LOCAL=1') });
  });

  test.each([
    ['no kind', ['--secret', '-'], 'kind of the destination is missing'],
    ['no address', ['--kind', 'server_container', '--secret', '-'], '--url https://'],
    ['an http address', ['--kind', 'server_container', '--url', 'http://a.example', '--secret', '-'], 'https'],
    ['an IP address', ['--kind', 'server_container', '--url', 'https://10.0.0.1', '--secret', '-'], 'IP address'],
    ['an address with a query', ['--kind', 'server_container', '--url', 'https://a.example/?b', '--secret', '-'], '?'],
    ['no Measurement ID', ['--kind', 'ga4', '--secret', '-'], '--measurement-id G-'],
    [
      'an id of Universal Analytics',
      ['--kind', 'ga4', '--measurement-id', 'UA-1-1', '--secret', '-'],
      'begins with G-',
    ],
    ['an option of the other kind', [...ga4, '--url', 'https://a.example', '--secret', '-'], 'does not belong'],
    ['a secret in the command', [...ga4, '--secret', 'SecretTyped01'], 'history of the shell'],
    ['no secret and no terminal', ga4, '--secret-file FILE'],
    ['a secret with a space', [...ga4, '--secret', '-'], 'no spaces'],
    ['an unknown region', [...ga4, '--region', 'us'], 'global, eu'],
  ])('calls %s a wrong use that changes nothing', async (_, options, words) => {
    const id = await addShop();
    const { code, stdout, stderr } = await run(add(id, ...options), { input: 'Secret with spaces' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('Secret with');
    expect(stderr).not.toContain('SecretTyped');
    expect((await readStored(id)).version).toBe(1);
  });
});

describe('property destination list', () => {
  test('shows each destination on a line, and with --json all but the secrets', async () => {
    const id = await addShop();
    await addContainer(id);
    await addGa4(id);
    const { stdout } = await run(['property', 'destination', 'list', id]);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^dst_\w+ {2}server_container, test: http:\/\/127/),
      expect.stringMatching(/^dst_\w+ {2}ga4, test: G-SHOP1234, global$/),
    ]);
    const json = await runJson(['property', 'destination', 'list', id]);
    expect(json).toMatchObject({
      sender: 'browser_first',
      destinations: [{ kind: 'server_container' }, { kind: 'ga4' }],
    });
    expect(JSON.stringify(json) + stdout).not.toMatch(/Secret|sealed1/);
  });

  test('says on a property without any that pages alone send', async () => {
    expect((await run(['property', 'destination', 'list', await addShop()])).stderr).toContain('pages alone send');
  });
});

describe('property destination remove', () => {
  test('removes one, and with the last one the sender is browser again', async () => {
    const id = await addShop();
    const first = String((await addContainer(id))['destination_id']);
    const second = String((await addGa4(id))['destination_id']);
    await run(['property', 'update', id, '--sender', 'server']);
    expect((await run(['property', 'destination', 'remove', id, second, '--yes'])).stdout).toBe(`Removed ${second}.\n`);
    expect((await readStored(id)).sender).toBe('server');
    const { stdout } = await run(['property', 'destination', 'remove', id, first, '--yes']);
    expect(stdout).toContain('The sender is now browser, no longer server');
    expect(await readStored(id)).toMatchObject({ sender: 'browser', destinations: [] });
  });

  test('with the last live one the pages send again, because nobody else would report live payments', async () => {
    const id = await addShop('--stripe-key', liveKey);
    const live = await runJson(add(id, ...ga4, '--secret', '-'), { input: apiSecret });
    await runJson(add(id, ...ga4, '--mode', 'test', '--secret', '-'), { input: apiSecret });
    await run(['property', 'update', id, '--sender', 'server']);
    const removed = await runJson(['property', 'destination', 'remove', id, String(live['destination_id']), '--yes']);
    expect(removed).toMatchObject({ removed: true, sender: 'browser_first' });
  });

  test('an unknown one is a wrong use, and without --yes and a terminal nothing is removed', async () => {
    const id = await addShop();
    const known = String((await addContainer(id))['destination_id']);
    const unknown = await run(['property', 'destination', 'remove', id, 'dst_x']);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('has no destination dst_x') });
    const { code, stderr } = await run(['property', 'destination', 'remove', id, known]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await readStored(id)).destinations).toHaveLength(1);
  });
});

describe('property destination check', () => {
  test('asks each destination; what cannot be proven from here is said', async () => {
    const id = await addShop();
    await addContainer(id);
    await addGa4(id);
    const { code, stdout } = await run(['property', 'destination', 'check', id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ Destination dst_\w+ \(server_container, test\): The container knows the secret/);
    expect(stdout).toMatch(/! Destination dst_\w+ \(ga4, test\): .*Realtime/);
    expect(world().container.taken).toEqual([]);
    expect(world().google.serverHits).toEqual([]);
  });

  test('a wrong secret ends it with the exit code 1 and the cure', async () => {
    const id = await addShop();
    const wrong = add(id, '--kind', 'server_container', '--url', world().container.clientUrl, '--secret', '-');
    const { destination_id } = await runJson(wrong, { input: 'NotTheSecret01' });
    const { code, stdout } = await run(['property', 'destination', 'check', id, String(destination_id), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).checks).toEqual([
      { destination_id, verdict: 'bad', sentence: expect.stringContaining('refused the secret') },
    ]);
  });

  test('a secret that the key ring cannot open is bad; no destination at all is a failure', async () => {
    const id = await addShop();
    expect(await run(['property', 'destination', 'check', id])).toMatchObject({ code: 1 });
    await addGa4(id);
    expect(await run(['property', 'destination', 'check', id, 'dst_x'])).toMatchObject({ code: 2 });
    const env = {
      TILLTAG_STORE: 'sqlite:.tilltag/tilltag.db',
      TILLTAG_KEYS: `other:${Buffer.alloc(32).toString('base64')}`,
    };
    const { code, stdout } = await run(['property', 'destination', 'check', id], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('no key named "local"') });
  });
});
