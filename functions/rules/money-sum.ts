// Adds up what purchases brought, currency by currency.
import type { RollupMoney } from './daily-rollup.ts';
import type { LostDispute, RefundShare } from './entry.ts';
import { type PurchaseAmounts, toDisputedMinor, toRefundedMinor } from './refund-share.ts';

/** What one purchase or renewal brought, and what of it was taken back, by refund and dispute id. */
export interface TakenMoney extends PurchaseAmounts {
  refunds: Readonly<Record<string, RefundShare>>;
  lostDisputes?: Readonly<Record<string, LostDispute>> | undefined;
}

/** A sum in the making. */
export interface MoneySum {
  add(taken: TakenMoney): void;
  /** Sums that are there already. */
  merge(money: readonly RollupMoney[]): void;
  /** By currency, in the order of their names. */
  toList(): RollupMoney[];
}

/** A sum of nothing. */
export function createMoneySum(): MoneySum {
  const sums = new Map<string, RollupMoney>();
  const addOne = (added: RollupMoney): void => {
    const { currency, count, grossMinor, refundedMinor, disputedMinor = 0 } = added;
    const sum = sums.get(currency) ?? { currency, count: 0, grossMinor: 0, refundedMinor: 0 };
    sums.set(currency, sum);
    sum.count += count;
    sum.grossMinor += grossMinor;
    sum.refundedMinor += refundedMinor;
    if (disputedMinor !== 0) sum.disputedMinor = (sum.disputedMinor ?? 0) + disputedMinor;
    if (added.otherDisputes !== undefined) {
      sum.otherDisputes = addAmounts(sum.otherDisputes ?? {}, Object.entries(added.otherDisputes));
    }
  };
  return {
    add({ refunds, lostDisputes = {}, ...amounts }) {
      const shares = Object.values(refunds);
      const otherDisputes = listOthers(amounts, Object.values(lostDisputes));
      addOne({
        ...(otherDisputes.length > 0 && { otherDisputes: addAmounts({}, otherDisputes) }),
        currency: amounts.currency.toLowerCase(),
        count: 1,
        grossMinor: amounts.valueMinor,
        refundedMinor: toRefundedMinor(amounts, shares),
        disputedMinor: toDisputedMinor(amounts, shares, Object.values(lostDisputes)),
      });
    },
    merge: (money) => money.forEach(addOne),
    toList: () => [...sums.values()].map((sum) => ({ ...sum })).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}

/** The money of several shares as one. */
export function sumMoney(lists: Iterable<readonly RollupMoney[]>): RollupMoney[] {
  const sum = createMoneySum();
  for (const list of lists) sum.merge(list);
  return sum.toList();
}

/** What banks took back in other currencies than was paid in, in minor units by currency, in the order of their names. */
export function sumOtherDisputes(money: Iterable<RollupMoney>): [currency: string, amountMinor: number][] {
  const listed = [...money].flatMap(({ otherDisputes = {} }) => Object.entries(otherDisputes));
  return Object.entries(addAmounts({}, listed)).sort(([a], [b]) => (a < b ? -1 : 1));
}

function listOthers({ currency }: PurchaseAmounts, disputes: readonly LostDispute[]): [string, number][] {
  return disputes
    .map((dispute) => [dispute.currency.toLowerCase(), dispute.amountMinor] as [string, number])
    .filter(([disputed]) => disputed !== currency.toLowerCase());
}

function addAmounts(
  sums: Readonly<Record<string, number>>,
  added: readonly (readonly [string, number])[],
): Record<string, number> {
  const total = new Map(Object.entries(sums));
  for (const [currency, amountMinor] of added) total.set(currency, (total.get(currency) ?? 0) + amountMinor);
  return Object.fromEntries(total);
}

/** What stays of the money when refunds and lost disputes are taken off. */
export function toNetMinor({ grossMinor, refundedMinor, disputedMinor = 0 }: RollupMoney): number {
  return grossMinor - refundedMinor - disputedMinor;
}
