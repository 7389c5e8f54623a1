// Gives a property to another account of the console.
import { type ChangeTools, changeProperty, type PropertyChange } from './change-property.ts';

/** Moves it, with all that it owns. Throws `PropertyError` as every change does. Who may do so, the caller has to know. */
export async function moveProperty(tools: ChangeTools, propertyId: string, accountId: string): Promise<PropertyChange> {
  return await changeProperty(tools, propertyId, (property) =>
    property.accountId === accountId ? property : { ...property, accountId },
  );
}
