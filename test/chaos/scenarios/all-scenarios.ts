// Every scenario of chaos, in the order in which they run.
import type { Scenario } from '../scenario.ts';
import { destinationOutage } from './destination-outage.ts';
import { diskFull } from './disk-full.ts';
import { firestoreAway } from './firestore-away.ts';
import { firestoreSlow } from './firestore-slow.ts';
import { killLoop } from './kill-loop.ts';
import { firestoreRaces, races } from './races.ts';
import { storeLocked } from './store-locked.ts';
import { stripeErrors } from './stripe-errors.ts';
import { stripeGarbage } from './stripe-garbage.ts';
import { stripeHangs } from './stripe-hangs.ts';
import { stripeRateLimited } from './stripe-rate-limited.ts';
import { stripeResets } from './stripe-resets.ts';
import { stripeRetryAfter } from './stripe-retry-after.ts';
import { twoVersions } from './two-versions.ts';

export const allScenarios: readonly Scenario[] = [
  stripeRateLimited,
  stripeRetryAfter,
  stripeErrors,
  stripeHangs,
  stripeResets,
  stripeGarbage,
  storeLocked,
  diskFull,
  firestoreAway,
  firestoreSlow,
  races,
  firestoreRaces,
  destinationOutage,
  killLoop,
  twoVersions,
];
