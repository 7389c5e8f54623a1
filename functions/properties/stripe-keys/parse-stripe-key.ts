// What counts as a Stripe key here, and what was brought instead.
import type { StripeMode } from '../../rules/property.ts';

/** A restricted key of the right form; whether Stripe accepts it is another question. */
export interface StripeKey {
  mode: StripeMode;
  secret: string;
}

/** What something else than a whole restricted key is. */
export type KeyFault = 'secret_key' | 'publishable_key' | 'webhook_secret' | 'cut_short' | 'no_key';

/** The key, or what was brought instead, with a sentence that says so and shows no part of it. */
export type ParsedStripeKey = { kind: 'key'; key: StripeKey } | { kind: 'refused'; fault: KeyFault; sentence: string };

const restrictedKeyPattern = /^rk_(test|live)_[A-Za-z0-9_]{8,250}$/;

const sentences: Record<KeyFault, string> = {
  secret_key:
    'This is a secret key (sk_…). It can move money and change everything in the account, so Tilltag refuses to hold it.',
  publishable_key: 'This is a publishable key (pk_…), which cannot read anything.',
  webhook_secret: 'This is the signing secret of a webhook (whsec_…), not a key.',
  cut_short: 'This restricted key is cut short or holds characters that no key has. Copy it again.',
  no_key: 'This is not a Stripe key: restricted keys begin with rk_test_ or rk_live_.',
};

const beginnings: readonly [RegExp, KeyFault][] = [
  [/^sk_/, 'secret_key'],
  [/^pk_/, 'publishable_key'],
  [/^whsec_/, 'webhook_secret'],
  [/^rk_/, 'cut_short'],
];

/** The key in `text`, around which blanks do no harm. */
export function parseStripeKey(text: string): ParsedStripeKey {
  const secret = text.trim();
  const mode = restrictedKeyPattern.exec(secret)?.[1];
  if (mode === 'test' || mode === 'live') return { kind: 'key', key: { mode, secret } };
  const [, fault = 'no_key'] = beginnings.find(([beginning]) => beginning.test(secret)) ?? [];
  return { kind: 'refused', fault, sentence: sentences[fault] };
}
