// The one secret of a property's server containers, which they tell the function and the function tells them.
import { createHash } from 'node:crypto';
import type { DestinationSettings, ServerContainerDestination } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { openSecret, type SecretOpener } from './describe-destination.ts';
import { sealDestination } from './seal-destination.ts';

/** What a property keeps of the secret: its hash for what containers ask, and sealed for what is sent to each. */
export type ContainerSecretFields = Pick<Property, 'containerSecretHash' | 'destinations'>;

/** Where a person pastes the secret. */
export const secretField = 'the field Container secret of the Checkout client';

/** `tts_` and 256 random bits. */
export function makeContainerSecret({ randomBytes }: Pick<CliContext, 'randomBytes'>): string {
  return `tts_${Buffer.from(randomBytes(32)).toString('base64url')}`;
}

/** What a property keeps to know the secret again that a container tells. */
export function hashContainerSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The command that gives function and containers one new secret. */
export function newSecretCommand(propertyId: string): string {
  return `npm run tilltag -- property update ${propertyId} --new-container-secret`;
}

/** Those of the destinations that are server containers. */
export function findContainers(destinations: readonly DestinationSettings[]): ServerContainerDestination[] {
  return destinations.filter((destination) => destination.kind === 'server_container');
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

/**
 * The secret that one more container gets beside these of the property: theirs, else the `given` one, else the `made` one.
 * Throws `UsageError` where theirs is another one than the given, and `CommandFailedError` where they do not share one.
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
  throw new UsageError(
    `The property’s server containers share one secret, and this is another one, which would lock the others out. Leave it away to use theirs, or change it for all: ${newSecretCommand(property.id)}`,
  );
}

/** Whether the function takes this secret from a container of the property. */
export function isContainerSecret({ containerSecretHash }: Pick<Property, 'containerSecretHash'>, secret: string) {
  return containerSecretHash === hashContainerSecret(secret);
}

function getSharedSecret(
  opener: SecretOpener,
  property: Property,
  containers: readonly ServerContainerDestination[],
): string | undefined {
  const cure = `Make one for all of them: ${newSecretCommand(property.id)}`;
  const secrets = containers.map((container) => {
    const opened = openSecret(opener, property.id, container);
    if (opened.kind === 'secret') return opened.secret;
    throw new CommandFailedError(`The secret of ${container.id} cannot be opened: ${opened.fault} ${cure}`);
  });
  const [first] = secrets;
  if (first === undefined) return undefined;
  const isHashTheirs = property.containerSecretHash === null || isContainerSecret(property, first);
  if (isHashTheirs && secrets.every((secret) => secret === first)) return first;
  throw new CommandFailedError(`The property’s server containers do not share one secret. ${cure}`);
}
