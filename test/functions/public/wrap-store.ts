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
    createEntry: (entry, buyer) => store.createEntry(entry, buyer),
    findEntry: (id) => store.findEntry(id),
    changeEntry: (entry, buyer) => store.changeEntry(entry, buyer),
    findSessionEntry: (propertyId, reference) => store.findSessionEntry(propertyId, reference),
    findDueEntries: (query, onDamaged) => store.findDueEntries(query, onDamaged),
    findTroubledEntries: (propertyId, limit, onDamaged) => store.findTroubledEntries(propertyId, limit, onDamaged),
    findBuyer: (entryId, nowMs) => store.findBuyer(entryId, nowMs),
    createWatermark: (watermark) => store.createWatermark(watermark),
    findWatermark: (id) => store.findWatermark(id),
    changeWatermark: (watermark) => store.changeWatermark(watermark),
    putTally: (tally) => store.putTally(tally),
    listTallies: (propertyId, nowMs, onDamaged) => store.listTallies(propertyId, nowMs, onDamaged),
    createClick: (click) => store.createClick(click),
    findClick: (propertyId, clickId, nowMs) => store.findClick(propertyId, clickId, nowMs),
    listEntries: (query, onDamaged) => store.listEntries(query, onDamaged),
    listLaterEntries: (propertyId, sessionId, onDamaged) => store.listLaterEntries(propertyId, sessionId, onDamaged),
    listChangedEntries: (query) => store.listChangedEntries(query),
    countClicks: (query) => store.countClicks(query),
    putRollup: (rollup) => store.putRollup(rollup),
    listRollups: (query, onDamaged) => store.listRollups(query, onDamaged),
    findEntryIdsByEmail: (query) => store.findEntryIdsByEmail(query),
    eraseBuyer: (entry) => store.eraseBuyer(entry),
    deleteClick: (propertyId, clickId) => store.deleteClick(propertyId, clickId),
    deleteOwned: (propertyId, limit) => store.deleteOwned(propertyId, limit),
    console: store.console,
    close: () => store.close(),
  };
}

/** `store` with the name of every call that reads or writes pushed onto `calls`. */
export function countCalls(store: Store, calls: string[]): Store {
  const noting = <Args extends unknown[], Result>(
    name: string,
    call: (...args: Args) => Result,
  ): ((...args: Args) => Result) => {
    return (...args) => {
      calls.push(name);
      return call(...args);
    };
  };
  const wrapped = wrapStore(store);
  return {
    kind: store.kind,
    createProperty: noting('createProperty', wrapped.createProperty),
    findProperty: noting('findProperty', wrapped.findProperty),
    listProperties: noting('listProperties', wrapped.listProperties),
    changeProperty: noting('changeProperty', wrapped.changeProperty),
    deleteProperty: noting('deleteProperty', wrapped.deleteProperty),
    createEntry: noting('createEntry', wrapped.createEntry),
    findEntry: noting('findEntry', wrapped.findEntry),
    changeEntry: noting('changeEntry', wrapped.changeEntry),
    findSessionEntry: noting('findSessionEntry', wrapped.findSessionEntry),
    findDueEntries: noting('findDueEntries', wrapped.findDueEntries),
    findTroubledEntries: noting('findTroubledEntries', wrapped.findTroubledEntries),
    findBuyer: noting('findBuyer', wrapped.findBuyer),
    createWatermark: noting('createWatermark', wrapped.createWatermark),
    findWatermark: noting('findWatermark', wrapped.findWatermark),
    changeWatermark: noting('changeWatermark', wrapped.changeWatermark),
    putTally: noting('putTally', wrapped.putTally),
    listTallies: noting('listTallies', wrapped.listTallies),
    createClick: noting('createClick', wrapped.createClick),
    findClick: noting('findClick', wrapped.findClick),
    listEntries: noting('listEntries', wrapped.listEntries),
    listLaterEntries: noting('listLaterEntries', wrapped.listLaterEntries),
    listChangedEntries: noting('listChangedEntries', wrapped.listChangedEntries),
    countClicks: noting('countClicks', wrapped.countClicks),
    putRollup: noting('putRollup', wrapped.putRollup),
    listRollups: noting('listRollups', wrapped.listRollups),
    findEntryIdsByEmail: noting('findEntryIdsByEmail', wrapped.findEntryIdsByEmail),
    eraseBuyer: noting('eraseBuyer', wrapped.eraseBuyer),
    deleteClick: noting('deleteClick', wrapped.deleteClick),
    deleteOwned: noting('deleteOwned', wrapped.deleteOwned),
    console: store.console,
    close: wrapped.close,
  };
}
