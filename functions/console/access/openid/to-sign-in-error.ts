// What went wrong between us and the issuer, in our own words.
import { SignInError } from '../sign-in-error.ts';

const unreachable = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

/** The person did not go on, or the issuer would have had to ask. */
const givenUp = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);
const temporary = new Set(['temporarily_unavailable', 'server_error']);

/** The same error where it is ours; else what the library's error comes to for the person, with that as its cause. */
export function toSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error;
  return new SignInError(classify(error), { cause: error });
}

function classify(error: unknown): SignInError['code'] {
  // The platform's fetch says so where no answer came at all.
  if (error instanceof TypeError) return 'issuer_unreachable';
  if (!(error instanceof Error)) return 'issuer_refused';
  const said = 'error' in error ? error.error : undefined;
  if (givenUp.has(String(said))) return 'cancelled';
  // The code was used before, or is too old.
  if (said === 'invalid_grant') return 'too_late';
  if (temporary.has(String(said)) || isNoAnswer(error)) return 'issuer_unreachable';
  return 'issuer_refused';
}

function isNoAnswer(error: Error): boolean {
  if ('code' in error && unreachable.has(String(error.code))) return true;
  const { cause } = error;
  return cause instanceof TypeError || (cause instanceof Response && cause.status >= 500);
}
