// Changes a stored property, however many others change it at the same time.
import { findSenderFault } from '../rules/choose-sender.ts';
import type { Property } from '../rules/property.ts';
import { noteScopeChange } from '../rules/scope.ts';
import type { Store } from '../store/store.ts';
import { getProperty } from './get-property.ts';
import { PropertyError } from './property-error.ts';

/** What a change works with. */
export interface ChangeTools {
  store: Pick<Store, 'findProperty' | 'changeProperty'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** A property before and after a change; the same object where nothing was to be changed. */
export interface PropertyChange {
  before: Property;
  after: Property;
}

const maxAttempts = 5;

/**
 * The property after `toChanged` was applied to it as it is stored, and anew where someone else changed it in between. Nothing
 * is written where `toChanged` answers the property itself; a scope that became another is noted with its time. Throws `PropertyError` where there is none (`unknown_property`), it
 * is being removed (`property_being_removed`) or others keep changing it (`property_busy`), and whatever `toChanged` throws.
 */
export async function changeProperty(
  { store, now }: ChangeTools,
  id: string,
  toChanged: (stored: Property) => Property,
): Promise<PropertyChange> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const before = await getProperty(store, id);
    const changed = toChanged(before);
    if (changed === before) return { before, after: before };
    if (before.removalStartedAtMs !== undefined) throw new PropertyError(id, { code: 'property_being_removed' });
    const nowMs = now();
    const after = noteScopeChange(before, { ...changed, updatedAtMs: nowMs }, nowMs);
    if ((await store.changeProperty(after)) === 'changed') {
      return { before, after: { ...after, version: after.version + 1 } };
    }
  }
  throw new PropertyError(id, { code: 'property_busy' });
}

/** The property as it was; throws `PropertyError` (`sender_loses_payments`) where its sender would lose payments. */
export function ensureSender(property: Property): Property {
  const fault = findSenderFault(property);
  if (fault === undefined) return property;
  throw new PropertyError(property.id, { code: 'sender_loses_payments', sender: property.sender, fault });
}
