// What the environment says about signing in to the console, and which of it goes together.
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../functions/settings.ts';

const enough = { TILLTAG_STORE: 'sqlite:tilltag.db', TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}` };
const client = { TILLTAG_OIDC_CLIENT_ID: 'console', TILLTAG_OIDC_CLIENT_SECRET: 'hidden-hidden' };

function read(env: Record<string, string>) {
  return readSettings({ ...enough, ...env }).console;
}

describe('toConsoleSettings', () => {
  it('takes Google for the issuer where only a client is named', () => {
    expect(read(client).issuer).toEqual({
      issuer: 'https://accounts.google.com',
      clientId: 'console',
      clientSecret: 'hidden-hidden',
    });
  });

  it('takes the issuer that is named', () => {
    const issuer = 'https://id.example.com/realms/shop';
    expect(read({ ...client, TILLTAG_OIDC_ISSUER: issuer }).issuer).toMatchObject({ issuer });
  });

  it('reads domains in lower case and punycode, with spaces around the commas', () => {
    const domains = ' Shop.Example , bücher.example';
    expect(read({ TILLTAG_CONSOLE_DOMAINS: domains }).domains).toEqual(['shop.example', 'xn--bcher-kva.example']);
  });

  it('reads the origin of the console without a slash at its end', () => {
    expect(read({ TILLTAG_CONSOLE_URL: 'https://Console.example.com/' }).origin).toBe('https://console.example.com');
  });

  it('reads where pages and Stripe ask, with their paths and without a slash at the end', () => {
    const addresses = {
      TILLTAG_PUBLIC_URL: 'https://Tags.example.com/base/',
      TILLTAG_WEBHOOK_URL: 'http://localhost:8080',
    };
    expect(read(addresses)).toMatchObject({
      publicUrl: 'https://tags.example.com/base',
      webhookUrl: 'http://localhost:8080',
    });
    expect(read({})).toMatchObject({ publicUrl: undefined, webhookUrl: undefined });
  });
});

describe('findConsoleContradictions', () => {
  it.each([
    {
      what: 'a client id without its secret',
      env: { TILLTAG_OIDC_CLIENT_ID: 'console' },
      words: /^TILLTAG_OIDC_CLIENT_ID is set without TILLTAG_OIDC_CLIENT_SECRET/,
    },
    {
      what: 'a client secret without its id',
      env: { TILLTAG_OIDC_CLIENT_SECRET: 'hidden-hidden' },
      words: /^TILLTAG_OIDC_CLIENT_SECRET is set without TILLTAG_OIDC_CLIENT_ID/,
    },
    {
      what: 'an issuer without a client',
      env: { TILLTAG_OIDC_ISSUER: 'https://id.example.com' },
      words: /^TILLTAG_OIDC_ISSUER is set without TILLTAG_OIDC_CLIENT_ID/,
    },
    {
      what: 'an issuer on this machine without https, where that is not allowed',
      env: { ...client, TILLTAG_OIDC_ISSUER: 'http://127.0.0.1:8000' },
      words: /^TILLTAG_OIDC_ISSUER has no https/,
    },
    {
      what: 'an issuer elsewhere without https, whatever is allowed',
      env: { ...client, TILLTAG_OIDC_ISSUER: 'http://id.example.com', TILLTAG_ALLOW_LOCAL: '1' },
      words: /^TILLTAG_OIDC_ISSUER has no https/,
    },
    {
      what: 'a console elsewhere without https',
      env: { TILLTAG_CONSOLE_URL: 'http://console.example.com' },
      words: /^TILLTAG_CONSOLE_URL has no https/,
    },
    {
      what: 'functions elsewhere without https',
      env: { TILLTAG_PUBLIC_URL: 'http://tags.example.com', TILLTAG_WEBHOOK_URL: 'http://tags.example.com' },
      words: /^TILLTAG_PUBLIC_URL has no https.*\nTILLTAG_WEBHOOK_URL has no https/,
    },
  ])('names $what and shows no value', ({ env, words }) => {
    expect(() => read(env)).toThrow(words);
    expect(() => read(env)).not.toThrow(/hidden/);
  });

  it('finds none in an issuer and a console on this machine where that is allowed', () => {
    const local = { TILLTAG_ALLOW_LOCAL: '1', TILLTAG_OIDC_ISSUER: 'http://127.0.0.1:8000' };
    expect(read({ ...client, ...local, TILLTAG_CONSOLE_URL: 'http://localhost:8080' })).toMatchObject({
      issuer: { issuer: 'http://127.0.0.1:8000' },
      origin: 'http://localhost:8080',
    });
  });
});
