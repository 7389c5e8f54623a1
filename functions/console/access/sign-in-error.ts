// Why somebody is not signed in.
import { StatusError } from '../status-error.ts';
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

/** Answered with a page that says why, and what to do. */
export class SignInError extends StatusError<SignInFault> {
  override readonly name = 'SignInError';

  constructor(code: SignInFault, options?: ErrorOptions) {
    super(code, statuses, options);
  }
}
