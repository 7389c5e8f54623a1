// The kinds of destination as whoever sets one up uses them: to say what they are, to seal their secrets, and to check them.
import { createDestinations, type Destinations } from '../../destinations/destinations.ts';
import { createSendRequest } from '../../outbound/create-send-request.ts';

/** As the settings have them. */
export interface DestinationLiberties {
  allowLocal: boolean;
  /** Where the Measurement Protocol answers, unless it is Google's own address. */
  analyticsBase: string | undefined;
}

/** All kinds, with the addresses and liberties of the settings; they ask nobody before they are told to. */
export function openDestinations({ allowLocal, analyticsBase }: DestinationLiberties, now: () => number): Destinations {
  return createDestinations({
    request: createSendRequest({ allowLocal }),
    now,
    ...(analyticsBase !== undefined && { analyticsBase: analyticsBase.replace(/\/$/, '') }),
  });
}
