// Asks each destination of a property whether it would take events.
import type { Destination, DestinationCheck } from '../../destinations/destination.ts';
import type { DestinationSettings } from '../../rules/destination.ts';
import type { Property } from '../../rules/property.ts';
import type { KeyRing } from '../../store/key-ring.ts';
import { isContainerSecret } from './container-secret.ts';
import { openDestinationSecret } from './destination-secret.ts';

/** What the check of one destination found, in a sentence for any surface, and whether a new container secret would cure it. */
export interface CheckedDestination extends DestinationCheck {
  destination: DestinationSettings;
}

/** What destinations are asked with. */
export interface CheckTools {
  keyRing: KeyRing;
  findDestination: (kind: DestinationSettings['kind']) => Destination;
}

/**
 * All of these destinations, asked at once; nothing is recorded there. A server container whose secret the property does not
 * take comes a second time, for the way that nobody asks along: from the container to the function. Never rejects.
 */
export async function checkDestinations(
  tools: CheckTools,
  property: Pick<Property, 'id' | 'containerSecretHash'>,
  destinations: readonly DestinationSettings[],
): Promise<CheckedDestination[]> {
  const checked = await Promise.all(
    destinations.map(async (destination): Promise<CheckedDestination[]> => {
      const opened = openDestinationSecret(tools, property.id, destination);
      if (opened.kind === 'closed') {
        return [{ destination, verdict: 'bad', sentence: `Its secret cannot be opened: ${opened.fault}` }];
      }
      const answer = await tools.findDestination(destination.kind).check(destination, opened.secret);
      return [{ destination, ...answer }, ...findWayBackFaults(property, destination, opened.secret)];
    }),
  );
  return checked.flat();
}

function findWayBackFaults(
  property: Pick<Property, 'containerSecretHash'>,
  destination: DestinationSettings,
  secret: string,
): CheckedDestination[] {
  if (destination.kind !== 'server_container' || isContainerSecret(property, secret)) return [];
  const fault = property.containerSecretHash === null ? 'no container secret' : 'another container secret';
  const sentence = `The property has ${fault}, so what pages ask through this container is refused. Make one for both ways.`;
  return [{ destination, verdict: 'bad', sentence, cure: 'new_container_secret' }];
}
