// Why somebody is not signed in.
import type { SignInFault } from '../texts/sign-in-texts.ts';

const statuses: Record<SignInFault, number> = {
  cancelled: 403,
  too_late: 403,
  issuer_unreachable: 502,
  issuer_refused: 502,
  email_missing: 403,
  email_unverified: 403,
  address_unmanaged: 403,
  address_not_allowed: 403,
  not_invited: 403,
  too_many: 429,
  link_used: 403,
  no_links: 403,
  insecure: 403,
};

/** Thrown from wherever it is found out; answered with a page that says what to do. The cause is for the log alone. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInFault;
  readonly status: number;

  constructor(code: SignInFault, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.status = statuses[code];
  }
}
