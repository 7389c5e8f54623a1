// What counts as a Stripe key here, and what a person is told who brings another one.

import type { StripeMode } from '../../functions/rules/property.ts';
import { probeKey } from '../../functions/stripe/probe-key.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';

/** A restricted key of the right form; whether Stripe accepts it is another question. */
export interface StripeKey {
  mode: StripeMode;
  secret: string;
}

/** Opens Stripe's form for a new restricted key with the boxes ticked that every key needs, and those of these rights. */
export function toKeyLink(rights: readonly string[]): string {
  const all = ['rak_checkout_session_read', 'rak_promotion_code_read', ...rights];
  const boxes = all.map((right) => `permissions[]=${right}`);
  return `https://dashboard.stripe.com/apikeys/create?name=Tilltag&${boxes.join('&')}`;
}

/** Opens the form for a key that can do what the thank-you page takes. */
export const restrictedKeyLink = toKeyLink([]);

const makeOne = `Create a restricted key, which may read Checkout Sessions and promotion codes and nothing else, at\n  ${restrictedKeyLink}`;
const restrictedKeyPattern = /^rk_(test|live)_[A-Za-z0-9_]{8,250}$/;

/** The key in `text`; throws `UsageError`, which says what was brought instead and shows no part of it. */
export function parseStripeKey(text: string): StripeKey {
  const secret = text.trim();
  const mode = restrictedKeyPattern.exec(secret)?.[1];
  if (mode === 'test' || mode === 'live') return { mode, secret };
  throw new UsageError(`${toFault(secret)}\n${makeOne}`);
}

function toFault(secret: string): string {
  if (/^sk_/.test(secret)) {
    return 'This is a secret key (sk_…). It can move money and change everything in the account, so Tilltag refuses to hold it.';
  }
  if (/^pk_/.test(secret)) return 'This is a publishable key (pk_…), which cannot read anything.';
  if (/^whsec_/.test(secret))
    return 'This is the signing secret of a webhook (whsec_…), not a key. "property connect" takes it.';
  if (/^rk_/.test(secret))
    return 'This restricted key is cut short or holds characters that no key has. Copy it again.';
  return 'This is not a Stripe key: restricted keys begin with rk_test_ or rk_live_.';
}

/**
 * Asks Stripe whether the key may do its work; resolves to what else it may read. Throws `CommandFailedError` with the
 * cure when it may not, or when Stripe cannot be asked.
 */
export async function checkStripeKey(
  { mode, secret }: StripeKey,
  apiBase: string | undefined,
): Promise<{ readsPromotionCodes: boolean }> {
  const probe = await probeKey(apiBase === undefined ? { apiKey: secret } : { apiKey: secret, apiBase });
  switch (probe.kind) {
    case 'good':
      return { readsPromotionCodes: probe.readsPromotionCodes };
    case 'missing_permission':
      throw new CommandFailedError(
        `The ${mode} key lacks the permission ${probe.permission}. Add it to the key in Stripe (Developers → API keys → Edit key), or start anew. ${makeOne}`,
      );
    case 'rejected':
      throw new CommandFailedError(
        `Stripe does not know the ${mode} key; it was mistyped, expired or revoked. ${makeOne}`,
      );
    case 'unavailable':
      throw new CommandFailedError(
        `Stripe could not be asked about the ${mode} key (${probe.reason}). Check the connection and run the command again.`,
      );
  }
}
