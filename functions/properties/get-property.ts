// Reads a property that has to be there.
import type { Property } from '../rules/property.ts';
import type { Store } from '../store/store.ts';
import { PropertyError } from './property-error.ts';

/** The property with this id; throws `PropertyError` (`unknown_property`) where there is none. */
export async function getProperty(store: Pick<Store, 'findProperty'>, id: string): Promise<Property> {
  const property = await store.findProperty(id);
  if (!property) throw new PropertyError(id, { code: 'unknown_property' });
  return property;
}
