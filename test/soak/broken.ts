// Known faults to be built into the functions, so that tests can see whether the oracle finds them.

import type { ForwardedEvent } from '../../functions/contract/forwarded-event.ts';
import type { DeliveryContext } from '../../functions/delivery/delivery-context.ts';
import type { Destination } from '../../functions/destinations/destination.ts';
import type { Entry } from '../../functions/rules/entry.ts';
import type { Store } from '../../functions/store/store.ts';

/** `store` with some of its methods exchanged. */
function exchange(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

/** Forgets every delivery to GA4 that an entry begins with. */
export function forgetDeliveries(store: Store): Store {
  return exchange(store, {
    createEntry(entry, buyer) {
      const kept = Object.entries(entry.deliveries).filter(([key]) => !key.includes('-ga4-'));
      return store.createEntry({ ...entry, deliveries: Object.fromEntries(kept) }, buyer);
    },
  });
}

/** Says that a lease was written where somebody else was faster. */
export function ignoreLeases(store: Store): Store {
  const isLease = (entry: Entry): boolean => Object.values(entry.deliveries).some(({ state }) => state === 'leased');
  return exchange(store, {
    async changeEntry(entry, buyer) {
      const outcome = await store.changeEntry(entry, buyer);
      return outcome === 'conflict' && isLease(entry) ? 'changed' : outcome;
    },
  });
}

/** Takes pages' reports for read and writes nothing down. */
export function forgetReports(store: Store): Store {
  const isReport = (entry: Entry): boolean => entry.changes.at(-1)?.what === 'reported';
  return exchange(store, {
    changeEntry: async (entry, buyer) => (isReport(entry) ? 'changed' : await store.changeEntry(entry, buyer)),
  });
}

/** Forgets what pages tell of consent, and gives it in their stead. */
export function ignoreConsent(store: Store): Store {
  const grant = (entry: Entry | undefined): Entry | undefined =>
    entry?.kind === 'session' ? { ...entry, passport: null, pageConsent: { states: granted, atMs: 1 } } : entry;
  return exchange(store, {
    findEntry: async (id) => grant(await store.findEntry(id)),
    async findDueEntries(query, onDamaged) {
      const due = await store.findDueEntries(query, onDamaged);
      return due.map((entry) => grant(entry) ?? entry);
    },
  });
}

const granted = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
} as const;

/** A context whose destinations are sent something else than was decided. */
function exchangeSend(
  context: DeliveryContext,
  exchanged: (destination: Destination) => Destination['send'],
): DeliveryContext {
  return {
    ...context,
    findDestination: (kind) => {
      const destination = context.findDestination(kind);
      return { ...destination, send: exchanged(destination) };
    },
  };
}

/** Sends everything twice. */
export function sendTwice(context: DeliveryContext): DeliveryContext {
  return exchangeSend(context, ({ send }) => async (...args) => {
    await send(...args);
    return await send(...args);
  });
}

/** Sends nothing, and says that it did. */
export function sendNothing(context: DeliveryContext): DeliveryContext {
  return exchangeSend(context, () => async () => ({ kind: 'accepted' }));
}

/** Changes every event on its way. */
export function sendChanged(
  change: (event: ForwardedEvent) => ForwardedEvent,
): (context: DeliveryContext) => DeliveryContext {
  return (context) =>
    exchangeSend(
      context,
      ({ send }) =>
        (event, ...rest) =>
          send(change(event), ...rest),
    );
}
