// Asks each destination of a property whether it would take events.
import type { DestinationCheck } from '../../../functions/destinations/destination.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { Settings } from '../../../functions/settings.ts';
import { openSecret } from './describe-destination.ts';
import { openDestinations } from './open-destinations.ts';

/** What the check of one destination found. */
export interface CheckedDestination extends DestinationCheck {
  destination: DestinationSettings;
}

/** All of these destinations, asked at once; nothing is recorded there. */
export async function checkDestinations(
  { id }: Pick<Property, 'id'>,
  destinations: readonly DestinationSettings[],
  { settings, now }: { settings: Settings; now: () => number },
): Promise<CheckedDestination[]> {
  const { findDestination } = openDestinations(settings, now);
  return await Promise.all(
    destinations.map(async (destination): Promise<CheckedDestination> => {
      const opened = openSecret({ keyRing: settings.keyRing, findDestination }, id, destination);
      if (opened.kind === 'closed') {
        return { destination, verdict: 'bad', sentence: `Its secret cannot be opened: ${opened.fault}` };
      }
      return { destination, ...(await findDestination(destination.kind).check(destination, opened.secret)) };
    }),
  );
}
