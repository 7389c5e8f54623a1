// One entry of the ledger as pages and files tell it: what it is, how it stands, what it is worth.
import type { Entry } from '../../rules/entry.ts';
import { isBareTombstone } from '../../rules/erased-session.ts';
import { findEvent } from '../../rules/lifecycle.ts';
import type { Origin } from '../../rules/origin.ts';
import type { Property } from '../../rules/property.ts';
import { toInvoiceAmounts, toSessionAmounts } from '../../rules/refund-share.ts';
import { moneyText } from '../page/money-text.ts';
import type { Tone } from '../page/parts.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';
import { entryTexts } from '../texts/entry-texts.ts';

/** An amount that counts as value, in minor units of the currency; always positive. */
export interface EntryMoney {
  valueMinor: number;
  currency: string;
}

/** How something stands, in a word. */
export interface Standing {
  tone: Tone;
  word: string;
}

/** What happened, in a word or two. */
export function nameEntry(entry: Entry): string {
  // A renewal and a conversion differ only by their session, and a delivery tells which of them it was.
  const planned = entry.kind === 'invoice' ? Object.values(entry.deliveries).at(-1)?.event : undefined;
  const isKnown = entry.kind !== 'session' || !isBareTombstone(entry);
  const event = planned ?? (isKnown ? findEvent(entry) : undefined);
  return event === undefined ? entryTexts.kinds[entry.kind] : entryTexts.events[event];
}

/** How the money of it stands. */
export function findStanding(entry: Entry): Standing {
  switch (entry.kind) {
    case 'session':
      return isBareTombstone(entry) ? texts.untold : texts.sessionStatuses[entry.status];
    case 'refund':
      return entry.hasFailedLater ? texts.refundStatuses.failed : texts.refundStatuses[entry.refund.status];
    case 'invoice':
      return texts.sessionStatuses.paid;
    case 'dispute':
      return texts.disputeStatuses[entry.dispute.status] ?? toOwnWord(entry.dispute.status);
    case 'subscription':
      return texts.ended;
  }
}

function toOwnWord(status: string): Standing {
  return { tone: 'warning', word: status.replaceAll('_', ' ') };
}

/** What counts as its value on the property's basis; `undefined` where no money is in it, or none is known yet. */
export function findMoney(entry: Entry, { valueBasis }: Pick<Property, 'valueBasis'>): EntryMoney | undefined {
  switch (entry.kind) {
    case 'session':
      return toSessionAmounts(entry, valueBasis);
    case 'refund':
      return { valueMinor: entry.share?.valueMinor ?? entry.refund.amountMinor, currency: entry.refund.currency };
    case 'invoice':
      return toInvoiceAmounts(entry, valueBasis);
    case 'dispute':
      return { valueMinor: Math.abs(entry.dispute.amountMinor), currency: entry.dispute.currency };
    case 'subscription':
      return undefined;
  }
}

/** The same as text; empty where no money is in it. */
export function toValueText(entry: Entry, property: Pick<Property, 'valueBasis'>): string {
  const money = findMoney(entry, property);
  return money === undefined ? '' : moneyText(money.valueMinor, money.currency);
}

/** The Stripe id that it stands under. */
export function toStripeId({ id, propertyId }: Pick<Entry, 'id' | 'propertyId'>): string {
  return id.slice(propertyId.length + 1);
}

/** Source, medium and campaign in one line; empty where nothing is known. */
export function toOriginText({ source, medium, campaign }: Origin): string {
  return [source, medium, campaign].filter((part) => part !== null).join(' / ');
}
