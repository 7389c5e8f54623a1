// Connects a property with Stripe's webhook: stores the secret that was given, or has the endpoint made, or finds out why not.
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import { connectWebhook, type KnownEndpoint } from '../../../functions/stripe/connect-webhook.ts';
import { changeProperty } from '../change-property.ts';
import { CommandFailedError } from '../cli-errors.ts';
import type { OpenedStore } from '../with-store.ts';
import type { OpenedKey } from './key-rights.ts';
import { addWebhookSecret, forgetOldSecrets } from './webhook-secrets.ts';

/** Why the endpoint is left to a person. */
export type ByHandReason = 'no_key' | 'key_unreadable' | 'missing_permission' | 'key_rejected' | 'stripe_unavailable';

/** What was done. `exists`: an endpoint with this URL is there, of which Stripe shows the secret in its dashboard only. */
export type Connected =
  | { kind: 'stored' | 'forgotten' }
  | { kind: 'created'; endpointId: string }
  | { kind: 'exists'; endpoint: KnownEndpoint }
  | { kind: 'by_hand'; reason: ByHandReason };

/** What is wanted of whose webhook. */
export interface ConnectWish {
  id: string;
  mode: StripeMode;
  nowMs: number;
  forgetsOld: boolean;
}

/** Stores a webhook secret as the newest of its mode. */
export async function storeSecret(
  { store, settings: { keyRing } }: OpenedStore,
  { id, mode, nowMs, forgetsOld }: ConnectWish,
  secret: string,
): Promise<Property> {
  return await changeProperty(store, id, (property) => ({
    ...addWebhookSecret(property, mode, secret, { keyRing, forgetsOld }),
    updatedAtMs: nowMs,
  }));
}

/** Keeps only the newest secret of the mode. */
export async function forgetOld({ store }: OpenedStore, { id, mode, nowMs }: ConnectWish): Promise<Property> {
  return await changeProperty(store, id, (property) => {
    const changed = forgetOldSecrets(property, mode);
    return changed === property ? property : { ...changed, updatedAtMs: nowMs };
  });
}

/** Has Stripe make the endpoint where the key may, and stores its secret, which Stripe tells this once. */
export async function makeEndpoint(
  opened: OpenedStore,
  wish: ConnectWish,
  { key, url }: { key: OpenedKey; url: string },
): Promise<Connected> {
  if (key.kind !== 'key') return { kind: 'by_hand', reason: key.kind === 'none' ? 'no_key' : 'key_unreadable' };
  const made = await connectWebhook({ apiKey: key.apiKey, url, apiBase: opened.settings.stripeApiBase });
  switch (made.kind) {
    case 'created':
      await keepSecret(opened, wish, made.secret);
      return { kind: 'created', endpointId: made.endpointId };
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

async function keepSecret(opened: OpenedStore, wish: ConnectWish, secret: string): Promise<void> {
  try {
    await storeSecret(opened, wish, secret);
  } catch (cause) {
    throw new CommandFailedError(
      'Stripe made the webhook endpoint, but its secret could not be stored. Copy it from Stripe under Developers → Webhooks and store it with: npm run tilltag -- property connect ID --secret -',
      { cause },
    );
  }
}
