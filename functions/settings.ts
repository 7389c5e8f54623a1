// Reads the settings: the only place that knows the names of environment variables.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ErrorObject } from 'ajv';
import { type KnownVariables, settingsSchema } from './settings-schema.ts';
import { validateSettings } from './settings-validator.ts';
import { KeyRingError } from './store/errors.ts';
import { type KeyRing, parseKeyRing } from './store/key-ring.ts';

/** Every setting that is wrong, a line each, in words and without its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** How much is answered; `Infinity` in none of them, so that a bench lifts one by a large number. */
export interface Limits {
  addressPerSecond: number;
  addressBurst: number;
  propertyPerSecond: number;
  propertyBurst: number;
  stripeKeyPerSecond: number;
  stripeKeyBurst: number;
  readsPerSession: number;
}

export interface Settings {
  /** `sqlite:PATH`, `firestore` or `firestore:DATABASE`. */
  store: string;
  keyRing: KeyRing;
  /** Where Stripe's API answers, unless it is Stripe's own address. */
  stripeApiBase: string | undefined;
  /** How many proxies in front of the function may be believed about the client's address. */
  trustedHops: number;
  host: string;
  port: number;
  /** The folder that holds the loader. */
  assets: string;
  /** The path below which all routes lie: empty, or with a slash in front and none at the end. */
  basePath: string;
  projectId: string | undefined;
  firestoreEmulatorHost: string | undefined;
  limits: Limits;
}

/** The environment as a process gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings in `env`, frozen. Throws SettingsError that lists every problem at once. */
export function readSettings(env: Environment): Settings {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(settingsSchema['properties'])) {
    // An empty variable is how shells and consoles write "not set".
    if (env[name]) known[name] = env[name];
  }
  const problems: string[] = [];
  const isValid = validateSettings(known);
  if (!isValid) problems.push(...(validateSettings.errors ?? []).map(toSentence));
  const apiBase = known['STRIPE_API_BASE'];
  // A port above 65535 passes every pattern that one can read.
  if (typeof apiBase === 'string' && !URL.canParse(apiBase)) problems.push(toWords('STRIPE_API_BASE', 'is not valid'));
  const keyRing = readKeyRing(known['TILLTAG_KEYS'], problems);
  if (!isValid || keyRing === undefined || problems.length > 0)
    throw new SettingsError([...new Set(problems)].join('\n'));
  return Object.freeze(toSettings(known, keyRing, env['K_SERVICE'] !== undefined));
}

/** The name of the function that this process was started for, as functions-framework reads it from `argv` and `env`. */
export function readChosenFunction(env: Environment, argv: string[]): string | undefined {
  const options = { target: { type: 'string' } } as const;
  const { target } = parseArgs({ args: argv, options, strict: false }).values;
  return typeof target === 'string' ? target : env['FUNCTION_TARGET'];
}

function toSettings(known: KnownVariables, keyRing: KeyRing, isOnCloudRun: boolean): Settings {
  return {
    store: known.TILLTAG_STORE,
    keyRing,
    stripeApiBase: known.STRIPE_API_BASE,
    // Google's front end adds the last entry of X-Forwarded-For; elsewhere no proxy may be believed unasked.
    trustedHops: known.TRUSTED_HOPS ?? (isOnCloudRun ? 1 : 0),
    host: known.HOST,
    port: known.PORT,
    assets: known.TILLTAG_ASSETS ?? join(import.meta.dirname, '../gtm-templates/dist'),
    basePath: known.TILLTAG_BASE_PATH.replace(/\/$/, ''),
    projectId: known.GOOGLE_CLOUD_PROJECT,
    firestoreEmulatorHost: known.FIRESTORE_EMULATOR_HOST,
    limits: Object.freeze({
      addressPerSecond: known.TILLTAG_LIMIT_ADDRESS_PER_SECOND,
      addressBurst: known.TILLTAG_LIMIT_ADDRESS_BURST,
      propertyPerSecond: known.TILLTAG_LIMIT_PROPERTY_PER_SECOND,
      propertyBurst: known.TILLTAG_LIMIT_PROPERTY_BURST,
      stripeKeyPerSecond: known.TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND,
      stripeKeyBurst: known.TILLTAG_LIMIT_STRIPE_KEY_BURST,
      readsPerSession: known.TILLTAG_LIMIT_READS_PER_SESSION,
    }),
  };
}

function readKeyRing(text: unknown, problems: string[]): KeyRing | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return parseKeyRing(text);
  } catch (error) {
    if (!(error instanceof KeyRingError)) throw error;
    problems.push(`TILLTAG_KEYS is not valid: ${error.message}`);
    return undefined;
  }
}

function toSentence({ keyword, instancePath, params }: ErrorObject): string {
  const name = keyword === 'required' ? String(params['missingProperty']) : instancePath.slice(1);
  return toWords(name, keyword === 'required' ? 'is missing' : 'is not valid');
}

function toWords(name: string, fault: string): string {
  const description: unknown = settingsSchema['properties'][name]?.description;
  return `${name} ${fault}: it must be ${typeof description === 'string' ? description : 'something else'}.`;
}
