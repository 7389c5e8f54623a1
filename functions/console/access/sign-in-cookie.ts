// The cookie that says who is signed in: a random token of which the database holds only a digest.
import { createHash } from 'node:crypto';
import { parse } from 'hono/utils/cookie';

/** What a cookie holds and what is derived from it. */
export interface SignInToken {
  token: string;
  /** As the store knows it. */
  id: string;
  /** For the forms of whoever has the token; it tells nothing about it. */
  csrf: string;
}

/** Where the cookie is sent to, and whether only over https. */
export interface CookiePlace {
  /** The console's own path. */
  path: string;
  isSecure: boolean;
}

const cookieName = 'tilltag_sign_in';

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A new token from 32 random bytes. */
export function makeToken(randomBytes: (count: number) => Uint8Array): SignInToken {
  return toSignInToken(Buffer.from(randomBytes(32)).toString('base64url'));
}

/** The token in a Cookie header; `undefined` where there is none of its form. */
export function readToken(header: string | null): SignInToken | undefined {
  const token = parse(header ?? '', cookieName)[cookieName];
  return token !== undefined && tokenPattern.test(token) ? toSignInToken(token) : undefined;
}

/** The header that sets the cookie, for so long. */
export function writeCookie({ token }: SignInToken, place: CookiePlace, maxAgeSeconds: number): string {
  return `${cookieName}=${token}; ${attributes(place)}; Max-Age=${maxAgeSeconds}`;
}

/** The header that takes the cookie away. */
export function clearCookie(place: CookiePlace): string {
  return `${cookieName}=; ${attributes(place)}; Max-Age=0`;
}

function attributes({ path, isSecure }: CookiePlace): string {
  return `Path=${path}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

function toSignInToken(token: string): SignInToken {
  return { token, id: digest('id', token), csrf: digest('csrf', token) };
}

function digest(use: string, token: string): string {
  return createHash('sha256').update(`${use}:${token}`).digest('hex');
}
