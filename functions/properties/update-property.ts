// Changes settings, keys and the container secret of a property in one step.
import type { Property, StripeMode } from '../rules/property.ts';
import type { PropertySettings } from '../rules/property-settings.ts';
import { type ChangeTools, changeProperty, ensureSender, type PropertyChange } from './change-property.ts';
import { exchangeContainerSecret } from './destinations/container-secret.ts';
import type { SecretOpener } from './destinations/destination-secret.ts';
import type { CheckedKey } from './stripe-keys/probe-stripe-key.ts';
import { dropStripeKey, replaceStripeKeys } from './stripe-keys/replace-stripe-keys.ts';

/** What is to be changed; what is absent stays as it is. */
export interface PropertyUpdate {
  /** Worked out from the property as it is stored. */
  toSettings?: (stored: Property) => Partial<PropertySettings>;
  /** At most one of each mode. */
  keys?: readonly CheckedKey[];
  droppedKey?: StripeMode | undefined;
  /** A new secret for the function and all server containers. */
  containerSecret?: string | undefined;
}

/**
 * Changes all of it or nothing. That buyers of all payment links come back has to be said anew where a mode gets its first key,
 * because its links are others. Throws `PropertyError`: `sender_loses_payments` where the server would have nowhere to send,
 * and as every change does; and whatever `toSettings` throws.
 */
export async function updateProperty(
  tools: ChangeTools & SecretOpener,
  id: string,
  { toSettings, keys = [], droppedKey, containerSecret }: PropertyUpdate,
): Promise<PropertyChange> {
  return await changeProperty(tools, id, (property) => {
    const replaced = replaceStripeKeys(property, keys, tools.keyRing);
    return ensureSender({
      ...property,
      ...toSettings?.(property),
      ...(droppedKey === undefined ? replaced : dropStripeKey(replaced, droppedKey)),
      ...(hasNewMode(property, keys) && openRedirect(property)),
      ...(containerSecret !== undefined && exchangeContainerSecret(tools, property, containerSecret)),
    });
  });
}

function hasNewMode({ stripeKeys }: Property, keys: readonly CheckedKey[]): boolean {
  return keys.some(({ mode }) => stripeKeys[mode] === null);
}

function openRedirect({ ticked }: Property): Pick<Property, 'ticked'> {
  if (ticked === undefined) return {};
  const { redirect: _, ...kept } = ticked;
  return { ticked: kept };
}
