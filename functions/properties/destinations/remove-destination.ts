// Takes a destination from a property.
import { senderWithout } from '../../rules/choose-sender.ts';
import type { DestinationSettings } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import { findContainers } from './container-secret.ts';
import { getDestination } from './get-destination.ts';

/** The property before and after, and what went. */
export interface DestinationRemoved extends PropertyChange {
  removed: DestinationSettings;
  /** It was the last server container, and with it the container secret ended. */
  hasEndedSecret: boolean;
  /** It was a container, which still knows the secret that others share: only a new one for these ends that. */
  isStillTrusted: boolean;
}

/** Removes it; what waits for it is not sent any more. Throws `PropertyError`: `unknown_destination`, and as every change does. */
export async function removeDestination(
  tools: ChangeTools,
  propertyId: string,
  destinationId: string,
): Promise<DestinationRemoved> {
  const change = await changeProperty(tools, propertyId, (property) =>
    withoutDestination(property, getDestination(property, destinationId)),
  );
  const { before, after } = change;
  const removed = getDestination(before, destinationId);
  return {
    ...change,
    removed,
    hasEndedSecret: before.containerSecretHash !== null && after.containerSecretHash === null,
    isStillTrusted:
      removed.kind === 'server_container' &&
      after.containerSecretHash !== null &&
      !findContainers(after.destinations).some(({ url }) => url === removed.url),
  };
}

/** With the last server container the secret goes too, because nobody is left who may speak for visitors with it. */
export function withoutDestination(property: Property, removed: DestinationSettings): Property {
  const destinations = property.destinations.filter((one) => one.id !== removed.id);
  const isLastContainer = removed.kind === 'server_container' && findContainers(destinations).length === 0;
  return {
    ...property,
    destinations,
    sender: senderWithout({ ...property, destinations }),
    containerSecretHash: isLastContainer ? null : property.containerSecretHash,
  };
}
