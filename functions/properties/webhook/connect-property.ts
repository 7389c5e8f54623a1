// Connects a property with Stripe's webhook: stores the secret that was given, or has the endpoint made, or finds out why not.
import type { StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { connectWebhook, type KnownEndpoint } from '../../stripe/connect-webhook.ts';
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import type { OpenedKey } from '../stripe-keys/open-stripe-key.ts';
import { addWebhookSecret, withNewestSecret } from './webhook-secrets.ts';

/** What the secrets of a webhook are kept with. */
export interface WebhookTools extends ChangeTools {
  keyRing: KeyRing;
}

/** Whose webhook of which mode; `forgetsOld` keeps a new secret alone. */
export interface WebhookOf {
  propertyId: string;
  mode: StripeMode;
  forgetsOld?: boolean;
}

/** Why the endpoint is left to a person. */
export type ByHandReason = 'no_key' | 'key_unreadable' | 'missing_permission' | 'key_rejected' | 'stripe_unavailable';

/**
 * What came of it. `created`: Stripe made the endpoint, and its secret is stored. `not_stored`: it made it and told the
 * secret, which Stripe does only once, but it could not be stored, so a person copies it from Stripe's dashboard. `exists`: an
 * endpoint with this URL is there, of which Stripe shows the secret in its dashboard only.
 */
export type ConnectedWebhook =
  | { kind: 'created'; endpointId: string }
  | { kind: 'not_stored'; endpointId: string; cause: unknown }
  | { kind: 'exists'; endpoint: KnownEndpoint }
  | { kind: 'by_hand'; reason: ByHandReason };

/** Stores a signing secret as the newest of its mode. Throws `PropertyError` as every change does. */
export async function storeWebhookSecret(
  tools: WebhookTools,
  { propertyId, mode, forgetsOld = false }: WebhookOf,
  secret: string,
): Promise<PropertyChange> {
  const { keyRing } = tools;
  return await changeProperty(tools, propertyId, (property) =>
    addWebhookSecret(property, mode, secret, { keyRing, forgetsOld }),
  );
}

/** Keeps only the newest secret of the mode. Throws `PropertyError` as every change does. */
export async function forgetOldSecrets(tools: ChangeTools, { propertyId, mode }: WebhookOf): Promise<PropertyChange> {
  return await changeProperty(tools, propertyId, (property) => withNewestSecret(property, mode));
}

/** Has Stripe make the endpoint at `url` where the key may, and stores its secret. Never rejects. */
export async function connectPropertyWebhook(
  tools: WebhookTools,
  whose: WebhookOf,
  { key, url, apiBase }: { key: OpenedKey; url: string; apiBase: string | undefined },
): Promise<ConnectedWebhook> {
  if (key.kind !== 'key') return { kind: 'by_hand', reason: key.kind === 'none' ? 'no_key' : 'key_unreadable' };
  const made = await connectWebhook({ apiKey: key.apiKey, url, apiBase });
  switch (made.kind) {
    case 'created':
      return await keepSecret(tools, whose, made);
    case 'exists':
      return made;
    case 'missing_permission':
      return { kind: 'by_hand', reason: 'missing_permission' };
    case 'rejected':
      return { kind: 'by_hand', reason: 'key_rejected' };
    case 'unavailable':
      return { kind: 'by_hand', reason: 'stripe_unavailable' };
  }
}

async function keepSecret(
  tools: WebhookTools,
  whose: WebhookOf,
  { endpointId, secret }: { endpointId: string; secret: string },
): Promise<ConnectedWebhook> {
  try {
    await storeWebhookSecret(tools, whose, secret);
    return { kind: 'created', endpointId };
  } catch (cause) {
    return { kind: 'not_stored', endpointId, cause };
  }
}
