// One line of the ledger in the few words of a list.
import type { LifecycleEvent } from '../../contract/forwarded-event.ts';
import { toValueMinor } from '../../rules/ecommerce.ts';
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import { findOccurredAtMs } from '../../rules/entry-index.ts';
import { findEvent } from '../../rules/lifecycle.ts';
import type { Property } from '../../rules/property.ts';
import { moneyText } from '../page/money-text.ts';
import { entryTexts } from '../texts/entry-texts.ts';

/** What a list shows of an entry; `amount` is empty where no money is in it. */
export interface EntrySummary {
  what: string;
  atMs: number;
  amount: string;
  mode: 'live' | 'test';
  /** `cs_…`, `re_…`, `in_…`, `dp_…` or `sub_…`. */
  stripeId: string;
}

/** The summary under a property's value basis. */
export function describeEntry(entry: Entry, property: Pick<Property, 'id' | 'valueBasis'>): EntrySummary {
  return {
    what: wordEvent(findEvent(entry), entry.kind),
    atMs: findOccurredAtMs(entry),
    amount: findAmount(entry, property),
    mode: entry.livemode ? 'live' : 'test',
    stripeId: entry.id.slice(property.id.length + 1),
  };
}

/** What counts as the value of a checkout; empty where nothing does. */
export function toValueText({ session }: SessionEntry, { valueBasis }: Pick<Property, 'valueBasis'>): string {
  if (session === null || session.currency === null || session.amountTotalMinor === null) return '';
  const { amountTotalMinor, currency } = session;
  return moneyText(toValueMinor({ ...session, amountTotalMinor }, valueBasis), currency);
}

function wordEvent(event: LifecycleEvent | undefined, kind: Entry['kind']): string {
  return event === undefined ? entryTexts.kinds[kind] : entryTexts.events[event];
}

function findAmount(entry: Entry, property: Pick<Property, 'valueBasis'>): string {
  switch (entry.kind) {
    case 'session':
      return toValueText(entry, property);
    case 'refund':
      return `-${moneyText(entry.share?.valueMinor ?? entry.refund.amountMinor, entry.refund.currency)}`;
    case 'invoice':
      return moneyText(entry.invoice.totalMinor, entry.invoice.currency);
    case 'dispute':
      return moneyText(entry.dispute.amountMinor, entry.dispute.currency);
    case 'subscription':
      return '';
  }
}
