// What can be found without asking anybody outside: from the property and what the store holds of it.
import type { SecretPlaces } from '../properties/destination-secret-place.ts';
import type { Property } from '../rules/property.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { DamageListener } from '../store/store.ts';
import { checkDeliveries } from './checks/check-deliveries.ts';
import { checkKeyAge, checkKeyRing, checkSweep } from './checks/check-deployment.ts';
import { checkEvents } from './checks/check-events.ts';
import { checkKeys } from './checks/check-keys.ts';
import { checkTraffic } from './checks/check-traffic.ts';
import { type Finding, sortFindings } from './finding.ts';
import { type FactStore, readStoredFacts } from './stored-facts.ts';

/** What the quick checks work with. */
export interface QuickContext {
  store: FactStore;
  keyRing: KeyRing;
  findDestination: SecretPlaces;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of records that cannot be read; findings go without them. Nobody unless given. */
  onDamaged?: DamageListener;
}

/**
 * The findings, the worst first: five reads of the store, quick enough for every opening of a page. Of a property that is being
 * deleted that alone, because everything else follows from it. Rejects as the store does.
 */
export async function quickFindings(property: Property, context: QuickContext): Promise<Finding[]> {
  const { removalStartedAtMs: startedAtMs } = property;
  if (startedAtMs !== undefined) {
    return [{ code: 'removal_begun', verdict: 'yellow', about: 'property', data: { startedAtMs } }];
  }
  const { store, keyRing, findDestination, now, onDamaged = () => undefined } = context;
  const facts = await readStoredFacts(store, property.id, now(), onDamaged);
  return sortFindings([
    ...checkKeys(property, keyRing),
    ...checkEvents(property, facts, keyRing),
    ...checkTraffic(property, facts),
    ...checkDeliveries(property, facts),
    checkSweep(property, facts),
    ...checkKeyRing(property, keyRing, findDestination),
    ...checkKeyAge(property, facts, { keyRing, findDestination }),
  ]);
}
