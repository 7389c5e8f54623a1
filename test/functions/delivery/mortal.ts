// A process that dies between any two steps: from a given step on, nothing that it asks the store or the world comes back.
import type { DeliveryContext } from '../../../functions/delivery/delivery-context.ts';
import type { Store } from '../../../functions/store/store.ts';
import { wrapStore } from '../public/wrap-store.ts';

export interface Mortal {
  context: DeliveryContext;
  /** Settles when the process has died. */
  death: Promise<'dead'>;
}

/** How far the last step of the process got: it never left, or it was done and nobody heard. */
export type LastStep = 'not_done' | 'done';

/** A process over what `start` makes of a store, which dies at its `steps`-th step. */
export function toMortal(
  start: (wrap: (store: Store) => Store) => DeliveryContext,
  steps: number,
  lastStep: LastStep,
): Mortal {
  let left = steps;
  let die: (word: 'dead') => void = () => {};
  const death = new Promise<'dead'>((resolve) => {
    die = resolve;
  });
  const never = <T>(): Promise<T> => {
    die('dead');
    return new Promise<T>(() => {});
  };
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left > 0) return await work();
    if (left === 0 && lastStep === 'done') await work();
    return await never<T>();
  };
  const context = start((store) => {
    const whole = wrapStore(store);
    return {
      ...whole,
      findProperty: (id) => step(() => store.findProperty(id)),
      createEntry: (...args) => step(() => store.createEntry(...args)),
      findEntry: (id) => step(() => store.findEntry(id)),
      changeEntry: (...args) => step(() => store.changeEntry(...args)),
      findSessionEntry: (...args) => step(() => store.findSessionEntry(...args)),
      findDueEntries: (...args) => step(() => store.findDueEntries(...args)),
      findBuyer: (...args) => step(() => store.findBuyer(...args)),
      createWatermark: (watermark) => step(() => store.createWatermark(watermark)),
      findWatermark: (id) => step(() => store.findWatermark(id)),
      changeWatermark: (watermark) => step(() => store.changeWatermark(watermark)),
      findClick: (...args) => step(() => store.findClick(...args)),
    };
  });
  return {
    death,
    context: {
      ...context,
      sessions: { read: (request) => step(() => context.sessions.read(request)) },
      findDestination: (kind) => {
        const destination = context.findDestination(kind);
        return { ...destination, send: (...args) => step(() => destination.send(...args)) };
      },
    },
  };
}
