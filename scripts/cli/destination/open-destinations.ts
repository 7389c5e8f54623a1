// The kinds of destination as a command uses them: to say what they are, to seal their secrets, and to check them.
import { createDestinations, type Destinations } from '../../../functions/destinations/destinations.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import type { Settings } from '../../../functions/settings.ts';
import type { SecretOpener } from './describe-destination.ts';

/** What opens the secrets of destinations; it asks nobody. */
export function toOpener(settings: Settings): SecretOpener {
  return { keyRing: settings.keyRing, findDestination: openDestinations(settings, Date.now).findDestination };
}

/** All kinds, with the addresses and liberties of the settings. */
export function openDestinations({ allowLocal, analyticsBase }: Settings, now: () => number): Destinations {
  return createDestinations({
    request: createSendRequest({ allowLocal }),
    now,
    ...(analyticsBase !== undefined && { analyticsBase: analyticsBase.replace(/\/$/, '') }),
  });
}
