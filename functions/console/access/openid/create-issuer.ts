// The OpenID Connect issuer that people sign in with: the one place that knows its client library.
import type { Configuration } from 'openid-client';
import type { Settings } from '../../../settings.ts';
import { SignInError } from '../sign-in-error.ts';
import { type Identity, toIdentity } from './identity.ts';
import { toSignInError } from './to-sign-in-error.ts';

/** Where a browser is sent to, and what has to be kept until it comes back. */
export interface Departure {
  url: string;
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface Issuer {
  /** Its host, as people may know it. */
  host: string;
  /** `isAnother` asks the person which account it shall be. Rejects with `SignInError`. */
  depart(redirectUri: string, options: { isAnother: boolean }): Promise<Departure>;
  /** Who came back to the redirect address with this query. Rejects with `SignInError`. */
  arrive(callback: URL, kept: Omit<Departure, 'url'>): Promise<Identity>;
}

/** Somebody waits in front of a browser, so that two of these may pass and no more. */
const timeoutSeconds = 6;

/** What an issuer says of itself is asked for again after a day, because its addresses may move. */
const knownMs = 86_400_000;

/** The issuer of the settings; `undefined` where there is none. It is first asked for anything when somebody signs in. */
export function createIssuer(settings: Pick<Settings, 'console'>, now: () => number): Issuer | undefined {
  const { issuer } = settings.console;
  if (issuer === undefined) return undefined;
  const address = new URL(issuer.issuer);
  let known: { configuration: Promise<Configuration>; atMs: number } | undefined;

  function getConfiguration(): Promise<Configuration> {
    if (known !== undefined && now() - known.atMs < knownMs) return known.configuration;
    const configuration = discover(address, issuer?.clientId ?? '', issuer?.clientSecret ?? '');
    const asked = { configuration, atMs: now() };
    known = asked;
    // A failure is not remembered: the next person asks again.
    configuration.catch(() => {
      if (known === asked) known = undefined;
    });
    return configuration;
  }

  return {
    host: address.host,
    async depart(redirectUri, { isAnother }) {
      try {
        return await depart(await getConfiguration(), redirectUri, isAnother);
      } catch (error) {
        throw toSignInError(error);
      }
    },
    async arrive(callback, kept) {
      try {
        return await arrive(await getConfiguration(), callback, kept);
      } catch (error) {
        throw toSignInError(error);
      }
    },
  };
}

async function discover(issuer: URL, clientId: string, clientSecret: string): Promise<Configuration> {
  const openid = await import('openid-client');
  // The settings allow it for an issuer on this machine only.
  const local = issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : [];
  const execute = [...local, openid.enableNonRepudiationChecks];
  const options = { execute, timeout: timeoutSeconds };
  const found = await openid.discovery(issuer, clientId, clientSecret, undefined, options);
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = found.serverMetadata();
  if (methods.includes('client_secret_post')) return found;
  const basic = new openid.Configuration(
    found.serverMetadata(),
    clientId,
    clientSecret,
    openid.ClientSecretBasic(clientSecret),
  );
  basic.timeout = timeoutSeconds;
  for (const step of execute) step(basic);
  return basic;
}

async function depart(configuration: Configuration, redirectUri: string, isAnother: boolean): Promise<Departure> {
  const openid = await import('openid-client');
  const kept = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
  };
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(kept.codeVerifier),
    code_challenge_method: 'S256',
    ...(isAnother && { prompt: canSelect(configuration) ? 'select_account' : 'login' }),
  });
  return { url: url.href, ...kept };
}

/** Google knows this prompt without saying so: https://developers.google.com/identity/openid-connect/openid-connect#prompt */
function canSelect(configuration: Configuration): boolean {
  const { issuer, prompt_values_supported: prompts } = configuration.serverMetadata();
  return issuer === 'https://accounts.google.com' || (Array.isArray(prompts) && prompts.includes('select_account'));
}

async function arrive(
  configuration: Configuration,
  callback: URL,
  { state, nonce, codeVerifier }: Omit<Departure, 'url'>,
): Promise<Identity> {
  // Looked at before all else, so that nobody makes us ask the issuer by sending a browser here.
  if (callback.searchParams.get('state') !== state) throw new SignInError('too_late');
  const openid = await import('openid-client');
  const tokens = await openid.authorizationCodeGrant(configuration, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new SignInError('issuer_refused');
  const { issuer } = configuration.serverMetadata();
  if (claims['email'] !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) {
    return toIdentity(issuer, claims.sub, claims);
  }
  // Many issuers keep what the profile scopes bring out of the token:
  // https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims
  const profile = await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return toIdentity(issuer, claims.sub, { ...profile });
}
