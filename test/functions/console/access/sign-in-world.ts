// A console and the provider that its people sign in with, and a browser that goes through it all.
import { type ConsoleOptions, type RunningConsole, startConsole } from '../start-console.ts';
import type { Browser, Visit } from './cookie-jar.ts';
import { type ProviderAccount, type ProviderOptions, type RunningProvider, startProvider } from './start-provider.ts';

/** Ada and Bob share a domain, Eve has another one; Mallory's address was never verified, Nobody's is not told. */
const accounts: readonly ProviderAccount[] = [
  { id: 'ada', email: 'Ada@Shop.example', email_verified: true, name: 'Ada Lovelace' },
  { id: 'bob', email: 'bob@shop.example', email_verified: true },
  { id: 'eve', email: 'eve@shop.example.evil.example', email_verified: true },
  { id: 'mallory', email: 'ada@shop.example', email_verified: false },
  { id: 'nobody' },
];

export interface SignInWorld {
  console: RunningConsole;
  provider: RunningProvider;
  /** Begins at the sign-in page's own link, chooses the account, and stops before the way back into the console. */
  comeBack(browser: Browser, accountId: string, next?: string): Promise<URL>;
  /** The whole way, until a page of the console. */
  signIn(browser: Browser, accountId: string, next?: string): Promise<Visit>;
  close(): Promise<void>;
}

/** The two, on free ports of this machine; `environment` are more settings of the console. */
export async function startSignInWorld(
  environment: Record<string, string> = {},
  options: Partial<ProviderOptions> & ConsoleOptions = {},
): Promise<SignInWorld> {
  const provider = await startProvider({ accounts, ...options });
  const running = await startConsole(
    {
      TILLTAG_ALLOW_LOCAL: '1',
      TILLTAG_OIDC_ISSUER: provider.issuer,
      TILLTAG_OIDC_CLIENT_ID: provider.clientId,
      TILLTAG_OIDC_CLIENT_SECRET: provider.clientSecret,
      ...environment,
    },
    { isNew: true, ...options },
  );
  provider.trust(`${running.url}/sign-in/callback`);

  async function comeBack(browser: Browser, accountId: string, next?: string): Promise<URL> {
    const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`;
    const page = await browser.go(`${running.url}/sign-in${query}`);
    const [, start = ''] = /href="([^"]*\/sign-in\/start[^"]*)"/.exec(page.body) ?? [];
    const isBack = (url: URL) => url.pathname === '/console/sign-in/callback';
    const choice = await browser.go(start.replaceAll('&amp;', '&'), isBack);
    // The provider still knows who it is.
    if (isBack(choice.url)) return choice.url;
    const way = accountId === 'cancel' ? 'cancel' : `as/${accountId}`;
    return (await browser.go(`${choice.url}/${way}`, isBack)).url;
  }

  return {
    console: running,
    provider,
    comeBack,
    signIn: async (browser, accountId, next) => browser.go(await comeBack(browser, accountId, next)),
    async close() {
      await running.close();
      await provider.close();
    },
  };
}
