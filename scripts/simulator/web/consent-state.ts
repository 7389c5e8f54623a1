// The container's consent state: what the page's consent commands set, and who waits for a change.
//
// Decisions where GTM's behaviour is not public:
// - a type that nobody set counts as granted, and a listener hears of it when a command turns that into a denial;
// - a command for regions is skipped: the simulated visitor is in none of them;
// - wait_for_update is not waited for: what reads consent early sees the default;
// - listeners run at once, in the order in which they were added.

type Listener = (type: string, isGranted: boolean) => void;

/** Consent per type, and changes to it. */
export interface ConsentState {
  /** True unless the type was denied. */
  isGranted(type: string): boolean;
  /** Applies `{ad_storage: 'denied', …}`; a default never overrides an update. */
  apply(command: 'default' | 'update', states: Readonly<Record<string, unknown>>): void;
  /** Calls back at each change between granted and denied of this type. */
  listen(type: string, listener: Listener): void;
  /** What has been set so far: `granted` or `denied` per type. */
  snapshot(): Record<string, 'granted' | 'denied'>;
}

/** A consent state in which nothing is set. */
export function createConsentState(): ConsentState {
  const defaults = new Map<string, boolean>();
  const updates = new Map<string, boolean>();
  const listeners: { type: string; listener: Listener }[] = [];
  const isGranted = (type: string): boolean => updates.get(type) ?? defaults.get(type) ?? true;

  function set(command: 'default' | 'update', type: string, isGrant: boolean): void {
    const wasGranted = isGranted(type);
    (command === 'default' ? defaults : updates).set(type, isGrant);
    if (wasGranted === isGranted(type)) {
      return;
    }
    for (const entry of listeners.filter((candidate) => candidate.type === type)) {
      entry.listener(type, !wasGranted);
    }
  }

  return {
    isGranted,
    apply: (command, states) => {
      if (states['region'] !== undefined) {
        return;
      }
      for (const [type, state] of Object.entries(states)) {
        if (state === 'granted' || state === 'denied') {
          set(command, type, state === 'granted');
        }
      }
    },
    listen: (type, listener) => {
      listeners.push({ type, listener });
    },
    snapshot: () =>
      Object.fromEntries(
        [...new Set([...defaults.keys(), ...updates.keys()])].map((type) => [
          type,
          isGranted(type) ? 'granted' : 'denied',
        ]),
      ),
  };
}
