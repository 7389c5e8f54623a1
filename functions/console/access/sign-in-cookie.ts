// The cookie that says who is signed in: a random token of which the database holds only a digest.
import { createHash } from 'node:crypto';
import { parse } from 'hono/utils/cookie';

/** What a cookie holds and what is derived from it. */
export interface SignInToken {
  /** A part that stays for as long as the sign-in does, a dot, and a part that is renewed. */
  token: string;
  /** As the store knows it. */
  id: string;
  /** As the store knows it for a moment longer, once the token has been renewed. */
  lateId: string;
  /** For the forms of whoever has the token, the same after it was renewed; it tells nothing about it. */
  csrf: string;
}

/** Where the cookie is sent to, and whether only over https. */
export interface CookiePlace {
  /** The console's own path. */
  path: string;
  isSecure: boolean;
}

const cookieName = 'tilltag_sign_in';

const tokenPattern = /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/;

/** A new token from 64 random bytes. */
export function makeToken(randomBytes: (count: number) => Uint8Array): SignInToken {
  return toSignInToken(`${makePart(randomBytes)}.${makePart(randomBytes)}`);
}

/** Another token of the same sign-in, from 32 random bytes: forms that were opened before can still be sent. */
export function renewToken({ token }: SignInToken, randomBytes: (count: number) => Uint8Array): SignInToken {
  return toSignInToken(`${readLastingPart(token)}.${makePart(randomBytes)}`);
}

/** The token in a Cookie header; `undefined` where there is none of its form. */
export function readToken(header: string | null): SignInToken | undefined {
  const token = parse(header ?? '', cookieName)[cookieName];
  return token !== undefined && tokenPattern.test(token) ? toSignInToken(token) : undefined;
}

/** The header that sets the cookie, for so long. */
export function writeCookie({ token }: SignInToken, place: CookiePlace, maxAgeSeconds: number): string {
  return `${cookieName}=${token}; ${toAttributes(place)}; Max-Age=${maxAgeSeconds}`;
}

/** The header that takes the cookie away. */
export function clearCookie(place: CookiePlace): string {
  return `${cookieName}=; ${toAttributes(place)}; Max-Age=0`;
}

/** What every cookie of the console says of itself: no script reads it, and no other site's form brings it along. */
export function toAttributes({ path, isSecure }: CookiePlace): string {
  return `Path=${path}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

function makePart(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(32)).toString('base64url');
}

function readLastingPart(token: string): string {
  return token.split('.', 1)[0] ?? '';
}

function toSignInToken(token: string): SignInToken {
  const csrf = digest('csrf', readLastingPart(token));
  return { token, id: digest('id', token), lateId: digest('late', token), csrf };
}

function digest(use: string, text: string): string {
  return createHash('sha256').update(`${use}:${text}`).digest('hex');
}
