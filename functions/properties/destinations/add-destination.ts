// Gives a property a place that the server sends to, or the one that lies there another secret.
import { senderWithFirst } from '../../rules/choose-sender.ts';
import type { DestinationSettings, ServerContainerDestination, WhenUncertain } from '../../rules/destination.ts';
import { withSetUp } from '../../rules/left-out.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import { getProperty } from '../get-property.ts';
import { PropertyError } from '../property-error.ts';
import {
  chooseContainerSecret,
  findContainers,
  hashContainerSecret,
  isContainerSecret,
  newContainerSecret,
} from './container-secret.ts';
import { type DestinationPlace, isSamePlace, toPlace } from './destination-place.ts';
import { type SecretOpener, sealDestination } from './destination-secret.ts';
import { getDestination } from './get-destination.ts';

/** What destinations are kept with. */
export interface DestinationTools extends ChangeTools, SecretOpener {
  randomBytes: (count: number) => Uint8Array;
}

/** A destination as it is wanted. A server container needs no secret: one is made, or that of the others is taken. */
export interface DestinationWish {
  place: DestinationPlace;
  mode: StripeMode;
  secret?: string | undefined;
  /** What becomes of sends in doubt; left out, it stays as it is. */
  whenUncertain?: WhenUncertain | undefined;
}

/** Where the secret of a destination came from. */
export type SecretOrigin =
  | { kind: 'given' }
  /** Made here, to be shown now and never again. */
  | { kind: 'made'; secret: string }
  /** That of the property's other server containers, those at the same place first; whether their clients have it, nobody here knows. */
  | { kind: 'shared'; others: ServerContainerDestination[] };

/** The property before and after, and the destination as it is kept. */
export interface DestinationAdded extends PropertyChange {
  destination: DestinationSettings;
  /** Whether none lay there before. */
  isNew: boolean;
  origin: SecretOrigin;
}

/**
 * Adds the destination; one that lies at this place for this mode already keeps its id and gets the secret. The first one
 * turns the sender `browser` into `browser_first`. Throws `PropertyError`: `secret_missing` for GA4 without one, those of the
 * secret that server containers share, and as every change does.
 */
export async function addDestination(
  tools: DestinationTools,
  propertyId: string,
  { place, mode, secret: given, whenUncertain }: DestinationWish,
): Promise<DestinationAdded> {
  const secrets = { given, made: newContainerSecret(tools.randomBytes) };
  const id = `dst_${Buffer.from(tools.randomBytes(12)).toString('hex')}`;
  const fresh: DestinationSettings = { ...place, id, mode, secret: '', ...(whenUncertain && { whenUncertain }) };
  const change = await changeProperty(tools, propertyId, (property) => ({
    ...withSetUp(property, 'destinations'),
    ...placeDestination(tools, property, fresh, secrets),
  }));
  const destination = findDestinationAt(change.after, { place, mode });
  if (destination === undefined) throw new TypeError('The destination was just added.');
  return {
    ...change,
    destination,
    isNew: destination.id === id,
    origin: findOrigin(change.after, destination, secrets),
  };
}

/** Gives a destination this secret, or a server container a made one where none is given. Throws as adding it does, and `unknown_destination`. */
export async function exchangeSecret(
  tools: DestinationTools,
  propertyId: string,
  { destinationId, secret }: { destinationId: string; secret?: string | undefined },
): Promise<DestinationAdded> {
  const known = getDestination(await getProperty(tools.store, propertyId), destinationId);
  return await addDestination(tools, propertyId, { place: toPlace(known), mode: known.mode, secret });
}

/** The property's destination at this place for this mode, if there is one. */
export function findDestinationAt(
  { destinations }: Pick<Property, 'destinations'>,
  { place, mode }: Pick<DestinationWish, 'place' | 'mode'>,
): DestinationSettings | undefined {
  return destinations.find((one) => one.mode === mode && isSamePlace(one, place));
}

/**
 * Whether the wish would end the secret that a property's only server container has, so that it is refused until it has
 * learned the new one: worth a question before.
 */
export function endsContainerSecret(property: Property, { place, mode, secret }: DestinationWish): boolean {
  const known = findDestinationAt(property, { place, mode });
  if (known?.kind !== 'server_container' || findContainers(property.destinations).length > 1) return false;
  return secret === undefined || !isContainerSecret(property, secret);
}

interface Secrets {
  given: string | undefined;
  /** For a server container that nobody gave one. */
  made: string;
}

/** The destinations with this one, who sends then, and whom the property believes. */
function placeDestination(
  opener: SecretOpener,
  property: Property,
  fresh: DestinationSettings,
  secrets: Secrets,
): Pick<Property, 'destinations' | 'sender' | 'containerSecretHash'> {
  const { id, destinations } = property;
  const known = findDestinationAt(property, { place: fresh, mode: fresh.mode });
  const secret = chooseSecret(opener, property, { destination: fresh, known }, secrets);
  const containerSecretHash =
    fresh.kind === 'server_container' ? hashContainerSecret(secret) : property.containerSecretHash;
  if (known === undefined) {
    const sealed = sealDestination(opener, id, fresh, secret);
    return { destinations: [...destinations, sealed], sender: senderWithFirst(property), containerSecretHash };
  }
  const { whenUncertain = known.whenUncertain } = fresh;
  const kept = { ...fresh, id: known.id, ...(whenUncertain && { whenUncertain }) };
  const sealed = sealDestination(opener, id, kept, secret);
  const placed = destinations.map((one) => (one === known ? sealed : one));
  return { destinations: placed, sender: property.sender, containerSecretHash };
}

function chooseSecret(
  opener: SecretOpener,
  property: Property,
  { destination, known }: { destination: DestinationSettings; known: DestinationSettings | undefined },
  secrets: Secrets,
): string {
  if (destination.kind === 'server_container') {
    const others = findContainers(property.destinations).filter(({ id }) => id !== known?.id);
    return chooseContainerSecret(opener, property, others, secrets);
  }
  if (secrets.given === undefined) throw new PropertyError(property.id, { code: 'secret_missing' });
  return secrets.given;
}

function findOrigin(
  { destinations }: Property,
  destination: DestinationSettings,
  { given, made }: Secrets,
): SecretOrigin {
  if (given !== undefined) return { kind: 'given' };
  const others = findContainers(destinations).filter(({ id }) => id !== destination.id);
  if (others.length === 0) return { kind: 'made', secret: made };
  const isSame = (other: ServerContainerDestination): boolean => isSamePlace(other, destination);
  return { kind: 'shared', others: [...others.filter(isSame), ...others.filter((other) => !isSame(other))] };
}
