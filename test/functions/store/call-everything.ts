// Calls every method of a store, for tests of what all of them have in common.
import type { ConsoleStore } from '../../../functions/store/console-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import {
  newAccount,
  newAuditEvent,
  newDeployment,
  newMembership,
  newSignIn,
  newTicket,
  newUser,
} from './console-records.ts';
import { newClick, newEntry, newProperty } from './records.ts';
import { newBuyer, newRollup, newTally, newWatermark } from './small-records.ts';

type Method = Exclude<keyof Store, 'kind' | 'console' | 'close'> | keyof ConsoleStore;
type Calls<Name extends Method> = Record<Name, Promise<unknown>[]>;

/** How each method's calls ended, by the method's name; a method that is missing here does not compile. */
export async function callEverything(store: Store): Promise<Record<Method, PromiseSettledResult<unknown>[]>> {
  const calls: Calls<Method> = { ...callStore(store), ...callLists(store), ...callConsole(store.console) };
  const settled = Object.entries(calls).map(async ([name, attempts]) => [name, await Promise.allSettled(attempts)]);
  return Object.fromEntries(await Promise.all(settled));
}

const ignore = (): void => {};

function callStore(store: Store): Calls<Exclude<Method, ListMethod | keyof ConsoleStore>> {
  const property = newProperty();
  const entry = newEntry();
  const buyer = newBuyer(entry);
  const watermark = newWatermark();
  return {
    createProperty: [store.createProperty(property)],
    findProperty: [store.findProperty(property.id)],
    changeProperty: [store.changeProperty(property)],
    deleteProperty: [store.deleteProperty(property.id)],
    createEntry: [store.createEntry(entry), store.createEntry(entry, buyer)],
    findEntry: [store.findEntry(entry.id)],
    changeEntry: [store.changeEntry(entry), store.changeEntry(entry, buyer)],
    eraseBuyer: [store.eraseBuyer(entry)],
    findSessionEntry: [store.findSessionEntry(property.id, 'pi_1')],
    findBuyer: [store.findBuyer(entry.id, 0)],
    createWatermark: [store.createWatermark(watermark)],
    findWatermark: [store.findWatermark(watermark.id)],
    changeWatermark: [store.changeWatermark(watermark)],
    putTally: [store.putTally(newTally())],
    putRollup: [store.putRollup(newRollup())],
    createClick: [store.createClick(newClick())],
    findClick: [store.findClick(property.id, 'click', 0)],
    deleteClick: [store.deleteClick(property.id, 'click')],
    deleteOwned: [store.deleteOwned(property.id, 2)],
  };
}

type ListMethod =
  | 'listProperties'
  | 'findDueEntries'
  | 'findTroubledEntries'
  | 'listEntries'
  | 'listLaterEntries'
  | 'listChangedEntries'
  | 'findEntryIdsByEmail'
  | 'listTallies'
  | 'listRollups'
  | 'countClicks';

function callLists(store: Store): Calls<ListMethod> {
  const propertyId = 'tt_shop_of_lists';
  const due = { nowMs: 1_000, limit: 2 };
  const listed = { propertyId, limit: 2 };
  const changed = { sinceMs: 1, limit: 2 };
  return {
    listProperties: [store.listProperties(ignore)],
    findDueEntries: [store.findDueEntries(due, ignore), store.findDueEntries({ ...due, propertyId }, ignore)],
    findTroubledEntries: [store.findTroubledEntries(propertyId, 2, ignore)],
    listEntries: [
      store.listEntries(listed, ignore),
      store.listEntries(
        { ...listed, fromMs: 1, untilMs: 2, after: { occurredAtMs: 1, id: `${propertyId}:cs_1` } },
        ignore,
      ),
    ],
    listLaterEntries: [store.listLaterEntries(propertyId, 'cs_1', ignore)],
    listChangedEntries: [
      store.listChangedEntries(changed),
      store.listChangedEntries({ ...changed, after: { changedAtMs: 2, id: `${propertyId}:cs_1` } }),
    ],
    findEntryIdsByEmail: [store.findEntryIdsByEmail({ ...listed, email: 'buyer@example.com' })],
    listTallies: [store.listTallies(propertyId, 0, ignore)],
    listRollups: [
      store.listRollups({ propertyId, mode: 'live', fromDay: '2023-11-01', untilDay: '2023-11-30' }, ignore),
    ],
    countClicks: [store.countClicks({ propertyId, fromMs: 1, untilMs: 2 })],
  };
}

function callConsole(store: ConsoleStore): Calls<keyof ConsoleStore> {
  const user = newUser();
  const account = newAccount();
  const membership = newMembership({ accountId: account.id });
  const ticket = newTicket();
  const signIn = newSignIn();
  const audit = { accountId: account.id, limit: 2 };
  return {
    createUser: [store.createUser(user)],
    findUser: [store.findUser(user.id)],
    changeUser: [store.changeUser(user)],
    createAccount: [store.createAccount(account)],
    findAccount: [store.findAccount(account.id)],
    changeAccount: [store.changeAccount(account)],
    createMembership: [store.createMembership(membership)],
    findMembership: [store.findMembership(account.id, membership.email)],
    changeMembership: [store.changeMembership(membership)],
    deleteMembership: [store.deleteMembership(account.id, membership.email)],
    listMembershipsOfAccount: [store.listMembershipsOfAccount(account.id, ignore)],
    listMembershipsOfEmail: [store.listMembershipsOfEmail(membership.email, ignore)],
    createDeployment: [store.createDeployment(newDeployment())],
    findDeployment: [store.findDeployment()],
    createSignIn: [store.createSignIn(signIn)],
    findSignIn: [store.findSignIn(signIn.id, 0)],
    deleteSignIn: [store.deleteSignIn(signIn.id)],
    createTicket: [store.createTicket(ticket)],
    takeTicket: [store.takeTicket(ticket.id, 0)],
    addAuditEvent: [store.addAuditEvent(newAuditEvent({ accountId: account.id }))],
    purgeAuditEvents: [store.purgeAuditEvents({ beforeMs: 1, limit: 2 })],
    listAuditEvents: [
      store.listAuditEvents(audit, ignore),
      store.listAuditEvents({ ...audit, before: newAuditEvent({ accountId: account.id }).id }, ignore),
    ],
  };
}
