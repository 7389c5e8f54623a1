// The one secret of a property's server containers, through every command that makes, shares, changes or ends it.
import { describe, expect, test } from 'vitest';
import { containerSecret, useShop } from '../use-shop.ts';
import { add, otherUrl, remove, renew, secretPattern, shopUrl, toHash } from './container-secret-commands.ts';
import { openDestinationSecrets } from './open-destination-secrets.ts';

const { run, runJson, runProcess, addShop, addContainer, addGa4, readStored, changeStored, readKeyRing, world } =
  useShop();

/** Both ways: what the function sends to each destination, and the hash of what it takes from containers. */
async function readBothWays(id: string) {
  const property = await readStored(id);
  return { sent: await openDestinationSecrets(property, readKeyRing()), taken: property.containerSecretHash };
}

describe('property destination add --kind server_container', () => {
  test('makes a secret for both ways and shows it this once', async () => {
    const id = await addShop();
    const { code, stdout } = await runProcess(add(id, shopUrl));
    expect(code).toBe(0);
    const [secret] = secretPattern.exec(stdout) ?? [];
    expect(stdout).toContain('into the field Container secret of the Checkout client now');
    expect(stdout).not.toContain('ends within a minute');
    expect(await readBothWays(id)).toEqual({ sent: [secret], taken: toHash(secret) });
    for (const command of ['show', 'destination list']) {
      expect((await run(['property', ...command.split(' '), id])).stdout).not.toMatch(secretPattern);
    }
  });

  test('prints the made secret as container_secret with --json', async () => {
    const id = await addShop();
    const { container_secret: secret } = await runJson(add(id, shopUrl));
    expect(secret).toMatch(secretPattern);
    expect(await readBothWays(id)).toEqual({ sent: [secret], taken: toHash(secret) });
  });

  test('asks nobody at a terminal, where GA4 asks for its secret', async () => {
    const id = await addShop();
    expect(await run(add(id, shopUrl), { isTerminal: true })).toMatchObject({ code: 0, stderr: '' });
    const ga4 = ['property', 'destination', 'add', id, '--kind', 'ga4', '--measurement-id', 'G-SHOP1234'];
    const { code, stderr } = await run(ga4, { isTerminal: true, input: '\n' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('API secret of the data stream') });
  });

  test('uses a given secret for both ways and does not repeat it', async () => {
    const id = await addShop();
    const { stdout } = await run(add(id, shopUrl, '--secret', '-'), { input: containerSecret });
    expect(await readBothWays(id)).toEqual({ sent: [containerSecret], taken: toHash(containerSecret) });
    expect(stdout).toContain('Paste the same secret into the field Container secret');
    expect(stdout).not.toContain(containerSecret);
  });

  test('gives the same container its secret for the other mode, too', async () => {
    const id = await addShop();
    const first = await runJson(add(id, shopUrl, '--mode', 'live'));
    await runJson(add(id, otherUrl, '--mode', 'live'));
    const { stdout } = await run(add(id, shopUrl, '--mode', 'test'));
    expect(stdout).toContain(
      `It shares the secret of ${first['destination_id']} (live, ${shopUrl}): that is the same client`,
    );
    expect(stdout).not.toMatch(secretPattern);
    const secret = first['container_secret'];
    expect(await readBothWays(id)).toEqual({ sent: [secret, secret, secret], taken: toHash(secret) });
  });

  test('gives a second container the secret of the first and says where to copy it', async () => {
    const id = await addShop();
    await addGa4(id);
    const first = await runJson(add(id, shopUrl));
    const { stdout } = await run(add(id, otherUrl));
    expect(stdout).toContain(`It shares the secret of ${first['destination_id']} (test, ${shopUrl}): copy it`);
    const again = await runJson(add(id, otherUrl));
    expect(again).toMatchObject({ added: false, shares_secret_with: first['destination_id'] });
    expect(again).not.toHaveProperty('container_secret');
    expect((await run(add(id, otherUrl))).stdout).toMatch(/^Kept dst_/);
    expect((await readBothWays(id)).sent.slice(1)).toEqual([first['container_secret'], first['container_secret']]);
  });

  test('takes the shared secret when it is given, and refuses another one, which changes nothing', async () => {
    const id = await addShop();
    await runJson(add(id, shopUrl, '--secret', '-'), { input: containerSecret });
    await runJson(add(id, otherUrl, '--secret', '-'), { input: containerSecret });
    const before = await readStored(id);
    for (const url of [shopUrl, 'https://sgtm.example.net/checkout']) {
      const { code, stderr } = await run(add(id, url, '--secret', '-'), { input: 'AnotherSecret01' });
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`${id} --new-container-secret`) });
      expect(stderr).toContain('share one secret');
      expect(stderr).not.toContain('AnotherSecret');
    }
    expect(await readStored(id)).toEqual(before);
  });

  test('the only container again gets a new secret, and the old one ends both ways', async () => {
    const id = await addShop();
    const first = await runJson(add(id, shopUrl));
    const { stdout } = await run(add(id, shopUrl, '--yes'));
    expect(stdout).toContain(`Exchanged the secret of ${first['destination_id']}`);
    expect(stdout).toContain('The container secret that the property had before ends within a minute.');
    expect(stdout).toContain('is tried again for about 3 days');
    const [secret] = secretPattern.exec(stdout) ?? [];
    expect(secret).not.toBe(first['container_secret']);
    expect(await readBothWays(id)).toEqual({ sent: [secret], taken: toHash(secret) });
  });

  test('asks before it ends the secret of the only container, and changes nothing after a no', async () => {
    const id = await addShop();
    await runJson(add(id, shopUrl));
    const before = await readStored(id);
    const unasked = await run(add(id, shopUrl));
    expect(unasked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Add --yes') });
    const declined = await run(add(id, shopUrl), { isTerminal: true, input: 'n\n' });
    expect(declined).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Nothing was changed.') });
    expect(await readStored(id)).toEqual(before);
    const agreed = await run(add(id, shopUrl), { isTerminal: true, input: 'y\n' });
    expect(agreed).toMatchObject({ code: 0, stdout: expect.stringContaining('Exchanged the secret of') });
  });

  test('asks nothing where the only container is given the secret that it has', async () => {
    const id = await addShop();
    await addContainer(id);
    const again = await addContainer(id);
    expect(again).toMatchObject({ added: false });
    const other = add(id, world().container.clientUrl, '--secret', '-');
    expect(await run(other, { input: 'AnotherSecret01' })).toMatchObject({ code: 2 });
    expect(await run([...other, '--yes'], { input: 'AnotherSecret01' })).toMatchObject({ code: 0 });
  });

  test('names every container that shares the secret, and how all get a new one where no client has it', async () => {
    const id = await addShop();
    const first = await runJson(add(id, shopUrl));
    const second = await runJson(add(id, otherUrl));
    const { stdout } = await run(add(id, 'https://sgtm.example.net/checkout'));
    expect(stdout).toContain(
      `${first['destination_id']} (test, ${shopUrl}), ${second['destination_id']} (test, ${otherUrl}): copy it from a client that has it`,
    );
    const kept = await run(add(id, shopUrl));
    expect(kept.stdout).toMatch(/^Kept dst_/);
    expect(kept.stdout).toContain(
      `Where no client has it: npm run tilltag -- property update ${id} --new-container-secret`,
    );
  });

  test('warns of an address that does not end as that of every Checkout client', async () => {
    const id = await addShop();
    const { stdout } = await run(add(id, 'https://sgtm.example.com/'));
    expect(stdout).toMatch(/\nWarning: The address does not end in \/checkout/);
    expect(stdout).toContain('You probably mean https://sgtm.example.com/checkout');
    const { warnings } = await runJson(add(id, 'https://sgtm.example.com/pay'));
    expect(warnings).toEqual([expect.stringContaining('https://sgtm.example.com/pay/checkout')]);
    expect(await runJson(add(id, 'https://sgtm.example.com/pay/checkout'))).toMatchObject({ warnings: [] });
    expect((await run(add(id, shopUrl))).stdout).not.toContain('Warning');
  });

  test('says that a secret which was made before any destination ends', async () => {
    const id = await addShop();
    await runJson(renew(id));
    expect((await run(add(id, shopUrl))).stdout).toContain('had before ends');
  });

  test('completes a property of an earlier version that keeps no hash', async () => {
    const id = await addShop();
    const { container_secret: secret } = await runJson(add(id, shopUrl));
    await changeStored(id, { containerSecretHash: null });
    await runJson(add(id, otherUrl));
    expect(await readBothWays(id)).toEqual({ sent: [secret, secret], taken: toHash(secret) });
  });

  test('refuses to choose where the containers do not share one secret, with the cure', async () => {
    const id = await addShop();
    await addContainer(id);
    await changeStored(id, { containerSecretHash: toHash('OfAnEarlierVersion') });
    const { code, stderr } = await run(add(id, otherUrl));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('do not share one secret') });
    expect(stderr).toContain(`${id} --new-container-secret`);
  });

  test('refuses where the secret of the other container cannot be opened, with the cure', async () => {
    const id = await addShop();
    await addContainer(id);
    const [container] = (await readStored(id)).destinations;
    if (container === undefined) throw new Error('The container is not stored.');
    await changeStored(id, { destinations: [{ ...container, secret: 'sealed1.local.damaged' }] });
    const { code, stderr } = await run(add(id, otherUrl));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`${container.id} cannot be opened`) });
    expect(stderr).toContain(`${id} --new-container-secret`);
  });

  test('leaves the container secret alone when a GA4 destination comes and goes', async () => {
    const id = await addShop();
    await addContainer(id);
    const ga4 = await addGa4(id);
    await run(remove(id, ga4));
    expect((await readStored(id)).containerSecretHash).toBe(toHash(containerSecret));
  });
});
