// Firestore answers, and takes its time.
import type { Scenario } from '../scenario.ts';

export const firestoreSlow: Scenario = {
  name: 'firestore-slow',
  does: 'everything to and from Firestore takes half a second each way',
  holds: 'what took too long was not acknowledged, or was written and is known when it comes again',
  store: 'firestore',
  minutes: 6,
  hidesWrites: true,
  begin({ store }) {
    const wire = store.wire();
    wire.set({ kind: 'slow', delayMs: 500 });
    return { end: () => wire.set({ kind: 'pass' }) };
  },
};
