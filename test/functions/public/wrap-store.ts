// Stores with one method exchanged, or with every call written down; the rest is the real store.
import type { Store } from '../../../functions/store/store.ts';

/** The methods of `store` as an object that can be spread. */
export function wrapStore(store: Store): Store {
  return {
    kind: store.kind,
    createProperty: (property) => store.createProperty(property),
    findProperty: (id) => store.findProperty(id),
    listProperties: (onDamaged) => store.listProperties(onDamaged),
    changeProperty: (property) => store.changeProperty(property),
    deleteProperty: (id) => store.deleteProperty(id),
    createEntry: (entry) => store.createEntry(entry),
    findEntry: (id) => store.findEntry(id),
    changeEntry: (entry) => store.changeEntry(entry),
    createClick: (click) => store.createClick(click),
    findClick: (propertyId, clickId, nowMs) => store.findClick(propertyId, clickId, nowMs),
    close: () => store.close(),
  };
}

/** `store` with the name of every call that reads or writes pushed onto `calls`. */
export function countCalls(store: Store, calls: string[]): Store {
  const note = <T>(name: string, call: () => Promise<T>): Promise<T> => {
    calls.push(name);
    return call();
  };
  return {
    ...wrapStore(store),
    findProperty: (id) => note('findProperty', () => store.findProperty(id)),
    createEntry: (entry) => note('createEntry', () => store.createEntry(entry)),
    findEntry: (id) => note('findEntry', () => store.findEntry(id)),
    changeEntry: (entry) => note('changeEntry', () => store.changeEntry(entry)),
    createClick: (click) => note('createClick', () => store.createClick(click)),
    findClick: (...args) => note('findClick', () => store.findClick(...args)),
  };
}
