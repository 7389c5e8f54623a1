// Adding a property with the real program, an SQLite file, and a Stripe that knows keys.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import { unseal } from '../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { keyEndings } from './start-key-probe.ts';
import { liveKey, shop, testKey, useCli } from './use-cli.ts';

const { folder, requests, runProcess, run, runJson, addShop, readStored, readKeyRing } = useCli();

describe('property add', () => {
  test('checks the key, stores the property and prints its id and what to do next', async () => {
    const { code, stdout } = await runProcess([...shop, '--stripe-key', testKey]);
    expect(code).toBe(0);
    const [id = ''] = /tt_[a-z0-9]{20}/.exec(stdout) ?? [];
    const build = `npm run build -- --endpoint https://tags.example.com --property-id ${id} --measurement-id G-XXXXXXXXXX\n`;
    expect(stdout).toContain(build);
    expect(stdout).toContain('Import gtm-templates/dist/web-container.json into your web container');
    expect(stdout).toContain(`"Property ID" it is ${id}\n`);
    expect(stdout).toContain('https://shop.example.com/thank-you?session_id={CHECKOUT_SESSION_ID}');
    expect(await readStored(id)).toMatchObject({ name: 'My shop', hostnames: ['shop.example.com'], version: 1 });
    expect(requests().map(({ key }) => key)).toEqual([testKey, testKey]);
    expect(requests()[0]?.path).toMatch(/^\/v1\/checkout\/sessions\/cs_test_/);
  });

  test('seals the key so that the key ring opens it and the file does not show it', async () => {
    const id = await addShop();
    const { stripeKeys } = await readStored(id);
    expect(unseal(readKeyRing(), stripeKeys.test ?? '', stripeKeyPlace(id, 'test'))).toBe(testKey);
    expect(stripeKeys.live).toBeNull();
    expect(readFileSync(join(folder(), '.tilltag/tilltag.db'), 'latin1')).not.toContain('SecretOfTheShop');
  });

  test('prints with --json exactly one object, which holds all but the secrets', async () => {
    const summary = await runJson([...shop, '--stripe-key', testKey]);
    expect(summary).toEqual({
      property_id: expect.stringMatching(/^tt_[a-z0-9]{20}$/),
      name: 'My shop',
      hostnames: ['shop.example.com'],
      value_basis: 'total',
      email_policy: 'plain',
      sender: 'browser',
      personal_data_minutes: 60,
      max_session_age_hours: 48,
      click_days: 90,
      scope: 'account',
      payment_links: [],
      grace_minutes: 15,
      unknown_consent: 'denied',
      denied_analytics: 'suppress',
      stripe_keys: { live: null, test: { last4: '0001', reads_promotion_codes: true } },
      webhook_secrets: { live: [], test: [] },
      destinations: [],
      has_container_secret: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test('takes a live and a test key, several hostnames and every setting', async () => {
    const id = await addShop(
      ...['--stripe-key', liveKey, '--hostname', 'HTTPS://Www.Example.com/thanks', '--hostname', '*.example.org'],
      ...['--hostname', 'shop.example.com', '--value-basis', 'excluding_tax', '--email-policy', 'hashed'],
      ...['--sender', 'browser', '--personal-data-minutes', '5', '--max-session-age-hours', '72'],
      ...['--click-days', '30', '--payment-link', 'plink_shirts00', '--grace-minutes', '5'],
      ...['--unknown-consent', 'granted', '--denied-analytics', 'anonymous'],
    );
    const property = await readStored(id);
    expect(property).toMatchObject({
      hostnames: ['shop.example.com', 'www.example.com', '*.example.org'],
      valueBasis: 'excluding_tax',
      emailPolicy: 'hashed',
      personalDataMinutes: 5,
      maxSessionAgeHours: 72,
      clickDays: 30,
      scope: { kind: 'payment_links', ids: ['plink_shirts00'] },
      graceMinutes: 5,
      unknownConsent: 'granted',
      deniedAnalytics: 'anonymous',
      readsPromotionCodes: { live: true, test: true },
    });
    expect(unseal(readKeyRing(), property.stripeKeys.live ?? '', stripeKeyPlace(id, 'live'))).toBe(liveKey);
    expect(requests().map(({ path }) => path)).toContainEqual(expect.stringContaining('cs_live_'));
  });

  test('reads keys from a file and from standard input', async () => {
    writeFileSync(join(folder(), 'key.txt'), `\r\n  ${testKey}  \r\n`);
    const sources = ['--stripe-key-file', 'key.txt', '--stripe-key', '-'];
    const { stdout } = await runProcess([...shop, ...sources, '--json'], { input: `${liveKey}\n` });
    expect(JSON.parse(stdout).stripe_keys).toMatchObject({ live: { last4: '0002' }, test: { last4: '0001' } });
  });

  test('remembers that a key may not read promotion codes', async () => {
    const { stripe_keys } = await runJson([...shop, '--stripe-key', `rk_test_51${keyEndings.withoutPromotionCodes}`]);
    expect(stripe_keys).toMatchObject({ test: { reads_promotion_codes: false } });
  });

  test('makes the sealing keys of this machine once, for their owner only, and says so', async () => {
    const first = await runProcess([...shop, '--stripe-key', testKey]);
    expect(first.stderr).toContain('Made a key');
    const keys = readFileSync(join(folder(), '.tilltag/keys'), 'utf8');
    expect(statSync(join(folder(), '.tilltag/keys')).mode & 0o777).toBe(0o600);
    const second = await runProcess([...shop, '--stripe-key', testKey]);
    expect(second.stderr).toBe('');
    expect(readFileSync(join(folder(), '.tilltag/keys'), 'utf8')).toBe(keys);
  });

  test('uses the store and the key ring that the environment names', async () => {
    const path = join(folder(), 'elsewhere/shop.db');
    const keys = `ours:${Buffer.alloc(32, 1).toString('base64')}`;
    const env = { TILLTAG_STORE: `sqlite:${path}`, TILLTAG_KEYS: keys };
    const { code, stdout } = await runProcess([...shop, '--stripe-key', testKey, '--json'], { env });
    expect(code).toBe(0);
    const store = await openStore(`sqlite:${path}`);
    const property = await store.findProperty(JSON.parse(stdout).property_id);
    await store.close();
    expect(property?.stripeKeys.test).toMatch(/^sealed1\.ours\./);
    expect(existsSync(join(folder(), '.tilltag'))).toBe(false);
  });

  test.each([
    ['a secret key', 'sk_test_51SecretOfTheShop0001', 'move money'],
    ['a live secret key', 'sk_live_51SecretOfTheShop0001', 'move money'],
    ['a publishable key', 'pk_test_51SecretOfTheShop0001', 'publishable'],
    ['a webhook secret', 'whsec_51SecretOfTheShop0001', 'webhook'],
    ['a restricted key that was cut', 'rk_test_5', 'cut short'],
    ['a restricted key with a star', 'rk_test_51Secret*****0001', 'cut short'],
    ['anything else', 'SecretOfTheShop', 'not a Stripe key'],
  ])('refuses %s with the reason and the link to the right one, and shows nothing of it', async (_, key, reason) => {
    const { code, stdout, stderr } = await run([...shop, '--stripe-key', key]);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('https://dashboard.stripe.com/apikeys/create?');
    expect(stderr).toContain('permissions[]=rak_checkout_session_read');
    expect(stdout + stderr).not.toContain('Secret');
    expect(requests()).toEqual([]);
    expect(existsSync(join(folder(), '.tilltag'))).toBe(false);
  });

  test.each([
    ['a revoked key', keyEndings.revoked, 'Stripe does not know the test key'],
    ['a key without the right', keyEndings.withoutSessions, 'lacks the permission rak_checkout_session_read'],
    ['a Stripe that is down', keyEndings.stripeDown, 'Stripe could not be asked'],
  ])('stores nothing after %s, and names the cure', async (_, ending, words) => {
    const { code, stdout, stderr } = await run([...shop, '--stripe-key', `rk_test_51Secret${ending}`]);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(stdout + stderr).not.toMatch(/Secret|acct_hidden/);
    expect(await runJson(['property', 'list'])).toEqual({ properties: [], unreadable: [] });
  });

  test.each([
    ['no name', ['property', 'add', '--hostname', 'a.example', '--stripe-key', testKey], 'name is missing'],
    ['no hostname', ['property', 'add', '--name', 'x', '--stripe-key', testKey], 'hostname of the thank-you page'],
    ['no key and no terminal', shop, '--stripe-key-file FILE'],
    ['an empty standard input', [...shop, '--stripe-key', '-'], 'holds no key'],
    ['two keys of one mode', [...shop, '--stripe-key', testKey, '--stripe-key', testKey], 'two test keys'],
    ['a hostname that is none', [...shop, '--hostname', 'a@b', '--stripe-key', testKey], 'looks like an e-mail'],
    ['an unknown value basis', [...shop, '--value-basis', 'net', '--stripe-key', testKey], 'excluding_tax'],
    ['minutes that are no number', [...shop, '--personal-data-minutes', '-1'], 'whole number'],
    ['clicks that are forgotten at once', [...shop, '--click-days', '0'], 'from 1 to 3650'],
    ['clicks that are kept for ever', [...shop, '--click-days', '3651'], 'from 1 to 3650'],
    ['a name of two lines', ['property', 'add', '--name', 'a\nb'], 'on one line'],
    ['a sender without a destination', [...shop, '--sender', 'server'], 'needs a destination'],
    [
      'a scope of no payment link',
      [...shop, '--scope', 'payment_links', '--stripe-key', testKey],
      '--payment-link plink_',
    ],
    [
      'a payment link that is an address',
      [...shop, '--payment-link', 'https://buy.stripe.com/a'],
      'begins with plink_',
    ],
    ['no grace at all', [...shop, '--grace-minutes', '0'], 'from 1 to 1440'],
    ['an unknown option', [...shop, '--colour', 'red'], 'unknown option'],
  ])('calls %s a wrong use', async (_, args, words) => {
    const { code, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  });

  test('a key file that is not there is named as the fault', async () => {
    const { code, stderr } = await run([...shop, '--stripe-key-file', 'missing.txt']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('cannot be read') });
  });

  test.each(['firestore', 'sqlite:other.db'])('with %s and without keys it says how to make some', async (store) => {
    const { code, stderr } = await run([...shop, '--stripe-key', testKey], { env: { TILLTAG_STORE: store } });
    expect(code).toBe(2);
    expect(stderr).toContain('export TILLTAG_KEYS="main:$(openssl rand -base64 32)"');
    expect(existsSync(join(folder(), '.tilltag'))).toBe(false);
  });

  test('a store that is none is named together with the keys that are missing', async () => {
    const { code, stderr } = await run([...shop, '--stripe-key', testKey], { env: { TILLTAG_STORE: 'foo' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^TILLTAG_STORE is not valid: .*sqlite:PATH[\s\S]*\nTILLTAG_KEYS is missing/);
    expect(stderr.match(/TILLTAG_KEYS is/g)).toHaveLength(1);
  });

  test('settings that cannot be used are named without their value', async () => {
    const env = { TILLTAG_STORE: 'mysql://secret', TILLTAG_KEYS: 'secret' };
    const { code, stderr } = await run([...shop, '--stripe-key', testKey], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/TILLTAG_STORE is not valid[\s\S]*TILLTAG_KEYS is not valid/);
    expect(stderr).not.toContain('secret');
  });
});
