// The environment of a process, which an operator wrote by hand.
import fc from 'fast-check';
import { readSettings, type Settings, SettingsError } from '../../../functions/settings.ts';
import { settingsSchema } from '../../../functions/settings-schema.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure, ensureDiscreet } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const key = Buffer.alloc(32, 7).toString('base64');

const good = {
  TILLTAG_STORE: 'sqlite:test.db',
  TILLTAG_KEYS: `main:${key}`,
  STRIPE_API_BASE: 'http://127.0.0.1:12111',
  TILLTAG_SWEEP_TOKEN: 'a'.repeat(32),
  TRUSTED_HOPS: '1',
  PORT: '8080',
  TILLTAG_BASE_PATH: '/base/',
  TILLTAG_OIDC_ISSUER: 'https://accounts.google.com',
  TILLTAG_OIDC_CLIENT_ID: 'client',
  TILLTAG_OIDC_CLIENT_SECRET: 'secret of the client',
  TILLTAG_CONSOLE_DOMAINS: 'example.com, münchen.example',
  TILLTAG_CONSOLE_URL: 'https://console.example.com',
  TILLTAG_LIMIT_PROPERTY_PER_SECOND: '100',
} as const;

const names = Object.keys(settingsSchema['properties']);

const goodName = fc.constantFrom(...Object.keys(good));

const inputs = fc.record({
  /** Those of the good ones that are left out. */
  without: fc.array(goodName, { maxLength: 6 }),
  others: fc.array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...names), hostileText),
      goodName.chain((name) => fc.tuple(fc.constant(name), mutatedText(fc.constant(String(Reflect.get(good, name)))))),
    ),
    { maxLength: 3 },
  ),
});

/** The reader of settings. */
export function settingsTarget(read: typeof readSettings = readSettings): Target {
  return toTarget({
    name: 'settings',
    reads: 'environment variables, from whoever operates it',
    inputs,
    open: () => ({
      examine({ without, others }) {
        const kept = Object.entries(good).filter(([name]) => !without.includes(name));
        const env = Object.fromEntries([...kept, ...others]);
        const outcome = attempt(() => read(env), isSettingsError);
        if (outcome.kind === 'refused') {
          ensure(outcome.error.message !== '', 'It refused without a word.');
          ensureDiscreet(outcome.error.message, 'The refusal');
          ensure(!outcome.error.message.includes(key.slice(0, 20)), 'The refusal shows a key.');
        } else examineSettings(outcome.value);
      },
    }),
  });
}

function examineSettings({ stripeApiBase, basePath, port, limits, console, trustedHops, ...rest }: Settings): void {
  ensure(Object.isFrozen(limits) && Object.isFrozen(console), 'The settings can be changed.');
  ensure(/^(\/[A-Za-z0-9._~-]+)*$/.test(basePath), 'The base path is none.');
  ensure(Number.isInteger(port) && port >= 0 && port <= 65_535, 'The port is none.');
  ensure(Number.isInteger(trustedHops) && trustedHops >= 0, 'The hops are no number.');
  for (const [name, limit] of Object.entries(limits))
    ensure(Number.isFinite(limit) && limit > 0, `${name} is no limit.`);
  ensure(stripeApiBase === undefined || URL.canParse(stripeApiBase), 'The address of Stripe is none.');
  ensure(
    console.origin === undefined || new URL(console.origin).origin === console.origin,
    'The console has no origin.',
  );
  ensure(
    console.domains.every((domain) => /^[^\s@:/,]+$/.test(domain)),
    'A domain of the console is none.',
  );
  ensure(rest.keyRing.length > 0, 'The key ring is empty.');
}

function isSettingsError(error: unknown): error is SettingsError {
  return error instanceof SettingsError;
}
