// What the environment may say, and what is answered where it says it wrongly.
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readBasePath, readChosenFunction, readSettings, SettingsError } from '../../functions/settings.ts';
import { settingsSchema } from '../../functions/settings-schema.ts';

const keys = `main:${Buffer.alloc(32, 7).toString('base64')}`;
const enough = { TILLTAG_STORE: 'sqlite:tilltag.db', TILLTAG_KEYS: keys };

function problemsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('readChosenFunction', () => {
  it.each([
    { argv: ['node', 'main.js'], name: 'tilltag' },
    { argv: ['node', 'main.js', '--port=1', '--target=public'], name: 'public' },
    { argv: ['node', 'main.js', '--target', 'public', '--source', 'functions'], name: 'public' },
    { argv: ['node', 'main.js', '--target'], name: 'tilltag' },
  ])('reads $argv as the framework does, before the environment', ({ argv, name }) => {
    expect(readChosenFunction({ FUNCTION_TARGET: 'tilltag' }, argv)).toBe(name);
  });

  it('knows none where nothing chose one', () => {
    expect(readChosenFunction({}, ['node', 'main.js'])).toBeUndefined();
  });
});

describe('readSettings', () => {
  it('needs a store and a key ring, and has a default for everything else', () => {
    expect(readSettings(enough)).toMatchObject({
      store: 'sqlite:tilltag.db',
      keyRing: [{ name: 'main' }],
      stripeApiBase: undefined,
      analyticsBase: undefined,
      sweepToken: undefined,
      isOnCloudRun: false,
      allowLocal: false,
      trustedHops: 0,
      host: '127.0.0.1',
      port: 8080,
      basePath: '',
      console: { issuer: undefined, domains: [], origin: undefined },
      limits: {
        addressPerSecond: 10,
        addressBurst: 40,
        propertyPerSecond: 100,
        propertyBurst: 300,
        stripeKeyPerSecond: 20,
        readsPerSession: 20,
      },
    });
  });

  it('never asks more of a key in one second than Stripe allows', () => {
    const { stripeKeyPerSecond, stripeKeyBurst } = readSettings(enough).limits;
    expect(stripeKeyPerSecond + stripeKeyBurst).toBeLessThanOrEqual(25);
  });

  it('reads numbers and lets one limit be lifted by its name', () => {
    const settings = readSettings({
      ...enough,
      PORT: '0',
      TRUSTED_HOPS: '2',
      TILLTAG_LIMIT_READS_PER_SESSION: '1000000',
    });
    expect(settings).toMatchObject({
      port: 0,
      trustedHops: 2,
      limits: { readsPerSession: 1_000_000, addressBurst: 40 },
    });
  });

  it('trusts one hop on Cloud Run unless told otherwise', () => {
    expect(readSettings({ ...enough, K_SERVICE: 'public' }).trustedHops).toBe(1);
    expect(readSettings({ ...enough, K_SERVICE: 'public', TRUSTED_HOPS: '2' }).trustedHops).toBe(2);
  });

  it('knows whether it runs on Cloud Run', () => {
    expect(readSettings({ ...enough, K_SERVICE: 'sweep' }).isOnCloudRun).toBe(true);
  });

  it('reads another Measurement Protocol, the token of the sweep, and that destinations may lie on this machine', () => {
    const token = '0123456789abcdef0123456789abcdef';
    expect(
      readSettings({
        ...enough,
        GOOGLE_ANALYTICS_BASE: 'http://127.0.0.1:12112',
        TILLTAG_SWEEP_TOKEN: token,
        TILLTAG_ALLOW_LOCAL: '1',
      }),
    ).toMatchObject({ analyticsBase: 'http://127.0.0.1:12112', sweepToken: token, allowLocal: true });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ ...enough, PORT: '', STRIPE_API_BASE: '' })).toMatchObject({
      port: 8080,
      stripeApiBase: undefined,
    });
  });

  it('takes blanks for a variable that is not set, and never for the number 0', () => {
    expect(readSettings({ ...enough, PORT: ' ', TRUSTED_HOPS: '\t', K_SERVICE: 'x' })).toMatchObject({
      port: 8080,
      trustedHops: 1,
    });
  });

  it('takes a slash from the end of the base path', () => {
    expect(readSettings({ ...enough, TILLTAG_BASE_PATH: '/base/' }).basePath).toBe('/base');
    expect(readSettings({ ...enough, TILLTAG_BASE_PATH: '/' }).basePath).toBe('');
    expect(readBasePath({ TILLTAG_BASE_PATH: '/base/' })).toBe('/base');
    expect(readBasePath({})).toBe('');
  });

  it('keeps nothing of the environment that it does not know, and cannot be changed', () => {
    const settings = readSettings({ ...enough, HOME: '/home/user', AWS_SECRET: 'x' });
    expect(JSON.stringify(settings)).not.toMatch(/home|AWS/);
    expect(Object.isFrozen(settings)).toBe(true);
    expect(Object.isFrozen(settings.limits)).toBe(true);
  });

  it('names everything that is missing', () => {
    const problems = problemsOf({});
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^TILLTAG_STORE is missing: it must be .*sqlite:PATH/);
    expect(problems[1]).toMatch(/^TILLTAG_KEYS is missing: it must be /);
  });

  it.each([
    { name: 'TILLTAG_STORE', value: 'postgres://secret' },
    { name: 'TILLTAG_STORE', value: 'sqlite:' },
    { name: 'STRIPE_API_BASE', value: 'ftp://secret' },
    { name: 'STRIPE_API_BASE', value: 'https://secret.example/v1' },
    { name: 'STRIPE_API_BASE', value: 'http://secret:99999' },
    { name: 'GOOGLE_ANALYTICS_BASE', value: 'secret' },
    { name: 'GOOGLE_ANALYTICS_BASE', value: 'http://secret:99999' },
    { name: 'TILLTAG_SWEEP_TOKEN', value: 'secret-secret-secret-secret-123' },
    { name: 'TILLTAG_SWEEP_TOKEN', value: 'secret secret secret secret secret secret' },
    { name: 'TILLTAG_ALLOW_LOCAL', value: 'secret' },
    { name: 'TRUSTED_HOPS', value: '-1' },
    { name: 'TRUSTED_HOPS', value: 'secret' },
    { name: 'PORT', value: '65536' },
    { name: 'PORT', value: '80.5' },
    { name: 'TILLTAG_BASE_PATH', value: 'secret' },
    { name: 'TILLTAG_OIDC_ISSUER', value: 'secret' },
    { name: 'TILLTAG_OIDC_ISSUER', value: 'https://secret:99999' },
    { name: 'TILLTAG_CONSOLE_DOMAINS', value: 'ada@secret.example' },
    { name: 'TILLTAG_CONSOLE_DOMAINS', value: 'secret.example,,' },
    { name: 'TILLTAG_CONSOLE_URL', value: 'https://secret.example/console' },
    { name: 'TILLTAG_PUBLIC_URL', value: 'https://secret.example/?secret' },
    { name: 'TILLTAG_PUBLIC_URL', value: 'https://secret:99999' },
    { name: 'TILLTAG_WEBHOOK_URL', value: 'https://ada@secret.example' },
    { name: 'TILLTAG_WEBHOOK_URL', value: 'https://secret:99999' },
    { name: 'TILLTAG_LIMIT_ADDRESS_BURST', value: '0' },
    { name: 'TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND', value: '0' },
    { name: 'TRUSTED_HOPS', value: 'Infinity' },
    { name: 'PORT', value: '1e400' },
    { name: 'TILLTAG_LIMIT_PROPERTY_BURST', value: 'Infinity' },
  ])('refuses $name=$value in words, and does not repeat the value', ({ name, value }) => {
    const problems = problemsOf({ ...enough, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} is not valid: it must be `));
    expect(problems[0]).not.toContain('secret');
  });

  it('lists all problems at once, those of the key ring included, and no key', () => {
    const problems = problemsOf({ TILLTAG_STORE: 'x', TILLTAG_KEYS: 'main:c2VjcmV0', PORT: 'y' }).join('\n');
    expect(problems).toMatch(/TILLTAG_STORE is not valid/);
    expect(problems).toMatch(/TILLTAG_KEYS is not valid: .*\nKey 1 has 6 bytes/);
    expect(problems).toMatch(/PORT is not valid/);
    expect(problems).not.toContain('c2VjcmV0');
  });

  it('is read by a valid JSON Schema', () => {
    expect(new Ajv().validateSchema(settingsSchema)).toBe(true);
  });

  it('describes every variable so that "it must be …" is a sentence', () => {
    for (const [name, { description }] of Object.entries<{ description?: string }>(settingsSchema['properties'])) {
      expect(description, name).toMatch(/^[a-z].*[^.]$/);
    }
  });
});
