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

/** Where a cookie is sent to, and what browsers hold it to. */
export interface CookiePlace {
  /**
   * In front of its name. `__Host-`: set by this very host over https, for all of its paths; `__Secure-`: set over https; none on
   * this machine, where there may be no https.
   */
  prefix: '__Host-' | '__Secure-' | '';
  path: string;
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

/** The token in a Cookie header; `undefined` where there is none of its form, or under the name of another place only. */
export function readToken(header: string | null, { prefix }: CookiePlace): SignInToken | undefined {
  const name = `${prefix}${cookieName}`;
  const token = parse(header ?? '', name)[name];
  return token !== undefined && tokenPattern.test(token) ? toSignInToken(token) : undefined;
}

/** The header that sets the cookie, for so long. */
export function writeCookie({ token }: SignInToken, place: CookiePlace, maxAgeSeconds: number): string {
  return `${place.prefix}${cookieName}=${token}; ${toAttributes(place)}; Max-Age=${maxAgeSeconds}`;
}

/** The header that takes the cookie away. */
export function clearCookie(place: CookiePlace): string {
  return `${place.prefix}${cookieName}=; ${toAttributes(place)}; Max-Age=0`;
}

/** What every cookie of the console says of itself: no script reads it, and no other site's form brings it along. */
export function toAttributes({ path, prefix }: CookiePlace): string {
  return `Path=${path}; HttpOnly; SameSite=Lax${prefix === '' ? '' : '; Secure'}`;
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
