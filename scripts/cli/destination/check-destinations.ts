// Asks each destination of a property whether it would take events.
import type { DestinationCheck } from '../../../functions/destinations/destination.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Settings } from '../../../functions/settings.ts';
import { isContainerSecret, newSecretCommand } from './container-secret.ts';
import { openSecret } from './describe-destination.ts';
import { openDestinations } from './open-destinations.ts';

/** What the check of one destination found. */
export interface CheckedDestination extends DestinationCheck {
  destination: DestinationSettings;
}

/**
 * All of these destinations, asked at once; nothing is recorded there. A server container whose secret the property does not
 * take comes a second time, for the way that nobody asks along: from the container to the function.
 */
export async function checkDestinations(
  property: Pick<Property, 'id' | 'containerSecretHash'>,
  destinations: readonly DestinationSettings[],
  { settings, now }: { settings: Settings; now: () => number },
): Promise<CheckedDestination[]> {
  const { findDestination } = openDestinations(settings, now);
  const opener = { keyRing: settings.keyRing, findDestination };
  const checked = await Promise.all(
    destinations.map(async (destination): Promise<CheckedDestination[]> => {
      const opened = openSecret(opener, property.id, destination);
      if (opened.kind === 'closed') {
        return [{ destination, verdict: 'bad', sentence: `Its secret cannot be opened: ${opened.fault}` }];
      }
      const answer = await findDestination(destination.kind).check(destination, opened.secret);
      return [{ destination, ...answer }, ...findWayBackFaults(property, destination, opened.secret)];
    }),
  );
  return checked.flat();
}

function findWayBackFaults(
  property: Pick<Property, 'id' | 'containerSecretHash'>,
  destination: DestinationSettings,
  secret: string,
): CheckedDestination[] {
  if (destination.kind !== 'server_container' || isContainerSecret(property, secret)) return [];
  const fault = property.containerSecretHash === null ? 'no container secret' : 'another container secret';
  const sentence = `The property has ${fault}, so what pages ask through this container is refused. Make one for both ways: ${newSecretCommand(property.id)}`;
  return [{ destination, verdict: 'bad', sentence }];
}
