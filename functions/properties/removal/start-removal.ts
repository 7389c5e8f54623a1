// Begins to remove a property: takes its webhook from Stripe where the key may, and shuts every door through which something new comes.
import { webhookPath } from '../../http/webhook-path.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { removeWebhookEndpoints } from '../../stripe/remove-webhook-endpoints.ts';
import { type ChangeTools, changeProperty } from '../change-property.ts';
import { getProperty } from '../get-property.ts';
import { openStripeKey } from '../stripe-keys/open-stripe-key.ts';

/**
 * What became of the webhook endpoint in Stripe. `none`: there is none, as far as is known; `left`: it is there or may be, and a
 * person removes it by hand.
 */
export type EndpointOutcome = 'removed' | 'none' | 'left';

/** What a removal works with. */
export interface RemovalTools extends ChangeTools {
  keyRing: KeyRing;
}

/**
 * Removes the endpoints, then hostnames, keys, secrets and destinations, and marks the property, so that the rest can be removed
 * step by step. A second time it changes nothing. Throws `PropertyError` as every change does.
 */
export async function startRemoval(
  tools: RemovalTools,
  propertyId: string,
  apiBase: string | undefined,
): Promise<Record<StripeMode, EndpointOutcome>> {
  const property = await getProperty(tools.store, propertyId);
  const remove = async (mode: StripeMode) => await removeEndpoints(tools.keyRing, property, mode, apiBase);
  const [live, test] = await Promise.all([remove('live'), remove('test')]);
  await changeProperty(tools, propertyId, (stored) =>
    stored.removalStartedAtMs === undefined ? shutDoors(stored, tools.now()) : stored,
  );
  return { live, test };
}

async function removeEndpoints(
  keyRing: KeyRing,
  property: Property,
  mode: StripeMode,
  apiBase: string | undefined,
): Promise<EndpointOutcome> {
  const key = openStripeKey(property, mode, keyRing);
  const withoutKey = property.webhookSecrets[mode].length === 0 ? 'none' : 'left';
  if (key.kind !== 'key') return withoutKey;
  const path = webhookPath(property.id);
  const removed = await removeWebhookEndpoints({ apiKey: key.apiKey, apiBase }, (url) => url.endsWith(path));
  if (removed.kind !== 'removed') return withoutKey;
  return removed.count === 0 ? 'none' : 'removed';
}

function shutDoors(property: Property, nowMs: number): Property {
  return {
    ...property,
    hostnames: [],
    stripeKeys: { live: null, test: null },
    webhookSecrets: { live: [], test: [] },
    destinations: [],
    sender: 'browser',
    containerSecretHash: null,
    removalStartedAtMs: nowMs,
  };
}
