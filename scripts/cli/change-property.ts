// Changes a stored property, however many others change it at the same time.
import type { Property } from '../../functions/rules/property.ts';
import type { Store } from '../../functions/store/store.ts';
import { CommandFailedError } from './cli-errors.ts';
import { getProperty } from './property-show.ts';

const maxAttempts = 5;

/**
 * The property after `toChanged` was applied to it as it is stored, and anew where someone else changed it in between. Nothing
 * is written where `toChanged` answers the property itself. Throws `UsageError` where there is none, `CommandFailedError` where others keep changing it.
 */
export async function changeProperty(
  store: Store,
  id: string,
  toChanged: (now: Property) => Property,
): Promise<Property> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const stored = await getProperty(store, id);
    const changed = toChanged(stored);
    if (changed === stored) return stored;
    if ((await store.changeProperty(changed)) === 'changed') return changed;
  }
  throw new CommandFailedError('Others keep changing this property. Run the command again.');
}
