// What an OpenID issuer says of itself and of people: discovery, keys, tokens and profiles, malformed in any way.
//
// It proves what becomes of any answer over real HTTP, with the real client library and real signatures; which of these a
// given issuer ever sends, only that issuer could say.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { createIssuer } from '../../../functions/console/access/openid/create-issuer.ts';
import type { Identity } from '../../../functions/console/access/openid/identity.ts';
import { SignInError } from '../../../functions/console/access/sign-in-error.ts';
import { readSettings } from '../../../functions/settings.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attemptLater, ensure, ensureDiscreet } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const kept = { state: 'stateOfOneAttempt', nonce: 'nonceOfOneAttempt', codeVerifier: 'v'.repeat(43) };
const clientId = 'tilltag-console';
const issuerWord = 'https://issuer.invalid';

const discovery: Json = {
  issuer: issuerWord,
  authorization_endpoint: `${issuerWord}/authorize`,
  token_endpoint: `${issuerWord}/token`,
  userinfo_endpoint: `${issuerWord}/userinfo`,
  jwks_uri: `${issuerWord}/keys`,
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  id_token_signing_alg_values_supported: ['RS256'],
};
const claims: Json = {
  ...{ iss: issuerWord, sub: 'person-1', aud: clientId, nonce: kept.nonce, iat: 0, exp: 4_000_000_000 },
  ...{ email: 'Ada@Shop.example', email_verified: true, name: 'Ada Lovelace', hd: 'shop.example' },
};
const profile: Json = { sub: 'person-1', email: 'ada@shop.example', email_verified: true, name: 'Ada' };
const token: Json = { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: 'ID_TOKEN' };

const usually = (value: Json): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: mutatedJson(fc.constant(value)) });

const inputs = fc.record({
  discovery: usually(discovery),
  token: usually(token),
  claims: mutatedJson(fc.constantFrom(claims, withoutEmail(claims))),
  profile: usually(profile),
  status: fc.constantFrom(200, 200, 200, 200, 200, 200, 200, 400, 401, 500, 204, 302),
  callback: fc.oneof(
    { weight: 5, arbitrary: fc.constant(`?state=${kept.state}&code=code`) },
    {
      weight: 2,
      arbitrary: mutatedText(
        fc.constantFrom(`?state=${kept.state}&code=code`, `?state=${kept.state}&error=access_denied`),
      ),
    },
    { weight: 1, arbitrary: hostileText },
  ),
});

/** The way to the issuer and back, which `create` knows. */
export function openidAnswersTarget(create: typeof createIssuer = createIssuer): Target {
  return toTarget({
    name: 'openid-answers',
    reads: 'answers and claims of the issuer that people sign in with, or of whatever stands between',
    isSlow: true,
    inputs,
    async open() {
      const issuer = await startIssuer();
      const settings = readSettings({
        TILLTAG_STORE: 'sqlite::memory:',
        TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
        TILLTAG_ALLOW_LOCAL: '1',
        TILLTAG_OIDC_ISSUER: issuer.url,
        TILLTAG_OIDC_CLIENT_ID: clientId,
        TILLTAG_OIDC_CLIENT_SECRET: 'secretOfTheFuzzer',
      });
      return {
        async examine({ callback, ...says }) {
          issuer.says = says;
          // A new one, for what it learned of the issuer is kept for a day.
          const client = create(settings, Date.now);
          const left = await attemptLater(
            async () => client?.depart('https://a.example/back', { isAnother: true }),
            isSignInError,
          );
          if (left.kind === 'value') ensure(URL.canParse(left.value?.url ?? ''), 'It leads nowhere.');
          const url = new URL(`https://a.example/back${callback.startsWith('?') ? callback : `?${callback}`}`);
          const back = await attemptLater(async () => client?.arrive(url, kept), isSignInError);
          if (back.kind === 'refused') ensureDiscreet(back.error.message, 'The refusal');
          else if (back.value !== undefined) ensurePerson(back.value, says);
        },
        close: () => issuer.close(),
      };
    },
  });
}

interface Says {
  discovery: Json;
  token: Json;
  claims: Json;
  profile: Json;
  status: number;
}

/** Throws a Fault for somebody whom the issuer did not vouch for. */
function ensurePerson({ email, subject, name }: Identity, { claims: told, profile: shown }: Says): void {
  ensure(/^[^\s@:]+@[^\s@:]+$/.test(email) && email === email.toLowerCase(), `It took ${email} for an address.`);
  ensure(typeof subject === 'string' && subject !== '', 'It took somebody without a subject.');
  ensure(name === null || (name.length >= 1 && name.length <= 200), 'It took a name that is none.');
  const vouched = [told, shown].some(
    (one) => isRecord(one) && one['email_verified'] === true && String(one['email']).trim().toLowerCase() === email,
  );
  ensure(vouched, 'It let somebody in whose address nobody has seen to be theirs.');
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSignInError(error: unknown): error is SignInError {
  return error instanceof SignInError;
}

function withoutEmail(whole: Json): Json {
  return isRecord(whole)
    ? Object.fromEntries(Object.entries(whole).filter(([key]) => !key.startsWith('email')))
    : whole;
}

/** A server with a key of its own that says what it is told to say. */
async function startIssuer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const state: { says: Says } = { says: { discovery, token, claims, profile, status: 200 } };
  const server = createServer((request, response) => {
    request.resume();
    const { says } = state;
    const toHere = (value: Json): string => JSON.stringify(value).replaceAll(issuerWord, url);
    const idToken = (): string => {
      const parts = [JSON.stringify({ alg: 'RS256', kid: 'fuzz' }), toHere(says.claims)];
      const body = parts.map((part) => Buffer.from(part).toString('base64url')).join('.');
      return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`;
    };
    const answers: Record<string, () => string> = {
      '/.well-known/openid-configuration': () => toHere(says.discovery),
      '/keys': () =>
        JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'fuzz', alg: 'RS256', use: 'sig' }] }),
      '/token': () => toHere(says.token).replaceAll('ID_TOKEN', idToken()),
      '/userinfo': () => toHere(says.profile),
    };
    const answer = answers[request.url ?? ''];
    const status = request.url === '/token' ? says.status : 200;
    response.writeHead(answer === undefined ? 404 : status, { 'content-type': 'application/json' });
    response.end(status === 204 ? undefined : (answer?.() ?? '{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return Object.assign(state, {
    url,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
