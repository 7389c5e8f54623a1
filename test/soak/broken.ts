// Known faults to be built into the functions, so that tests can see whether the oracle finds them.

import type { ForwardedEvent } from '../../functions/contract/forwarded-event.ts';
import type { DeliveryContext } from '../../functions/delivery/delivery-context.ts';
import type { Destination } from '../../functions/destinations/destination.ts';
import type { Delivery } from '../../functions/rules/delivery.ts';
import type { Entry, LaterEntry } from '../../functions/rules/entry.ts';
import type { Property } from '../../functions/rules/property.ts';
import { entryId, type Store } from '../../functions/store/store.ts';

/** `store` with some of its methods exchanged. */
export function exchange(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

/** Breaks the store for the entries of one property alone. */
export function only(propertyId: string, breakIt: (store: Store) => Store): (store: Store) => Store {
  return (store) => {
    const broken = breakIt(store);
    const choose = (id: string): Store => (id.startsWith(`${propertyId}:`) ? broken : store);
    return exchange(store, {
      createEntry: (entry, buyer) => choose(entry.id).createEntry(entry, buyer),
      changeEntry: (entry, buyer) => choose(entry.id).changeEntry(entry, buyer),
      findEntry: (id) => choose(id).findEntry(id),
      async findDueEntries(query, onDamaged) {
        const due = await store.findDueEntries(query, onDamaged);
        const same = new Map((await broken.findDueEntries(query, onDamaged)).map((entry) => [entry.id, entry]));
        return due.map((entry) => (choose(entry.id) === broken ? (same.get(entry.id) ?? entry) : entry));
      },
    });
  };
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

/** Says of the first write of each entry that it was done, and does it not. */
export function forgetFirstWrites(store: Store): Store {
  const forgotten = new Set<string>();
  return exchange(store, {
    async createEntry(entry, buyer) {
      if (forgotten.has(entry.id)) return store.createEntry(entry, buyer);
      forgotten.add(entry.id);
      return 'created';
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

/** Lets a destination's rule decide at once, without the hour. */
export function hurryRules(store: Store): Store {
  return changeDoubts(store, (delivery) => ({ ...delivery, dueAtMs: delivery.atMs }));
}

/** Never lets a destination's rule decide. */
export function forgetRules(store: Store): Store {
  return changeDoubts(store, (delivery) => ({ ...delivery, dueAtMs: null }));
}

/** Changes each delivery that waits for the rule of its destination. */
function changeDoubts(store: Store, change: (delivery: Delivery) => Delivery): Store {
  const toChanged = ([key, one]: [string, Delivery]): [string, Delivery] => [
    key,
    one.state === 'uncertain' && one.dueAtMs !== null ? change(one) : one,
  ];
  return exchange(store, {
    async changeEntry(entry, buyer) {
      const deliveries = Object.fromEntries(Object.entries(entry.deliveries).map(toChanged));
      return await store.changeEntry({ ...entry, deliveries }, buyer);
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

/** Goes by the scope that a property had at first, whatever is made of it. */
export function ignoreScopeChanges(store: Store): Store {
  const first = new Map<string, Property['scope']>();
  return exchange(store, {
    async findProperty(id) {
      const property = await store.findProperty(id);
      if (property === undefined) return undefined;
      const scope = first.get(id) ?? property.scope;
      first.set(id, scope);
      return { ...property, scope };
    },
  });
}

/** Forgets what a property took in before its scope grew, so that everything counts as its own from its beginning. */
export function forgetGrowths(store: Store): Store {
  return exchange(store, {
    async findProperty(id) {
      const property = await store.findProperty(id);
      if (property === undefined) return undefined;
      const { scopeGrewAtMs: _last, scopeChanges: _all, ...rest } = property;
      return rest;
    },
  });
}

/** Judges refunds and disputes by the scope as it is: where their session is out of that, nothing is planned of them. */
export function judgeTakenBackByScope(propertyId: string): (store: Store) => Store {
  return (store) =>
    exchange(store, {
      async changeEntry(entry, buyer) {
        const takesBack = entry.kind === 'refund' || entry.kind === 'dispute';
        const isJudged = takesBack && entry.propertyId === propertyId && entry.resolution.state === 'resolved';
        if (!isJudged || (await isInScope(store, entry))) return await store.changeEntry(entry, buyer);
        const resolution = { state: 'foreign', reason: 'out_of_scope' } as const;
        return await store.changeEntry({ ...entry, resolution, deliveries: {} }, buyer);
      },
    });
}

async function isInScope(store: Store, { propertyId, sessionId }: LaterEntry): Promise<boolean> {
  const property = await store.findProperty(propertyId);
  const sold = await store.findEntry(entryId(propertyId, sessionId ?? ''));
  if (property?.scope.kind !== 'payment_links' || sold?.kind !== 'session') return true;
  return property.scope.ids.includes(sold.session?.paymentLinkId ?? '');
}

/** Forgets which disputes were lost of a sale. */
export function forgetLostDisputes(store: Store): Store {
  return exchange(store, {
    async changeEntry(entry, buyer) {
      if (entry.kind !== 'session' && entry.kind !== 'invoice') return await store.changeEntry(entry, buyer);
      return await store.changeEntry({ ...entry, lostDisputes: {} }, buyer);
    },
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

/** Sends everything of one property twice. */
export function sendTwice(context: DeliveryContext, propertyId: string): DeliveryContext {
  return exchangeSend(context, ({ send }) => async (event, ...rest) => {
    if (event.property_id === propertyId) await send(event, ...rest);
    return await send(event, ...rest);
  });
}

/** Sends nothing of one property, and says that it did. */
export function sendNothing(context: DeliveryContext, propertyId: string): DeliveryContext {
  return exchangeSend(
    context,
    ({ send }) =>
      async (event, ...rest) =>
        event.property_id === propertyId ? { kind: 'accepted' } : await send(event, ...rest),
  );
}

/** Sends no sale of one property, and says that it did; what takes them back goes out. */
export function sendNoSales(context: DeliveryContext, propertyId: string): DeliveryContext {
  const sales = ['purchase', 'subscription_renewal', 'trial_converted'];
  return exchangeSend(
    context,
    ({ send }) =>
      async (event, ...rest) =>
        event.property_id === propertyId && sales.includes(event.event)
          ? { kind: 'accepted' }
          : await send(event, ...rest),
  );
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
