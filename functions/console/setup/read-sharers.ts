// Which other properties of the deployment get payments of this one, asked anew or remembered for pages that are opened often.
import { findSharing } from '../../doctor/find-sharing.ts';
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import type { ConsoleContext } from '../console-context.ts';
import { createConsoleLogs } from '../logs.ts';

/** Another property, as far as a warning needs it. */
export type Sharer = Pick<Property, 'id' | 'name' | 'accountId'>;

interface Remembered {
  readAtMs: number;
  /** Of the property, when it was compared. */
  version: number;
  sharers: readonly Sharer[];
}

const maxRemembered = 500;
const remembered = new WeakMap<ConsoleContext['store'], Map<string, Remembered>>();

/**
 * Those whose payments overlap, each once, as they were at most `maxAgeMs` ago. To compare takes every property of the
 * deployment, which `listAll` gives where they are read already. Rejects as the store does; damaged records are left out and logged.
 */
export async function readSharers(
  { store, settings, now, log }: ConsoleContext,
  property: Property,
  maxAgeMs: number,
  listAll: () => Promise<readonly Property[]> = () => store.listProperties(createConsoleLogs(log).damaged),
): Promise<readonly Sharer[]> {
  if (stripeModes.every((mode) => property.stripeKeys[mode] === null)) return [];
  const known = remembered.get(store)?.get(property.id);
  const nowMs = now();
  if (known?.version === property.version && nowMs - known.readAtMs < maxAgeMs) return known.sharers;
  const all = await listAll();
  const openKey = (one: Property, mode: StripeMode): string | undefined => {
    const opened = openStripeKey(one, mode, settings.keyRing);
    return opened.kind === 'key' ? opened.apiKey : undefined;
  };
  // Once for both modes.
  const others = new Set(findSharing(property, all, openKey).map(({ other }) => other));
  const sharers = [...others].map(({ id, name, accountId }) => ({ id, name, accountId }));
  remember(store, property.id, { readAtMs: nowMs, version: property.version, sharers });
  return sharers;
}

function remember(store: ConsoleContext['store'], propertyId: string, read: Remembered): void {
  const ofStore = remembered.get(store) ?? new Map<string, Remembered>();
  remembered.set(store, ofStore);
  ofStore.delete(propertyId);
  ofStore.set(propertyId, read);
  const [oldest] = ofStore.keys();
  if (ofStore.size > maxRemembered && oldest !== undefined) ofStore.delete(oldest);
}
