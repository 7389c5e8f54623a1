// Reads the settings: the only place that knows the names of environment variables.
import { join } from 'node:path';
import { Ajv, type ErrorObject, type JSONSchemaType } from 'ajv';
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

interface KnownVariables {
  TILLTAG_STORE: string;
  TILLTAG_KEYS: string;
  STRIPE_API_BASE?: string;
  TRUSTED_HOPS?: number;
  HOST: string;
  PORT: number;
  TILLTAG_ASSETS: string;
  TILLTAG_BASE_PATH: string;
  GOOGLE_CLOUD_PROJECT?: string;
  FIRESTORE_EMULATOR_HOST?: string;
  TILLTAG_LIMIT_ADDRESS_PER_SECOND: number;
  TILLTAG_LIMIT_ADDRESS_BURST: number;
  TILLTAG_LIMIT_PROPERTY_PER_SECOND: number;
  TILLTAG_LIMIT_PROPERTY_BURST: number;
  TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND: number;
  TILLTAG_LIMIT_STRIPE_KEY_BURST: number;
  TILLTAG_LIMIT_READS_PER_SESSION: number;
}

const positive = (value: number, description: string) =>
  ({ type: 'number', exclusiveMinimum: 0, default: value, description }) as const;

const atLeastOne = (value: number, description: string) =>
  ({ type: 'number', minimum: 1, default: value, description }) as const;

/** Each description completes the sentence "it must be …". */
export const settingsSchema: JSONSchemaType<KnownVariables> = {
  type: 'object',
  required: ['TILLTAG_STORE', 'TILLTAG_KEYS'],
  properties: {
    TILLTAG_STORE: {
      type: 'string',
      pattern: '^(sqlite:.+|firestore(:.+)?)$',
      description: 'where data are kept: sqlite:PATH, firestore or firestore:DATABASE',
    },
    TILLTAG_KEYS: {
      type: 'string',
      minLength: 1,
      description:
        'the key ring that seals Stripe keys: NAME:BASE64_OF_32_BYTES, several separated by commas, newest first',
    },
    STRIPE_API_BASE: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^/?#@]+/?$',
      // No pattern knows every host and port that is none.
      format: 'url',
      description: 'the address of a Stripe API without a path, such as http://127.0.0.1:12111',
    },
    TRUSTED_HOPS: {
      type: 'integer',
      nullable: true,
      minimum: 0,
      maximum: 10,
      description: 'the number of proxies in front of the function that add to X-Forwarded-For, 0 for none',
    },
    HOST: { type: 'string', minLength: 1, default: '127.0.0.1', description: 'the address to listen on' },
    PORT: { type: 'integer', minimum: 0, maximum: 65535, default: 8080, description: 'a port from 0 to 65535' },
    TILLTAG_ASSETS: {
      type: 'string',
      minLength: 1,
      default: join(import.meta.dirname, '../gtm-templates/dist'),
      description: 'the folder that holds the built tilltag.v1.js',
    },
    TILLTAG_BASE_PATH: {
      type: 'string',
      pattern: '^(/[A-Za-z0-9._~-]+)*/?$',
      default: '',
      description: 'the path below which the routes lie, such as /base',
    },
    GOOGLE_CLOUD_PROJECT: {
      type: 'string',
      nullable: true,
      minLength: 1,
      description: 'the id of a Google Cloud project',
    },
    FIRESTORE_EMULATOR_HOST: {
      type: 'string',
      nullable: true,
      minLength: 1,
      description: 'the HOST:PORT of a Firestore emulator',
    },
    TILLTAG_LIMIT_ADDRESS_PER_SECOND: positive(10, 'a number above 0: requests per second and client address'),
    TILLTAG_LIMIT_ADDRESS_BURST: atLeastOne(40, 'a number from 1: requests at once per client address'),
    TILLTAG_LIMIT_PROPERTY_PER_SECOND: positive(100, 'a number above 0: requests per second and property'),
    TILLTAG_LIMIT_PROPERTY_BURST: atLeastOne(300, 'a number from 1: requests at once per property'),
    TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND: positive(20, 'a number above 0: requests to Stripe per second and key'),
    // Stripe allows 25 a second; in the worst second the burst comes on top of the rate.
    TILLTAG_LIMIT_STRIPE_KEY_BURST: atLeastOne(5, 'a number from 1: requests to Stripe at once per key'),
    TILLTAG_LIMIT_READS_PER_SESSION: atLeastOne(20, 'a number from 1: answers about one session per instance'),
  },
};

/** Checking our own schema first would double the time that this takes at every cold start; a test does it. */
const ajv = new Ajv({
  allErrors: true,
  coerceTypes: true,
  useDefaults: true,
  meta: false,
  validateSchema: false,
  formats: { url: (text: string) => URL.canParse(text) },
});
const validate = ajv.compile(settingsSchema);

/** The settings in `env`, frozen. Throws SettingsError that lists every problem at once. */
export function readSettings(env: Environment): Settings {
  const known: Record<string, unknown> = {};
  for (const name of Object.keys(settingsSchema['properties'])) {
    // An empty variable is how shells and consoles write "not set".
    if (env[name]) known[name] = env[name];
  }
  const problems: string[] = [];
  const isValid = validate(known);
  if (!isValid) problems.push(...(validate.errors ?? []).map(toSentence));
  const keyRing = readKeyRing(known['TILLTAG_KEYS'], problems);
  if (!isValid || keyRing === undefined) throw new SettingsError([...new Set(problems)].join('\n'));
  return Object.freeze(toSettings(known, keyRing, env['K_SERVICE'] !== undefined));
}

/** The name of the function that this process was started for, where a platform chose one. */
export function readChosenFunction(env: Environment): string | undefined {
  return env['FUNCTION_TARGET'];
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
    assets: known.TILLTAG_ASSETS,
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
  const description: unknown = settingsSchema['properties'][name]?.description;
  const fault = keyword === 'required' ? 'is missing' : 'is not valid';
  return `${name} ${fault}: it must be ${typeof description === 'string' ? description : 'something else'}.`;
}
