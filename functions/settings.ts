// Reads the settings: the only place that knows the names of environment variables.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ErrorObject } from 'ajv';
import { type ConsoleSettings, findConsoleContradictions, toConsoleSettings } from './console-settings.ts';
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
  /** Where the Measurement Protocol answers, unless it is Google's own address. */
  analyticsBase: string | undefined;
  /** The bearer token that whoever asks for a sweep must bring; without one only a platform can guard it. */
  sweepToken: string | undefined;
  /** Whether the platform lets in only whom it knows, unless the function was opened to everybody. */
  isOnCloudRun: boolean;
  /** Whether destinations may lie on this machine, and need no https there. */
  allowLocal: boolean;
  /** How many proxies in front of the function may be believed about the client's address. */
  trustedHops: number;
  host: string;
  port: number;
  /** The folder that holds the loader. */
  assets: string;
  /** The path below which all routes lie: empty, or with a slash in front and none at the end. */
  basePath: string;
  /** Who may sign in to the console, and with what. */
  console: ConsoleSettings;
  projectId: string | undefined;
  firestoreEmulatorHost: string | undefined;
  limits: Limits;
}

/** The environment as a process gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const addressVariables = [
  ...['STRIPE_API_BASE', 'GOOGLE_ANALYTICS_BASE', 'TILLTAG_OIDC_ISSUER', 'TILLTAG_CONSOLE_URL'],
  ...['TILLTAG_PUBLIC_URL', 'TILLTAG_WEBHOOK_URL'],
];

/** The settings in `env`, frozen. Throws SettingsError that lists every problem at once. */
export function readSettings(env: Environment): Settings {
  const known = pickKnown(env);
  const problems: string[] = [];
  const isValid = validateSettings(known);
  if (!isValid) problems.push(...(validateSettings.errors ?? []).map(toSentence));
  problems.push(...findEndless(known));
  for (const name of addressVariables) {
    const base = known[name];
    // A port above 65535 passes every pattern that one can read.
    if (typeof base === 'string' && !URL.canParse(base)) problems.push(toWords(name, 'is not valid'));
  }
  if (isValid && problems.length === 0) problems.push(...findConsoleContradictions(known));
  const keyRing = readKeyRing(known['TILLTAG_KEYS'], problems);
  if (!isValid || keyRing === undefined || problems.length > 0)
    throw new SettingsError([...new Set(problems)].join('\n'));
  return Object.freeze(toSettings(known, keyRing, env['K_SERVICE'] !== undefined));
}

function pickKnown(env: Environment): Record<string, unknown> {
  // An empty variable is how shells and consoles write "not set"; blanks alone would count as the number 0.
  const set = Object.keys(settingsSchema['properties']).filter((name) => env[name]?.trim());
  return Object.fromEntries(set.map((name) => [name, env[name]]));
}

/** Ajv takes "Infinity" for a number, and then holds it to no bound. */
function findEndless(known: Readonly<Record<string, unknown>>): string[] {
  const endless = Object.entries(known).filter(([, value]) => typeof value === 'number' && !Number.isFinite(value));
  return endless.map(([name]) => toWords(name, 'is not valid'));
}

/** The name of the function that this process was started for, as functions-framework reads it from `argv` and `env`. */
export function readChosenFunction(env: Environment, argv: string[]): string | undefined {
  const options = { target: { type: 'string' } } as const;
  const { target } = parseArgs({ args: argv, options, strict: false }).values;
  return typeof target === 'string' ? target : env['FUNCTION_TARGET'];
}

/**
 * The path below which all routes lie, in the form of the settings; for whoever needs it before they are read, so that a
 * malformed one is told elsewhere.
 */
export function readBasePath(env: Environment): string {
  return toBasePath(env['TILLTAG_BASE_PATH'] ?? '');
}

function toBasePath(text: string): string {
  return text.replace(/\/$/, '');
}

function toSettings(known: KnownVariables, keyRing: KeyRing, isOnCloudRun: boolean): Settings {
  return {
    store: known.TILLTAG_STORE,
    keyRing,
    stripeApiBase: known.STRIPE_API_BASE,
    analyticsBase: known.GOOGLE_ANALYTICS_BASE,
    sweepToken: known.TILLTAG_SWEEP_TOKEN,
    isOnCloudRun,
    allowLocal: known.TILLTAG_ALLOW_LOCAL === '1',
    // Google's front end adds the last entry of X-Forwarded-For; elsewhere no proxy may be believed unasked.
    trustedHops: known.TRUSTED_HOPS ?? (isOnCloudRun ? 1 : 0),
    host: known.HOST,
    port: known.PORT,
    assets: known.TILLTAG_ASSETS ?? join(import.meta.dirname, '../gtm-templates/dist'),
    basePath: toBasePath(known.TILLTAG_BASE_PATH),
    console: Object.freeze(toConsoleSettings(known)),
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
