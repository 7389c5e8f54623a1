// The demo shop as a property of the store, made as the command line makes any other.
import { createHash, randomBytes } from 'node:crypto';
import { isOwnItem } from '../../../functions/console/setup/setup-steps.ts';
import { createDestinations } from '../../../functions/destinations/destinations.ts';
import { createChecklist } from '../../../functions/downloads/checklist.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import { replaceStripeKeys } from '../../../functions/properties/stripe-keys/replace-stripe-keys.ts';
import { webhookSecretPlace } from '../../../functions/properties/webhook-secret-place.ts';
import type { DestinationSettings, ServerContainerDestination } from '../../../functions/rules/destination.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Settings } from '../../../functions/settings.ts';
import { UnsealError } from '../../../functions/store/errors.ts';
import { newPropertyId } from '../../../functions/store/new-property-id.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { type SealedPlace, seal, unseal } from '../../../functions/store/sealing.ts';
import type { Store } from '../../../functions/store/store.ts';
import { stripeKeyPlace } from '../../../functions/store/stripe-key-place.ts';
import { checkStripeKeys, takeStripeKey } from '../../cli/stripe-key.ts';

const demoName = 'Paper & Pine (demo)';

/** Short, so that nobody waits a quarter of an hour to see the server send. */
export const demoGraceSeconds = 30;

/** The Measurement ID of the demo's GA4 stream. */
export const demoMeasurementId = 'G-DEMO';

/** What the property is to hold of Stripe. */
export interface DemoSecrets {
  stripeKey: string;
  /** Of the endpoint that brings the test events of the demo's account. */
  webhookSecret: string;
}

/** The server container on this machine. */
export interface DemoContainer {
  /** Of its Checkout client, without a slash at the end. */
  url: string;
  /** What it and the function know each other by. */
  secret: string;
}

/**
 * The id of the demo's property: that of an earlier run, or of a new one, connected to Stripe's webhooks. Asks Stripe about the
 * key first, as the command line does; rejects with `CommandFailedError` when the key is no good, and with the store's errors.
 */
export async function findOrAddDemoProperty(settings: Settings, secrets: DemoSecrets, nowMs: number): Promise<string> {
  const store = await openStore(settings.store, settings);
  try {
    const known = (await store.listProperties()).find(({ name }) => name === demoName);
    if (known !== undefined && holdsSecrets(known, secrets, settings)) {
      const ticked = withTicks(known, nowMs);
      if (ticked !== known) await store.changeProperty({ ...ticked, updatedAtMs: nowMs });
      return known.id;
    }
    return await putProperty(store, known, settings, secrets, nowMs);
  } finally {
    await store.close();
  }
}

/**
 * Has the property send to this container what no page told of test sessions. Who sends, and how patiently, is set when it is
 * first connected; what somebody changes then, stays. Rejects with the store's errors.
 */
export async function connectDemoContainer(
  settings: Settings,
  propertyId: string,
  container: DemoContainer,
  nowMs: number,
): Promise<void> {
  const store = await openStore(settings.store, settings);
  try {
    const property = await store.findProperty(propertyId);
    if (property === undefined) {
      throw new Error(`The demo's property ${propertyId} is gone.`);
    }
    if (!isConnected(property, container, settings)) {
      await store.changeProperty({ ...withDestination(property, container, settings), updatedAtMs: nowMs });
    }
  } finally {
    await store.close();
  }
}

function holdsSecrets(property: Property, { stripeKey, webhookSecret }: DemoSecrets, settings: Settings): boolean {
  const { id, stripeKeys, webhookSecrets } = property;
  return (
    opensTo(stripeKey, stripeKeys.test, stripeKeyPlace(id, 'test'), settings) &&
    opensTo(webhookSecret, webhookSecrets.test[0], webhookSecretPlace(id, 'test'), settings)
  );
}

function isConnected(property: Property, container: DemoContainer, settings: Settings): boolean {
  return findDestination(property)?.url === container.url && holdsContainerSecret(property, container, settings);
}

/** Whether the property and the container on this machine know each other by the container's secret, in both directions. */
export function holdsContainerSecret(property: Property, { secret }: DemoContainer, settings: Settings): boolean {
  const destination = findDestination(property);
  return (
    destination !== undefined &&
    property.containerSecretHash === toHash(secret) &&
    opensTo(secret, destination.secret, placeOf(property.id, destination, settings), settings)
  );
}

function opensTo(
  secret: string,
  sealed: string | null | undefined,
  place: SealedPlace,
  { keyRing }: Settings,
): boolean {
  try {
    return typeof sealed === 'string' && unseal(keyRing, sealed, place) === secret;
  } catch (error) {
    // The key ring is a new one: what was sealed with the old one is lost, and in the demo easily replaced.
    if (error instanceof UnsealError) {
      return false;
    }
    throw error;
  }
}

async function putProperty(
  store: Store,
  known: Property | undefined,
  settings: Settings,
  { stripeKey, webhookSecret }: DemoSecrets,
  nowMs: number,
): Promise<string> {
  const checked = await checkStripeKeys([takeStripeKey(stripeKey)], settings);
  const property = known === undefined ? newDemoProperty(nowMs) : withTicks(known, nowMs);
  const { id, webhookSecrets } = property;
  const sealed: Property = {
    ...property,
    ...replaceStripeKeys(property, checked, settings.keyRing),
    webhookSecrets: {
      ...webhookSecrets,
      test: [seal(settings.keyRing, webhookSecret, webhookSecretPlace(id, 'test'))],
    },
    updatedAtMs: nowMs,
  };
  if (known === undefined) {
    await store.createProperty(sealed);
  } else {
    await store.changeProperty(sealed);
  }
  return property.id;
}

/** Set up as far as a person says of a set-up that it is done: the shop has its container and its redirects. A demo of before had none of it ticked off. */
function withTicks(property: Property, nowMs: number): Property {
  const done = [
    'payments',
    'value',
    'redirect',
    'downloads',
    ...createChecklist()
      .filter(isOwnItem)
      .map(({ id }) => id),
  ];
  const { ticked = {} } = property;
  if (done.some((id) => ticked[id] !== undefined)) return property;
  return { ...property, ticked: { ...ticked, ...Object.fromEntries(done.map((id) => [id, nowMs])) } };
}

function newDemoProperty(nowMs: number): Property {
  const property = newProperty(newPropertyId(randomBytes), nowMs);
  return withTicks({ ...property, name: demoName, hostnames: ['127.0.0.1', 'localhost'] }, nowMs);
}

/** With the server container as destination of test sessions, in place of whatever an earlier run had there. */
function withDestination(property: Property, { url, secret }: DemoContainer, settings: Settings): Property {
  const known = findDestination(property);
  const id = known?.id ?? `dst_${randomBytes(9).toString('base64url')}`;
  const place: ServerContainerDestination = { kind: 'server_container', id, mode: 'test', url, secret: '' };
  const sealed = { ...place, secret: seal(settings.keyRing, secret, placeOf(property.id, place, settings)) };
  const others = property.destinations.filter((one) => one.id !== id && !isOfEarlierDemo(one));
  const connected = { ...property, destinations: [...others, sealed], containerSecretHash: toHash(secret) };
  const isFirst = known === undefined && !property.destinations.some(isOfEarlierDemo);
  return isFirst ? { ...connected, sender: 'browser_first', graceMinutes: demoGraceSeconds / 60 } : connected;
}

/** The demo once sent to GA4 itself; both would tell the same event twice. */
function isOfEarlierDemo(destination: DestinationSettings): boolean {
  return destination.kind === 'ga4' && destination.measurementId === demoMeasurementId;
}

function findDestination({ destinations }: Property): ServerContainerDestination | undefined {
  return destinations
    .filter((destination) => destination.kind === 'server_container')
    .find(({ url, mode }) => mode === 'test' && url.startsWith('http://127.0.0.1:'));
}

function toHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function placeOf(propertyId: string, destination: DestinationSettings, { allowLocal }: Settings): SealedPlace {
  const { findDestination: findKind } = createDestinations({
    request: createSendRequest({ allowLocal }),
    now: Date.now,
  });
  return destinationSecretPlace(findKind, propertyId, destination);
}
