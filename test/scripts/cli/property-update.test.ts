// Changing a property with the real program.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyEndings } from './start-key-probe.ts';
import { liveKey, testKey, useCli } from './use-cli.ts';

const { folder, runProcess, run, runJson, addShop, readStored } = useCli();

describe('property update', () => {
  test('changes what is named and leaves the rest', async () => {
    const id = await addShop();
    const before = await readStored(id);
    await runJson(['property', 'update', id, '--hostname', 'new.example.com', '--email-policy', 'none']);
    expect(await readStored(id)).toEqual({
      ...before,
      version: 2,
      hostnames: ['new.example.com'],
      emailPolicy: 'none',
      updatedAtMs: expect.any(Number),
    });
  });

  test('adds the key of the other mode, replaces one, and drops one', async () => {
    const id = await addShop();
    const before = await readStored(id);
    await runJson(['property', 'update', id, '--stripe-key', '-'], { input: liveKey });
    const added = await readStored(id);
    expect(added.stripeKeys).toEqual({ test: before.stripeKeys.test, live: expect.stringMatching(/^sealed1/) });
    const replaced = await runJson(['property', 'update', id, '--stripe-key', 'rk_test_51SecretOfTheShop0003']);
    expect(replaced['stripe_keys']).toMatchObject({ test: { last4: '0003' }, live: { last4: '0002' } });
    const dropped = await runJson(['property', 'update', id, '--drop-stripe-key', 'test']);
    expect(dropped['stripe_keys']).toMatchObject({ test: null, live: { last4: '0002' } });
    expect((await readStored(id)).readsPromotionCodes).toEqual({ live: true, test: false });
  });

  test('reads a key from a file whose path starts at the folder of the command', async () => {
    const id = await addShop();
    writeFileSync(join(folder(), 'live-key.txt'), liveKey);
    const { stripe_keys } = await runJson(['property', 'update', id, '--stripe-key-file', 'live-key.txt']);
    expect(stripe_keys).toMatchObject({ live: { last4: '0002' } });
  });

  test('shows a new container secret once and keeps its SHA-256 only', async () => {
    const id = await addShop();
    const { container_secret: secret } = await runJson(['property', 'update', id, '--new-container-secret']);
    expect(secret).toMatch(/^tts_[A-Za-z0-9_-]{43}$/);
    const { containerSecretHash } = await readStored(id);
    expect(containerSecretHash).toBe(createHash('sha256').update(String(secret)).digest('hex'));
    const shown = await runProcess(['property', 'update', id, '--new-container-secret']);
    const [second] = /tts_[A-Za-z0-9_-]{43}/.exec(shown.stdout) ?? [];
    expect(second).toBeDefined();
    expect(second).not.toBe(secret);
    expect((await runProcess(['property', 'show', id])).stdout).not.toContain('tts_');
  });

  test('changes which payments belong to it, how long the server waits, and what counts as consent', async () => {
    const id = await addShop();
    await runJson(['property', 'update', id, '--payment-link', 'plink_shirts00', '--payment-link', 'plink_hats0000']);
    expect((await readStored(id)).scope).toEqual({ kind: 'payment_links', ids: ['plink_shirts00', 'plink_hats0000'] });
    const again = ['--scope', 'payment_links', '--grace-minutes', '30', '--unknown-consent', 'granted'];
    await runJson(['property', 'update', id, ...again, '--denied-analytics', 'anonymous']);
    expect(await readStored(id)).toMatchObject({
      scope: { kind: 'payment_links', ids: ['plink_shirts00', 'plink_hats0000'] },
      graceMinutes: 30,
      unknownConsent: 'granted',
      deniedAnalytics: 'anonymous',
    });
    expect(await runJson(['property', 'update', id, '--scope', 'hostnames'])).toMatchObject({
      scope: 'hostnames',
      payment_links: [],
    });
    expect((await run(['property', 'update', id, '--scope', 'payment_links'])).code).toBe(2);
    const both = await run(['property', 'update', id, '--scope', 'account', '--payment-link', 'plink_shirts00']);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('belong to --scope payment_links') });
  });

  test.each(['browser_first', 'server'])(
    'the sender %s is refused without a destination, with the cure',
    async (sender) => {
      const id = await addShop();
      const { code, stderr } = await run(['property', 'update', id, '--sender', sender]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('property destination add') });
      expect((await readStored(id)).sender).toBe('browser');
    },
  );

  test('the sender server is refused where live payments would reach nobody', async () => {
    const id = await addShop();
    const ga4 = ['--kind', 'ga4', '--measurement-id', 'G-SHOP1234', '--mode', 'test', '--secret', '-'];
    await runJson(['property', 'destination', 'add', id, ...ga4], { input: 'SecretOfTheStream' });
    expect(await runJson(['property', 'update', id, '--sender', 'server'])).toMatchObject({ sender: 'server' });
    const { code, stderr } = await run(['property', 'update', id, '--stripe-key', liveKey]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('nobody would report live payments') });
    expect((await readStored(id)).stripeKeys.live).toBeNull();
  });

  test('a key that Stripe refuses changes nothing', async () => {
    const id = await addShop();
    const before = await readStored(id);
    const { code } = await run([
      'property',
      'update',
      id,
      '--name',
      'x',
      '--stripe-key',
      `rk_live_51${keyEndings.revoked}`,
    ]);
    expect(code).toBe(1);
    expect(await readStored(id)).toEqual(before);
  });

  test('updates at once from several processes all arrive', async () => {
    const id = await addShop();
    const changes = [
      ['--name', 'Renamed'],
      ['--email-policy', 'hashed'],
      ['--value-basis', 'excluding_tax'],
    ];
    const runs = await Promise.all(changes.map((change) => runProcess(['property', 'update', id, ...change])));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await readStored(id)).toMatchObject({
      version: 4,
      name: 'Renamed',
      emailPolicy: 'hashed',
      valueBasis: 'excluding_tax',
    });
  });

  test('a grace is kept under every sender, and said to do nothing where no page is waited for', async () => {
    const id = await addShop();
    const update = async (...options: string[]) => (await run(['property', 'update', id, ...options])).stderr;
    expect(await update('--grace-minutes', '20')).toContain('does nothing under the sender browser');
    await run(
      ['property', 'destination', 'add', id, '--kind', 'ga4', '--measurement-id', 'G-SHOP1234', '--secret', '-'],
      { input: 'ApiSecret0123' },
    );
    expect(await update('--grace-minutes', '21')).toBe('');
    expect(await update('--grace-minutes', '22', '--sender', 'server')).toBe(
      'The grace does nothing under the sender server, where the server sends without waiting for a page to report; it counts under browser_first.\n',
    );
    expect(await update('--name', 'Other')).toBe('');
    expect((await readStored(id)).graceMinutes).toBe(22);
  });

  test('nothing to change, a key both given and dropped, and an unknown property are wrong uses', async () => {
    expect((await run(['property', 'update', 'tt_unknown'])).code).toBe(2);
    const both = ['--stripe-key', testKey, '--drop-stripe-key', 'test'];
    expect((await run(['property', 'update', 'tt_unknown', ...both])).code).toBe(2);
    expect((await run(['property', 'update', 'tt_unknown', '--name', 'x'])).code).toBe(2);
  });
});
