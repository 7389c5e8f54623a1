// The page that says why somebody is not signed in.
import type { Answer } from '../../answer.ts';
import { createConsoleLogs } from '../../logs.ts';
import { html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { OpenRequest } from '../../route.ts';
import { type SignInFault, signInFaults, signInTexts as texts } from '../../texts/sign-in-texts.ts';
import { SignInError } from '../sign-in-error.ts';

/** Those that another account at the issuer may cure. */
const ofAddress: ReadonlySet<SignInFault> = new Set([
  'email_missing',
  'email_unverified',
  'address_unmanaged',
  'address_not_allowed',
  'not_invited',
]);

/** What was wrong and what to do; logged without the person's address. */
export function answerFailure({ context, to }: OpenRequest, error: SignInError): Answer {
  createConsoleLogs(context.log).signInFailed(error);
  const { title, sentence } = signInFaults[error.code];
  const another =
    ofAddress.has(error.code) && context.issuer !== undefined
      ? html`<a class="button" href="${to('/sign-in/start?another=yes')}">${texts.another}</a>`
      : nothing;
  const again = html`<a class="button quiet" href="${to('/sign-in')}">${texts.again}</a>`;
  const actions = html`<p class="actions">${another}${error.code === 'insecure' ? nothing : again}</p>`;
  return { kind: 'page', page: { title, body: html`${message('bad', sentence)}${actions}` }, status: error.status };
}

/** What `work` answers, or the page that says why it did not. */
export async function orFailure(
  request: OpenRequest,
  work: () => Promise<Answer>,
  cookies?: string[],
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return { ...answerFailure(request, error), ...(cookies !== undefined && { cookies }) };
  }
}
