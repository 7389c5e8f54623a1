// The one secret of a property's server containers, which they tell the function and the function tells them.
import { createHash } from 'node:crypto';
import type { DestinationSettings, ServerContainerDestination } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import { PropertyError } from '../property-error.ts';
import { openDestinationSecret, type SecretOpener, sealDestination } from './destination-secret.ts';

/** What a property keeps of the secret: its hash for what containers ask, and sealed for what is sent to each. */
export type ContainerSecretFields = Pick<Property, 'containerSecretHash' | 'destinations'>;

/** A new secret: `tts_` and 256 random bits. */
export function newContainerSecret(randomBytes: (count: number) => Uint8Array): string {
  return `tts_${Buffer.from(randomBytes(32)).toString('base64url')}`;
}

/** What a property keeps to know the secret again that a container tells: its SHA-256 in hex. */
export function hashContainerSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether the function takes this secret from a container of the property. */
export function isContainerSecret(
  { containerSecretHash }: Pick<Property, 'containerSecretHash'>,
  secret: string,
): boolean {
  return containerSecretHash === hashContainerSecret(secret);
}

/** Those of the destinations that are server containers. */
export function findContainers(destinations: readonly DestinationSettings[]): ServerContainerDestination[] {
  return destinations.filter((destination) => destination.kind === 'server_container');
}

/** The addresses of the clients that have to learn a new secret; one that gets live and test sessions is named once. */
export function listClientUrls({ destinations }: Pick<Property, 'destinations'>): string[] {
  return [...new Set(findContainers(destinations).map(({ url }) => url))];
}

/** The property's fields with this secret in every place where the old one was. */
export function exchangeContainerSecret(
  opener: SecretOpener,
  { id, destinations }: Pick<Property, 'id' | 'destinations'>,
  secret: string,
): ContainerSecretFields {
  return {
    containerSecretHash: hashContainerSecret(secret),
    destinations: destinations.map((destination) =>
      destination.kind === 'server_container' ? sealDestination(opener, id, destination, secret) : destination,
    ),
  };
}

/** Gives function and containers one new secret, of which nothing but the answer tells. Throws `PropertyError` as every change does. */
export async function renewContainerSecret(
  tools: ChangeTools & SecretOpener & { randomBytes: (count: number) => Uint8Array },
  propertyId: string,
): Promise<PropertyChange & { secret: string }> {
  const secret = newContainerSecret(tools.randomBytes);
  const change = await changeProperty(tools, propertyId, (property) => ({
    ...property,
    ...exchangeContainerSecret(tools, property, secret),
  }));
  return { ...change, secret };
}

/**
 * The secret that one more container gets beside these of the property: theirs, else the `given` one, else the `made` one.
 * Throws `PropertyError`: `other_container_secret` where theirs is another one than the given, `container_secrets_differ` where
 * they do not share one, `secret_closed` where it cannot be opened.
 */
export function chooseContainerSecret(
  opener: SecretOpener,
  property: Property,
  others: readonly ServerContainerDestination[],
  { given, made }: { given: string | undefined; made: string },
): string {
  const shared = getSharedSecret(opener, property, others);
  if (shared === undefined) return given ?? made;
  if (given === undefined || given === shared) return shared;
  throw new PropertyError(property.id, { code: 'other_container_secret' });
}

function getSharedSecret(
  opener: SecretOpener,
  property: Property,
  containers: readonly ServerContainerDestination[],
): string | undefined {
  const secrets = containers.map((container) => {
    const opened = openDestinationSecret(opener, property.id, container);
    if (opened.kind === 'secret') return opened.secret;
    throw new PropertyError(property.id, {
      code: 'secret_closed',
      destinationId: container.id,
      reason: opened.fault,
    });
  });
  const [first] = secrets;
  if (first === undefined) return undefined;
  const isHashTheirs = property.containerSecretHash === null || isContainerSecret(property, first);
  if (isHashTheirs && secrets.every((secret) => secret === first)) return first;
  throw new PropertyError(property.id, { code: 'container_secrets_differ' });
}
