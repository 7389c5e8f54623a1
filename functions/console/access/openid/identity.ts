// Whom an issuer vouches for.
import { domainToASCII } from 'node:url';
import { SignInError } from '../sign-in-error.ts';

/** One person at one issuer, whose address the issuer has seen to be theirs. */
export interface Identity {
  issuer: string;
  /** Never given to anybody else there. */
  subject: string;
  /** Lower case. */
  email: string;
  name: string | null;
  /** Whether the domain's owner can take the account away, as far as the issuer says. */
  isManaged: boolean;
}

const google = 'https://accounts.google.com';

/** The person in an issuer's claims. Throws `SignInError` where nobody is named, or the address is missing or not verified. */
export function toIdentity(issuer: string, subject: string, claims: Readonly<Record<string, unknown>>): Identity {
  const { email: claimed, email_verified: isVerified, name, hd: hostedDomain } = claims;
  // All whom an issuer leaves nameless would be one person here.
  if (subject === '') throw new SignInError('issuer_refused');
  const email = typeof claimed === 'string' ? claimed.trim().toLowerCase() : '';
  if (!/^[^\s@:]+@[^\s@:]+$/.test(email)) throw new SignInError('email_missing');
  if (isVerified !== true) throw new SignInError('email_unverified');
  return {
    issuer,
    subject,
    email,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : null,
    // Anybody can make a private Google account with an address at work, and keeps it after leaving:
    // https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
    isManaged: issuer !== google || typeof hostedDomain === 'string' || email.endsWith('@gmail.com'),
  };
}

/** Throws `SignInError` where domains are named and the address is of none of them; a subdomain is another domain. */
export function ensureAllowed(
  { email, isManaged }: Pick<Identity, 'email' | 'isManaged'>,
  domains: readonly string[],
): void {
  if (domains.length === 0) return;
  if (!isOfDomains(email, domains)) throw new SignInError('address_not_allowed');
  if (!isManaged) throw new SignInError('address_unmanaged');
}

/** Whether an address is of one of the domains, which are in lower case and punycode. */
export function isOfDomains(email: string, domains: readonly string[]): boolean {
  return domains.includes(domainToASCII(email.slice(email.lastIndexOf('@') + 1)));
}
