// A real OpenID provider on this machine, with people whom a test or a browser signs in as.
// It proves the whole exchange: discovery, PKCE, state, nonce, signatures, codes that are used once. That Google's own
// service says what Google writes about it, only Google's service can prove.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { createProviderMemory } from './provider-memory.ts';

/** Somebody who has an account at the provider; `email` and whatever else it says of them. */
export interface ProviderAccount {
  id: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export interface ProviderOptions {
  accounts: readonly ProviderAccount[];
  /** Whether the claims of the profile travel in the token itself, as with Google; else they have to be asked for. */
  hasFullTokens?: boolean;
  /** How the client says who it is when it changes the code into tokens. */
  clientAuthMethod?: 'client_secret_post' | 'client_secret_basic';
}

export interface RunningProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Every request that reached it, as `GET /path`, oldest first. */
  requests: string[];
  /** Where browsers may be sent back to; before it is told, nobody gets in. */
  trust(redirectUri: string): void;
  /** Whether it is out of order, and answers 503 to everything. */
  setDown(isDown: boolean): void;
  /** What stands in an account from now on. */
  changeAccount(account: ProviderAccount): void;
  close(): Promise<void>;
}

const clientId = 'tilltag-console';
const clientSecret = 'a-secret-of-the-test-provider';

/** The provider on a free port. Its sign-in page is a list of links, one for each account and one to cancel. */
export async function startProvider(options: ProviderOptions): Promise<RunningProvider> {
  const requests: string[] = [];
  const accounts = new Map(options.accounts.map((account) => [account.id, account]));
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();
  let isDown = false;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?', 1)[0]}`);
    if (isDown) response.writeHead(503).end();
    else handle(request, response);
  });
  const issuer = await listen(server);
  return {
    issuer,
    clientId,
    clientSecret,
    requests,
    trust(redirectUri) {
      const provider = createProvider(issuer, redirectUri, accounts, options);
      const answerProvider = provider.callback();
      handle = (request, response) => {
        const path = /^\/interaction\/([^/]+)(?:\/(as|cancel)(?:\/(.+))?)?$/.exec(request.url ?? '');
        const [, uid, choice, id] = path ?? [];
        if (uid === undefined) void answerProvider(request, response);
        else if (choice === undefined) answerChoice(response, uid, [...accounts.keys()]);
        else void finish(provider, request, response, choice === 'as' ? id : undefined);
      };
    },
    setDown(value) {
      isDown = value;
    },
    changeAccount: (account) => accounts.set(account.id, account),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createProvider(
  issuer: string,
  redirectUri: string,
  accounts: ReadonlyMap<string, ProviderAccount>,
  { hasFullTokens = true, clientAuthMethod = 'client_secret_post' }: ProviderOptions,
): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const client = { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] };
  const provider = new Provider(issuer, {
    adapter: createProviderMemory(),
    clients: [{ ...client, token_endpoint_auth_method: clientAuthMethod }],
    clientAuthMethods: [clientAuthMethod],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !hasFullTokens,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => {
      const account = accounts.get(id);
      if (account === undefined) return undefined;
      const { id: sub, ...claims } = account;
      return { accountId: sub, claims: () => ({ sub, ...claims }) };
    },
    async loadExistingGrant({ oidc }) {
      const { client: asking, session } = oidc;
      if (asking === undefined || session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

function answerChoice(response: ServerResponse, uid: string, ids: readonly string[]): void {
  const links = ids.map((id) => `<li><a href="/interaction/${uid}/as/${id}">${id}</a></li>`);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><html lang="en"><title>Who are you</title><ul>${links.join('')}<li><a href="/interaction/${uid}/cancel">cancel</a></li></ul></html>`,
  );
}

async function finish(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  accountId: string | undefined,
): Promise<void> {
  const result =
    accountId === undefined
      ? { error: 'access_denied', error_description: 'The person cancelled.' }
      : { login: { accountId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The server listens on a port, so its address is one.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
