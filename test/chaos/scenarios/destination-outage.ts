// All destinations are away for an hour, each in its own way.

import type { Scenario } from '../scenario.ts';
import type { NamedFault } from '../world/destinations.ts';

const ways: readonly (readonly [weight: number, fault: NamedFault])[] = [
  [6, { name: 'answered 503', faults: { status: 503 } }],
  [3, { name: 'answered 429', faults: { status: 429, retryAfterSeconds: 120 } }],
  [2, { name: 'answered 500', faults: { status: 500 } }],
  [1, { name: 'reset the connection', faults: { reset: true } }],
  [1, { name: 'took it and reset the connection', faults: { reset: true, takesFirst: true } }],
  [0.2, { name: 'hung', faults: { hang: true } }],
];

export const destinationOutage: Scenario = {
  name: 'destination-outage',
  does: 'for an hour every destination answers 503, 429 or 500, breaks the connection or hangs',
  holds:
    'what is known not to have arrived goes out afterwards; where nobody can know, repeats are dropped or it stands as uncertain',
  store: 'sqlite',
  minutes: 60,
  begin({ destinations, chance }) {
    destinations.setTrouble(() => chance.weigh(ways));
    return { end: () => destinations.setTrouble(undefined) };
  },
};
