// Which Stripe keys a property has, without asking Stripe what they are good for.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import type { Finding } from '../finding.ts';

/** Keys that are missing or cannot be opened. */
export function checkKeys(property: Property, keyRing: KeyRing): Finding[] {
  const { stripeKeys } = property;
  const about = 'stripe_keys';
  if (stripeModes.every((mode) => stripeKeys[mode] === null)) {
    return [{ code: 'key_none', verdict: 'red', about, data: {} }];
  }
  const findings: Finding[] = stripeModes.flatMap((mode) => checkKey(property, mode, keyRing));
  const isLiveMissed = findings.some(({ code, about: what }) => code === 'key_missing' && what === 'stripe_key:live');
  if (stripeKeys.live === null && !isLiveMissed) {
    findings.push({ code: 'key_only_test', verdict: 'yellow', about, data: {} });
  }
  return findings;
}

function checkKey(property: Property, mode: StripeMode, keyRing: KeyRing): Finding[] {
  const about = `stripe_key:${mode}`;
  const key = openStripeKey(property, mode, keyRing);
  if (key.kind === 'closed') {
    return [{ code: 'key_closed', verdict: 'red', about, data: { mode, fault: key.fault } }];
  }
  if (key.kind === 'key' || !concernsServer(property, mode)) return [];
  return [{ code: 'key_missing', verdict: 'red', about, data: { mode } }];
}

function concernsServer({ webhookSecrets, destinations }: Property, mode: StripeMode): boolean {
  return webhookSecrets[mode].length > 0 || destinations.some((destination) => destination.mode === mode);
}
