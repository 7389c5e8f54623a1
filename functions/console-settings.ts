// What the settings say about signing in to the console, and where they contradict each other.
import { domainToASCII } from 'node:url';
import { isLoopbackHost } from './http/is-loopback-host.ts';
import type { KnownVariables } from './settings-schema.ts';

/** Who vouches for people: an OpenID Connect issuer, and what it knows the console by. */
export interface IssuerSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface ConsoleSettings {
  /** `undefined` where people sign in with one-time links. */
  issuer: IssuerSettings | undefined;
  /** Whose addresses may sign in, in lower case and punycode; empty where people are asked in one by one. */
  domains: readonly string[];
  /** Scheme, host and port that browsers know the console by; `undefined` where it is the one that they asked. */
  origin: string | undefined;
}

/** What the console works with, where nothing contradicts. */
export function toConsoleSettings(known: KnownVariables): ConsoleSettings {
  const { TILLTAG_OIDC_CLIENT_ID: clientId, TILLTAG_OIDC_CLIENT_SECRET: clientSecret } = known;
  const issuer = known.TILLTAG_OIDC_ISSUER ?? 'https://accounts.google.com';
  return {
    issuer: clientId === undefined || clientSecret === undefined ? undefined : { issuer, clientId, clientSecret },
    domains: toDomains(known.TILLTAG_CONSOLE_DOMAINS ?? ''),
    origin: known.TILLTAG_CONSOLE_URL === undefined ? undefined : new URL(known.TILLTAG_CONSOLE_URL).origin,
  };
}

/** A sentence for each setting that does not go with another one; each is valid in itself. */
export function findConsoleContradictions(known: KnownVariables): string[] {
  const { TILLTAG_OIDC_CLIENT_ID: clientId, TILLTAG_OIDC_CLIENT_SECRET: clientSecret } = known;
  const { TILLTAG_OIDC_ISSUER: issuer, TILLTAG_CONSOLE_URL: url } = known;
  const problems: string[] = [];
  if (clientId !== undefined && clientSecret === undefined) {
    problems.push('TILLTAG_OIDC_CLIENT_ID is set without TILLTAG_OIDC_CLIENT_SECRET: the issuer gave both, set both.');
  }
  if (clientId === undefined && (clientSecret !== undefined || issuer !== undefined)) {
    const name = clientSecret === undefined ? 'TILLTAG_OIDC_ISSUER' : 'TILLTAG_OIDC_CLIENT_SECRET';
    problems.push(`${name} is set without TILLTAG_OIDC_CLIENT_ID: set the client id that the issuer gave the console.`);
  }
  if (issuer !== undefined && !isHttps(issuer) && !(known.TILLTAG_ALLOW_LOCAL === '1' && isOnThisMachine(issuer))) {
    problems.push(
      'TILLTAG_OIDC_ISSUER has no https: only an issuer on this machine may do without, and only with TILLTAG_ALLOW_LOCAL=1.',
    );
  }
  if (url !== undefined && !isHttps(url) && !isOnThisMachine(url)) {
    problems.push(
      'TILLTAG_CONSOLE_URL has no https: browsers keep a sign-in only where the address begins with https.',
    );
  }
  if (toDomains(known.TILLTAG_CONSOLE_DOMAINS ?? '').includes('')) {
    problems.push(
      'TILLTAG_CONSOLE_DOMAINS holds what is no domain: write each as it stands behind the @ of an address.',
    );
  }
  return problems;
}

function toDomains(text: string): string[] {
  if (text.trim() === '') return [];
  return text.split(',').map((domain) => domainToASCII(domain.trim()));
}

function isHttps(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname);
}
