// Connects a property with Stripe's webhook: stores the secret that was given, or has the endpoint made, or finds out why not.
import { webhookPath } from '../../http/webhook-path.ts';
import type { StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import type { StripeRefusal } from '../../stripe/ask-with-key.ts';
import { connectWebhook, type KnownEndpoint } from '../../stripe/connect-webhook.ts';
import { removeWebhookEndpoints } from '../../stripe/remove-webhook-endpoints.ts';
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

/** Stores a signing secret as the newest of its mode, with since when, and `url` where the endpoint's is known. Throws `PropertyError` as every change does. */
export async function storeWebhookSecret(
  tools: WebhookTools,
  { propertyId, mode, forgetsOld = false }: WebhookOf,
  secret: string,
  url?: string,
): Promise<PropertyChange> {
  const { keyRing, now } = tools;
  return await changeProperty(tools, propertyId, (property) => {
    const added = addWebhookSecret(property, mode, secret, { keyRing, forgetsOld });
    const webhook = { sinceMs: now(), ...(url !== undefined && { url }) };
    return { ...added, webhooks: { ...property.webhooks, [mode]: webhook } };
  });
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
      return await keepSecret(tools, whose, { ...made, url });
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

/**
 * The same anew, where there is a webhook already: those endpoints of the property that the key's account has are removed, the
 * one at `url` first, because Stripe told its secret once only, and the others once a new one is made. Never rejects.
 */
export async function remakePropertyWebhook(
  tools: WebhookTools,
  whose: WebhookOf,
  means: Parameters<typeof connectPropertyWebhook>[2],
): Promise<ConnectedWebhook> {
  const { key, url, apiBase } = means;
  if (key.kind !== 'key') return await connectPropertyWebhook(tools, whose, means);
  const errand = { apiKey: key.apiKey, apiBase };
  const path = webhookPath(whose.propertyId);
  const removed = await removeWebhookEndpoints(errand, (one) => one === url);
  if (removed.kind !== 'removed') return { kind: 'by_hand', reason: toReason(removed) };
  const made = await connectPropertyWebhook(tools, whose, means);
  // One that stays fails at Stripe, or brings repeats; neither does harm.
  if (made.kind === 'created') await removeWebhookEndpoints(errand, (one) => one !== url && one.endsWith(path));
  return made;
}

function toReason({ kind }: StripeRefusal): ByHandReason {
  if (kind === 'missing_permission') return 'missing_permission';
  return kind === 'rejected' ? 'key_rejected' : 'stripe_unavailable';
}

async function keepSecret(
  tools: WebhookTools,
  whose: WebhookOf,
  { endpointId, secret, url }: { endpointId: string; secret: string; url: string },
): Promise<ConnectedWebhook> {
  try {
    await storeWebhookSecret(tools, whose, secret, url);
    return { kind: 'created', endpointId };
  } catch (cause) {
    return { kind: 'not_stored', endpointId, cause };
  }
}
