// What the settings say about the console: who signs in, where everything answers, and where they contradict each other.
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
  /** Where the functions answer, without a slash at the end; `undefined` where they lie behind the console's own origin. */
  publicUrl: string | undefined;
  webhookUrl: string | undefined;
}

/** What the console works with, where nothing contradicts. */
export function toConsoleSettings(known: KnownVariables): ConsoleSettings {
  const { TILLTAG_OIDC_CLIENT_ID: clientId, TILLTAG_OIDC_CLIENT_SECRET: clientSecret } = known;
  const issuer = known.TILLTAG_OIDC_ISSUER ?? 'https://accounts.google.com';
  return {
    issuer: clientId === undefined || clientSecret === undefined ? undefined : { issuer, clientId, clientSecret },
    domains: toDomains(known.TILLTAG_CONSOLE_DOMAINS ?? ''),
    origin: known.TILLTAG_CONSOLE_URL === undefined ? undefined : new URL(known.TILLTAG_CONSOLE_URL).origin,
    publicUrl: toAddress(known.TILLTAG_PUBLIC_URL),
    webhookUrl: toAddress(known.TILLTAG_WEBHOOK_URL),
  };
}

/** A sentence for each setting that does not go with another one; each is valid in itself. */
export function findConsoleContradictions(known: KnownVariables): string[] {
  const { TILLTAG_OIDC_CLIENT_ID: clientId, TILLTAG_OIDC_CLIENT_SECRET: clientSecret } = known;
  const { TILLTAG_OIDC_ISSUER: issuer } = known;
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
  problems.push(...findInsecure(known));
  if (toDomains(known.TILLTAG_CONSOLE_DOMAINS ?? '').includes('')) {
    problems.push(
      'TILLTAG_CONSOLE_DOMAINS holds what is no domain: write each as it stands behind the @ of an address.',
    );
  }
  return problems;
}

/** Addresses that people or Stripe ask over the internet, and that begin without https. */
function findInsecure(known: KnownVariables): string[] {
  const reasons = {
    TILLTAG_CONSOLE_URL: 'browsers keep a sign-in only where the address begins with https',
    TILLTAG_PUBLIC_URL: 'the pages of a shop load scripts only from an address that begins with https',
    TILLTAG_WEBHOOK_URL: 'Stripe sends events only to an address that begins with https',
  } as const;
  return (['TILLTAG_CONSOLE_URL', 'TILLTAG_PUBLIC_URL', 'TILLTAG_WEBHOOK_URL'] as const).flatMap((name) => {
    const url = known[name];
    const isFit = url === undefined || isHttps(url) || isOnThisMachine(url);
    return isFit ? [] : [`${name} has no https: ${reasons[name]}.`];
  });
}

function toAddress(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).href.replace(/\/+$/, '');
}

/** An empty text stands for what is no domain. */
function toDomains(text: string): string[] {
  if (text.trim() === '') return [];
  const domains = text.split(',').map((domain) => domainToASCII(domain.trim()));
  // Of what was percent-encoded the function lets through more than a domain may hold.
  return domains.map((domain) => (/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain) ? domain : ''));
}

function isHttps(url: string): boolean {
  return new URL(url).protocol === 'https:';
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname);
}
