// Adds a day's entries up: what was bought, what it brought, which campaigns caused it, and where it was told.
import { createCampaignSum } from './campaign-sum.ts';
import type { DailyRollup, DestinationShare, StripeDay } from './daily-rollup.ts';
import type { Entry, InvoiceEntry, SessionEntry } from './entry.ts';
import { isBareTombstone } from './erased-session.ts';
import { findEvent, isRenewal } from './lifecycle.ts';
import { createMoneySum } from './money-sum.ts';
import { findOrigins } from './origin.ts';
import type { StripeMode } from './property.ts';
import { concernsPages, findOutcome, listPlanned, pageDestination } from './purchase-outcome.ts';
import { toInvoiceAmounts, toSessionAmounts } from './refund-share.ts';
import { listOwnDestinations, nameRollupSettings, type RollupProperty } from './roll-up-settings.ts';

/** What a roll-up holds beside what its entries tell. */
export interface RollupSurroundings {
  /** As the store builds it. */
  id: string;
  day: string;
  computedAtMs: number;
  clicks: number;
  stripe: StripeDay | null;
}

/** A day in the making. Entries may come in any order. */
export interface DayBook {
  /** Entries of the other mode are left out. */
  add(entry: Entry): void;
  /** As it stands now. */
  toRollup(surroundings: RollupSurroundings): DailyRollup;
}

/** A day without an entry. */
export function openDayBook(property: RollupProperty, mode: StripeMode): DayBook {
  const own = listOwnDestinations(property, mode);
  const counts = { checkouts: 0, purchases: 0, pending: 0, renewals: 0 };
  const money = createMoneySum();
  const renewed = createMoneySum();
  const campaigns = createCampaignSum();
  const outcomes = new Map<string, Map<string, number>>(own.map((id) => [id, new Map<string, number>()]));

  function addSession(entry: SessionEntry): void {
    if (isBareTombstone(entry)) return;
    counts.checkouts += 1;
    if (entry.status === 'pending') counts.pending += 1;
    if (!isPurchase(entry)) return;
    counts.purchases += 1;
    const amounts = toSessionAmounts(entry, property.valueBasis);
    const taken = amounts && { ...amounts, refunds: entry.refunds, lostDisputes: entry.lostDisputes };
    if (taken !== undefined) money.add(taken);
    campaigns.add(findOrigins(entry), taken);
    const places = new Set([
      ...own,
      ...listPlanned(entry),
      ...(concernsPages(entry, property) ? [pageDestination] : []),
    ]);
    for (const place of places) note(outcomes, place, findOutcome(entry, place, property));
  }

  function addInvoice(entry: InvoiceEntry): void {
    if (!isRenewal(entry.invoice) || entry.resolution.state !== 'resolved') return;
    counts.renewals += 1;
    const { refunds, lostDisputes } = entry;
    renewed.add({ ...toInvoiceAmounts(entry, property.valueBasis), refunds, lostDisputes });
  }

  return {
    add(entry) {
      if (entry.livemode !== (mode === 'live')) return;
      if (entry.kind === 'session') addSession(entry);
      if (entry.kind === 'invoice') addInvoice(entry);
    },
    toRollup: (surroundings) => ({
      ...surroundings,
      propertyId: property.id,
      mode,
      settings: nameRollupSettings(property, mode),
      checkouts: counts.checkouts,
      purchases: counts.purchases,
      pending: counts.pending,
      money: money.toList(),
      renewals: { count: counts.renewals, money: renewed.toList() },
      campaigns: campaigns.toList(),
      destinations: [...outcomes].map(toShare).sort((a, b) => (a.destinationId < b.destinationId ? -1 : 1)),
    }),
  };
}

/** The roll-up of a day from all its entries. */
export function rollUpDay(
  property: RollupProperty,
  mode: StripeMode,
  entries: Iterable<Entry>,
  surroundings: RollupSurroundings,
): DailyRollup {
  const book = openDayBook(property, mode);
  for (const entry of entries) book.add(entry);
  return book.toRollup(surroundings);
}

/** Whether the session sold something, be it for nothing. */
export function isPurchase(entry: SessionEntry): boolean {
  return findEvent(entry) === 'purchase';
}

function note(outcomes: Map<string, Map<string, number>>, place: string, outcome: string): void {
  let counts = outcomes.get(place);
  if (counts === undefined) {
    counts = new Map<string, number>();
    outcomes.set(place, counts);
  }
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}

function toShare([destinationId, counts]: [string, Map<string, number>]): DestinationShare {
  const unsent = [...counts].filter(([word]) => word !== 'sent').sort(([a], [b]) => (a < b ? -1 : 1));
  return { destinationId, sent: counts.get('sent') ?? 0, unsent: Object.fromEntries(unsent) };
}
