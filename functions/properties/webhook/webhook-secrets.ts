// The signing secrets of webhook endpoints as a property keeps them: sealed, the newest first, a few of each mode.
import { withSetUp } from '../../rules/left-out.ts';
import { accept, type Parsed, refuse } from '../../rules/parsed.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { UnsealError } from '../../store/errors.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { seal, unseal } from '../../store/sealing.ts';
import { webhookSecretPlace } from '../webhook-secret-place.ts';

/** Enough for one in use, one that comes and one that was mistaken for it. */
export const maxWebhookSecrets = 3;

/** The secret in `text`, around which blanks do no harm. */
export function parseWebhookSecret(text: string): Parsed<string> {
  const secret = text.trim();
  if (/^whsec_[A-Za-z0-9+/=_-]{16,200}$/.test(secret)) return accept(secret);
  const fault = /^(sk|rk|pk)_/.test(secret)
    ? 'This is a Stripe key, not the signing secret of a webhook endpoint.'
    : 'This is not the signing secret of a webhook endpoint, or only a part of it.';
  return refuse(
    `${fault} It begins with whsec_ and stands in Stripe under Developers → Webhooks, in the endpoint, as “Signing secret”.`,
  );
}

/** The property with the secret as the newest of its mode; the oldest beyond three are forgotten, with `forgetsOld` all others. */
export function addWebhookSecret(
  property: Property,
  mode: StripeMode,
  secret: string,
  { keyRing, forgetsOld }: { keyRing: KeyRing; forgetsOld: boolean },
): Property {
  const place = webhookSecretPlace(property.id, mode);
  const others = property.webhookSecrets[mode].filter((sealed) => open(keyRing, sealed, property.id, mode) !== secret);
  const kept = forgetsOld ? [] : others.slice(0, maxWebhookSecrets - 1);
  const secrets = [seal(keyRing, secret, place), ...kept];
  return { ...withSetUp(property, 'webhook'), webhookSecrets: { ...property.webhookSecrets, [mode]: secrets } };
}

/** The property with the newest secret of the mode alone; itself where there is no other. */
export function withNewestSecret(property: Property, mode: StripeMode): Property {
  const secrets = property.webhookSecrets[mode];
  if (secrets.length < 2) return property;
  return { ...property, webhookSecrets: { ...property.webhookSecrets, [mode]: secrets.slice(0, 1) } };
}

/** What may be shown of a webhook secret: its last four characters, or why it cannot be opened. */
export interface SecretSummary {
  last4: string | null;
  fault?: string;
}

/** The secrets of a mode, newest first, without themselves. */
export function summarizeSecrets(
  { id, webhookSecrets }: Pick<Property, 'id' | 'webhookSecrets'>,
  mode: StripeMode,
  keyRing: KeyRing,
): SecretSummary[] {
  return webhookSecrets[mode].map((sealed) => {
    try {
      return { last4: unseal(keyRing, sealed, webhookSecretPlace(id, mode)).slice(-4) };
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      return { last4: null, fault: error.message };
    }
  });
}

/** `undefined` for one that the key ring cannot open: nobody knows whether it is the same. */
function open(keyRing: KeyRing, sealed: string, propertyId: string, mode: StripeMode): string | undefined {
  try {
    return unseal(keyRing, sealed, webhookSecretPlace(propertyId, mode));
  } catch (error) {
    if (error instanceof UnsealError) return undefined;
    throw error;
  }
}
