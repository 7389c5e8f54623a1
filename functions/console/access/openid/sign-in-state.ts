// What one browser keeps between the way to the issuer and back: sealed, for ten minutes.
import { parse } from 'hono/utils/cookie';
import type { KeyRing } from '../../../store/key-ring.ts';
import { seal, unseal } from '../../../store/sealing.ts';
import { type CookiePlace, toAttributes } from '../sign-in-cookie.ts';

/** The secrets of one attempt, and where it leads. */
export interface SignInState {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** A path of the console. */
  next: string;
}

const cookieName = 'tilltag_sign_in_state';
const lifeMs = 600_000;

/** No property has this id, so that nothing else that is sealed passes for it, nor it for anything else. */
const place = { propertyId: 'console', field: 'sign_in_state' } as const;

/** The header that has the browser keep it; `where` is read by the page that the issuer sends the browser back to. */
export function writeState(keyRing: KeyRing, state: SignInState, where: CookiePlace, nowMs: number): string {
  const value = seal(keyRing, JSON.stringify({ ...state, expiresAtMs: nowMs + lifeMs }), sealedFor(where));
  return `${where.prefix}${cookieName}=${value}; ${toAttributes(where)}; Max-Age=${lifeMs / 1000}`;
}

/** The header that takes it away again. */
export function clearState(where: CookiePlace): string {
  return `${where.prefix}${cookieName}=; ${toAttributes(where)}; Max-Age=0`;
}

/** What the browser kept; `undefined` where it brings nothing, something changed, or something too old. */
export function readState(
  keyRing: KeyRing,
  cookieHeader: string | null,
  where: CookiePlace,
  nowMs: number,
): SignInState | undefined {
  const name = `${where.prefix}${cookieName}`;
  const value = parse(cookieHeader ?? '', name)[name];
  if (value === undefined) return undefined;
  try {
    const { expiresAtMs, ...state }: SignInState & { expiresAtMs: number } = JSON.parse(
      unseal(keyRing, value, sealedFor(where)),
    );
    return nowMs < expiresAtMs ? state : undefined;
  } catch {
    // Whoever changed it learns no more than that it does not count.
    return undefined;
  }
}

function sealedFor({ path }: CookiePlace): { propertyId: string; field: string } {
  return { ...place, field: `${place.field}:${path}` };
}
