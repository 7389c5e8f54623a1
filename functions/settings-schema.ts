// The environment variables that Tilltag knows: what each must be, in words, and what stands where it is missing.
import type { JSONSchemaType } from 'ajv';

/** The variables after their texts became numbers and defaults were filled in. */
export interface KnownVariables {
  TILLTAG_STORE: string;
  TILLTAG_KEYS: string;
  STRIPE_API_BASE?: string;
  GOOGLE_ANALYTICS_BASE?: string;
  TILLTAG_SWEEP_TOKEN?: string;
  TILLTAG_ALLOW_LOCAL?: '1';
  TRUSTED_HOPS?: number;
  HOST: string;
  PORT: number;
  TILLTAG_ASSETS?: string;
  TILLTAG_BASE_PATH: string;
  TILLTAG_OIDC_ISSUER?: string;
  TILLTAG_OIDC_CLIENT_ID?: string;
  TILLTAG_OIDC_CLIENT_SECRET?: string;
  TILLTAG_CONSOLE_DOMAINS?: string;
  TILLTAG_CONSOLE_URL?: string;
  TILLTAG_PUBLIC_URL?: string;
  TILLTAG_WEBHOOK_URL?: string;
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
      description: 'the address of a Stripe API without a path, such as http://127.0.0.1:12111',
    },
    GOOGLE_ANALYTICS_BASE: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^/?#@]+/?$',
      description: 'the address of a Measurement Protocol without a path, such as http://127.0.0.1:12112',
    },
    TILLTAG_SWEEP_TOKEN: {
      type: 'string',
      nullable: true,
      // What a header can carry behind "Bearer".
      pattern: '^[A-Za-z0-9._~+/=-]{32,}$',
      description:
        'the bearer token with which POST /sweep is asked: at least 32 letters, digits or characters of ._~+/=-, made with openssl rand -hex 32',
    },
    TILLTAG_ALLOW_LOCAL: {
      type: 'string',
      nullable: true,
      enum: ['1', null],
      description: 'either 1, which lets destinations lie on this machine, for tests, or not set',
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
      nullable: true,
      minLength: 1,
      description: 'the folder that holds the built tilltag.v1.js',
    },
    TILLTAG_BASE_PATH: {
      type: 'string',
      pattern: '^(/[A-Za-z0-9._~-]+)*/?$',
      default: '',
      description: 'the path below which the routes lie, such as /base',
    },
    TILLTAG_OIDC_ISSUER: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^?#@]+$',
      description:
        'the address of the OpenID Connect issuer that people sign in to the console with, such as https://accounts.google.com, which it is where only a client id is given',
    },
    TILLTAG_OIDC_CLIENT_ID: {
      type: 'string',
      nullable: true,
      minLength: 1,
      description: 'the client id that the issuer gave the console; without one, people sign in with one-time links',
    },
    TILLTAG_OIDC_CLIENT_SECRET: {
      type: 'string',
      nullable: true,
      minLength: 1,
      description: 'the client secret that the issuer gave the console with its client id',
    },
    TILLTAG_CONSOLE_DOMAINS: {
      type: 'string',
      nullable: true,
      pattern: '^\\s*[^\\s,@:/]+(\\s*,\\s*[^\\s,@:/]+)*\\s*$',
      description:
        'the domains of the e-mail addresses that may sign in to the console, separated by commas; without any, the first person who signs in owns it and asks others in',
    },
    TILLTAG_CONSOLE_URL: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^/?#@]+/?$',
      description:
        'the address of the console as browsers know it, without a path, such as https://console.example.com; unless given, the one that is asked for',
    },
    TILLTAG_PUBLIC_URL: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^?#@]+$',
      description:
        'the address of the public function as pages know it, with the path below which it lies, such as https://tags.example.com; the console puts it into downloads, and takes its own unless given',
    },
    TILLTAG_WEBHOOK_URL: {
      type: 'string',
      nullable: true,
      pattern: '^https?://[^?#@]+$',
      description:
        'the address of the webhook function as Stripe knows it, likewise; the console has Stripe’s webhook made for it',
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
