// What a person at the terminal is told who brings a Stripe key that cannot be used.
import { recommendedRight, restrictedKeyLink } from '../../functions/properties/stripe-keys/key-link.ts';
import { parseStripeKey, type StripeKey } from '../../functions/properties/stripe-keys/parse-stripe-key.ts';
import {
  type CheckedKey,
  type ProbedKey,
  probeStripeKey,
} from '../../functions/properties/stripe-keys/probe-stripe-key.ts';
import { findRightBox } from '../../functions/properties/stripe-keys/set-up-rights.ts';
import type { StripeMode } from '../../functions/rules/property.ts';
import type { Settings } from '../../functions/settings.ts';
import { CommandFailedError, UsageError } from './cli-errors.ts';

const linkBox = findRightBox(recommendedRight) ?? '';
const makeOne = `Create a restricted key, which may read Checkout Sessions, promotion codes and payment links and nothing else, at\n  ${restrictedKeyLink}\n“${linkBox}” is recommended and may be left out: without it nobody looks where your payment links send buyers.`;

/** The key in `text`; throws `UsageError`, which says what was brought instead and shows no part of it. */
export function takeStripeKey(text: string): StripeKey {
  const parsed = parseStripeKey(text);
  if (parsed.kind === 'key') return parsed.key;
  const hint = parsed.fault === 'webhook_secret' ? ' "property connect" takes it.' : '';
  throw new UsageError(`${parsed.sentence}${hint}\n${makeOne}`);
}

/** Asks Stripe about each key; throws `CommandFailedError` at the first that cannot be used. */
export async function checkStripeKeys(
  keys: readonly StripeKey[],
  { stripeApiBase }: Pick<Settings, 'stripeApiBase'>,
): Promise<CheckedKey[]> {
  const checked: CheckedKey[] = [];
  for (const key of keys) {
    const probed = await probeStripeKey(key, stripeApiBase);
    if (probed.kind !== 'accepted') throw new CommandFailedError(describeProbe(key.mode, probed));
    checked.push(probed.key);
  }
  return checked;
}

/** Why the key of this mode cannot be used, with the cure. */
export function describeProbe(mode: StripeMode, probed: Exclude<ProbedKey, { kind: 'accepted' }>): string {
  switch (probed.kind) {
    case 'lacks_right':
      return `The ${mode} key lacks the permission ${probed.right}. Add it to the key in Stripe (Developers → API keys → Edit key), or start anew. ${makeOne}`;
    case 'rejected':
      return `Stripe does not know the ${mode} key; it was mistyped, expired or revoked. ${makeOne}`;
    case 'unavailable':
      return `Stripe could not be asked about the ${mode} key (${probed.reason}). Check the connection and run the command again.`;
  }
}
