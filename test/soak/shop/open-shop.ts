// Sets the shop's properties up: their accounts and endpoints at Stripe, their secrets, their records in the store.

import { createDestinations } from '../../../functions/destinations/destinations.ts';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import type { KeyRing } from '../../../functions/store/key-ring.ts';
import { seal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { oldApiVersion, pinnedApiVersion } from '../../../scripts/stand-ins/stripe/events/render-event.ts';
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { containerSecret, type Receivers } from '../world/receivers.ts';
import { type PropertySpec, propertySpecs } from './property-specs.ts';

/** A webhook endpoint of a property. */
export interface Endpoint {
  id: string;
  propertyId: string;
  path: string;
  accountId: string;
  livemode: boolean;
}

/** A property that is set up. */
export interface ShopProperty {
  spec: PropertySpec;
  property: Property;
  accountId: string;
}

export interface Shop {
  properties: readonly ShopProperty[];
  endpoints: readonly Endpoint[];
}

/** What a restricted key for Tilltag may do. */
const permissions = [
  'rak_checkout_session_read',
  'rak_promotion_code_read',
  'rak_event_read',
  'rak_charge_read',
  'rak_payment_intent_read',
  'rak_invoice_read',
  'rak_subscription_read',
];

export const shopHost = 'shop.example.com';
export const apiSecret = 'soakApiSecret';

/** Writes everything down; `createdAtMs` is when that happens. */
export async function openShop(
  store: Store,
  keyRing: KeyRing,
  stripe: StripeStandIn,
  receivers: Pick<Receivers, 'containerUrls'>,
  createdAtMs: number,
): Promise<Shop> {
  const accountIds = new Map<string, string>();
  const endpoints: Endpoint[] = [];
  const properties: ShopProperty[] = [];
  for (const spec of propertySpecs) {
    const accountId = accountIds.get(spec.account) ?? addAccount(stripe, spec.account);
    accountIds.set(spec.account, accountId);
    const sealed = { live: '', test: '' };
    for (const mode of ['live', 'test'] as const) {
      const { object, secrets } = stripe.addWebhookEndpoint(accountId, {
        url: `https://functions.example.com${webhookPath(spec.id)}`,
        enabledEvents: [...webhookEventTypes],
        apiVersion: spec.isOldVersion ? oldApiVersion : pinnedApiVersion,
        livemode: mode === 'live',
      });
      endpoints.push({
        ...{ id: object.id, propertyId: spec.id, path: webhookPath(spec.id), accountId },
        livemode: mode === 'live',
      });
      sealed[mode] = seal(keyRing, secrets[0] ?? '', webhookSecretPlace(spec.id, mode));
    }
    const property: Property = {
      ...newProperty(spec.id, createdAtMs),
      hostnames: [shopHost],
      sender: spec.sender,
      readsPromotionCodes: { live: true, test: true },
      stripeKeys: {
        live: seal(keyRing, toKey(spec.account, 'live'), stripeKeyPlace(spec.id, 'live')),
        test: seal(keyRing, toKey(spec.account, 'test'), stripeKeyPlace(spec.id, 'test')),
      },
      webhookSecrets: { live: [sealed.live], test: [sealed.test] },
      ...(spec.scope !== undefined && { scope: spec.scope }),
      ...spec.settings,
      destinations: toDestinations(spec, keyRing, receivers),
    };
    await store.createProperty(property);
    properties.push({ spec, property, accountId });
  }
  return { properties, endpoints };
}

function addAccount(stripe: StripeStandIn, account: string): string {
  const keys = (['live', 'test'] as const).map((mode) => ({ key: toKey(account, mode), permissions }));
  return stripe.addAccount({ keys }).id;
}

function toKey(account: string, mode: StripeMode): string {
  return `rk_${mode}_soakAccount${account}`;
}

/** What the destination of a property is called. */
export function toDestinationId(propertyId: string, kind: string, mode: StripeMode): string {
  return `${propertyId.slice(3)}-${kind}-${mode}`;
}

/** The measurement id under which GA4 collects what a destination is sent. */
export function toMeasurementId(destinationId: string): string {
  return `G-${destinationId.replaceAll('-', '').toUpperCase()}`;
}

function toDestinations(
  { id: propertyId, destinations, whenUncertain }: PropertySpec,
  keyRing: KeyRing,
  { containerUrls }: Pick<Receivers, 'containerUrls'>,
): DestinationSettings[] {
  const { findDestination } = createDestinations({ request: neverAsked, now: () => 0 });
  return destinations.map(({ kind, mode }) => {
    const id = toDestinationId(propertyId, kind, mode);
    const base = { id, mode, secret: '', ...(whenUncertain !== undefined && { whenUncertain }) };
    const unsealed: DestinationSettings =
      kind === 'ga4'
        ? { ...base, kind, measurementId: toMeasurementId(id), region: 'global' }
        : { ...base, kind, url: containerUrls[mode] };
    const place = destinationSecretPlace(findDestination, propertyId, unsealed);
    return { ...unsealed, secret: seal(keyRing, kind === 'ga4' ? apiSecret : containerSecret, place) };
  });
}

function neverAsked(): never {
  throw new TypeError('Nothing is sent while the shop is set up.');
}
