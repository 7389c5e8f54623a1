// Notices when somebody gives the demo's property another container secret while its server container runs on.
import type { Settings } from '../../../functions/settings.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type DemoContainer, holdsContainerSecret } from './demo-property.ts';

/** What a watch looks at. */
export interface WatchedContainer {
  store: Pick<Store, 'findProperty'>;
  settings: Settings;
  propertyId: string;
  container: DemoContainer;
  /** Hears a sentence with the cure, once for each time that the secrets part. */
  notify: (sentence: string) => void;
}

/** A look that says nothing while both hold the same secret. It rejects with the store's errors. */
export function createContainerSecretWatch(watched: WatchedContainer): () => Promise<void> {
  const { store, settings, propertyId, container, notify } = watched;
  let isSame = true;
  return async () => {
    const property = await store.findProperty(propertyId);
    const wasSame = isSame;
    isSame = property !== undefined && holdsContainerSecret(property, container, settings);
    if (wasSame && !isSame) notify(property === undefined ? propertyGone : secretsParted);
  };
}

const propertyGone =
  'The demo’s property was removed. End the demo with Ctrl-C and start it again: it makes a new one.';

const secretsParted =
  'The property has another container secret now than the demo’s server container, which refuses the function with 401: nothing more reaches “GA4” from the server. End the demo with Ctrl-C and start it again: it gives both the same, and what waits is sent then.';
