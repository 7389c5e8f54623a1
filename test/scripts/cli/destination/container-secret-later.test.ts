// What becomes of the container secret later: renewed, ended with its last container, and checked.
import { describe, expect, test } from 'vitest';
import { useShop } from '../use-shop.ts';
import { add, otherUrl, remove, renew, secretPattern, shopUrl, toHash } from './container-secret-commands.ts';
import { openDestinationSecrets } from './open-destination-secrets.ts';

const { run, runJson, addShop, addContainer, addGa4, readStored, changeStored, readKeyRing, world } = useShop();

/** Both ways: what the function sends to each destination, and the hash of what it takes from containers. */
async function readBothWays(id: string) {
  const property = await readStored(id);
  return { sent: await openDestinationSecrets(property, readKeyRing()), taken: property.containerSecretHash };
}

describe('property update --new-container-secret', () => {
  test('seals the new secret for every container, and says how many need it', async () => {
    const id = await addShop();
    await runJson(add(id, shopUrl, '--mode', 'live'));
    await runJson(add(id, shopUrl, '--mode', 'test'));
    await addGa4(id);
    const one = await run(renew(id));
    expect(one.stdout).toContain(`One server container needs this secret now: ${shopUrl}\n`);
    await runJson(add(id, otherUrl));
    const { stdout } = await run(renew(id));
    expect(stdout).toContain(`2 server containers need this secret now: ${shopUrl}, ${otherUrl}\n`);
    expect(stdout).toContain('is tried again for about 3 days');
    const [secret] = secretPattern.exec(stdout) ?? [];
    const { sent, taken } = await readBothWays(id);
    expect({ sent, taken }).toEqual({ sent: [secret, secret, sent[2], secret], taken: toHash(secret) });
    expect(sent[2]).not.toBe(secret);
  });

  test('names the containers with --json as well, and none without a destination', async () => {
    const id = await addShop();
    expect(await runJson(renew(id))).toMatchObject({ paste_into: [] });
    await runJson(add(id, shopUrl));
    expect(await runJson(renew(id))).toMatchObject({ paste_into: [shopUrl] });
    expect(await runJson(['property', 'update', id, '--name', 'x'])).not.toHaveProperty('paste_into');
  });

  test('mends containers that shared no secret', async () => {
    const id = await addShop();
    await addContainer(id);
    await changeStored(id, { containerSecretHash: toHash('OfAnEarlierVersion') });
    const { container_secret: secret } = await runJson(renew(id));
    expect(await readBothWays(id)).toEqual({ sent: [secret], taken: toHash(secret) });
  });
});

describe('property destination remove, a server container', () => {
  test('the last one ends the container secret, and says so', async () => {
    const id = await addShop();
    await addGa4(id);
    const container = await runJson(add(id, shopUrl));
    expect((await run(remove(id, container))).stdout).toContain('The container secret ends with it');
    expect((await readStored(id)).containerSecretHash).toBeNull();
  });

  test('one of several leaves the secret, and names how to end it for the one that went', async () => {
    const id = await addShop();
    const first = await runJson(add(id, shopUrl));
    const second = await runJson(add(id, otherUrl));
    const { stdout } = await run(remove(id, second));
    expect(stdout).toContain(`still has the secret that the others share. To end that: npm run tilltag --`);
    expect((await readStored(id)).containerSecretHash).toBe(toHash(first['container_secret']));
    expect(await runJson(remove(id, first))).toMatchObject({ removed: true, has_container_secret: false });
  });

  test('one mode of a container that keeps the other needs no word about the secret', async () => {
    const id = await addShop();
    await runJson(add(id, shopUrl, '--mode', 'live'));
    const test = await runJson(add(id, shopUrl, '--mode', 'test'));
    expect((await run(remove(id, test))).stdout).toBe(`Removed ${test['destination_id']}.\n`);
  });

  test('the question names what the end of the secret means', async () => {
    const id = await addShop();
    const first = await runJson(add(id, shopUrl));
    await runJson(add(id, otherUrl));
    const ask = (container: Record<string, unknown>) =>
      run(remove(id, container).slice(0, -1), { isTerminal: true, input: 'n\n' });
    expect((await ask(first)).stderr).not.toContain('is refused');
    await run(remove(id, first));
    const [last] = (await readStored(id)).destinations;
    const { code, stderr } = await ask({ destination_id: last?.id });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('what pages ask through it is refused'),
    });
  });
});

describe('property destination check, property check', () => {
  test.each([
    ['none', null, 'The property has no container secret'],
    ['another one', toHash('OfAnEarlierVersion'), 'The property has another container secret'],
  ])('a container whose property takes %s from it is to be put right', async (_, containerSecretHash, words) => {
    const id = await addShop();
    await addContainer(id);
    await addGa4(id);
    expect((await run(['property', 'destination', 'check', id])).code).toBe(0);
    await changeStored(id, { containerSecretHash });
    for (const command of [
      ['property', 'destination', 'check', id],
      ['property', 'check', id],
    ]) {
      const { code, stdout } = await run(command);
      expect(code).toBe(1);
      expect(stdout).toMatch(/✓ Destination dst_\w+ \(server_container, test\): The container knows the secret/);
      const faults = stdout.split('\n').filter((line) => line.startsWith('✗ Destination'));
      expect(faults).toEqual([expect.stringContaining(words)]);
      expect(faults[0]).toContain(`${id} --new-container-secret`);
    }
    const { stdout } = await run(['property', 'destination', 'check', id, '--json']);
    expect(JSON.parse(stdout).checks).toMatchObject([{ verdict: 'good' }, { verdict: 'bad' }, { verdict: 'unproven' }]);
  });

  test('a container that refuses the secret is told of once where the property takes it', async () => {
    const id = await addShop();
    await runJson(add(id, world().container.clientUrl));
    const { code, stdout } = await run(['property', 'destination', 'check', id]);
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stdout).toContain('refused the secret');
  });
});
