// The authorization object of getGoogleAuth: opaque to the template, a header to Google's own hosts.
import type { ServerHost } from './server-host.ts';

const googleHost = /(^|\.)googleapis\.com$/i;

/** What `getGoogleAuth` returns; the sandbox sees an object without properties. */
export class GoogleAuthorization {
  readonly #scopes: readonly string[];

  constructor(scopes: readonly string[]) {
    this.#scopes = scopes;
  }

  /** The scopes that were asked for. */
  static scopesOf(authorization: GoogleAuthorization): readonly string[] {
    return authorization.#scopes;
  }
}

/** The header for a request to this URL; nothing where no authorization goes. */
export function authorizationHeader(host: ServerHost, url: string, authorization: unknown): Record<string, string> {
  const isForGoogle = URL.canParse(url) && googleHost.test(new URL(url).hostname);
  return isForGoogle && authorization instanceof GoogleAuthorization
    ? { authorization: `Bearer ${host.googleToken(GoogleAuthorization.scopesOf(authorization))}` }
    : {};
}
