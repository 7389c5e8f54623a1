// Adds up what purchases brought, currency by currency.
import type { RollupMoney } from './daily-rollup.ts';
import type { RefundShare } from './entry.ts';
import { type PurchaseAmounts, toRefundedMinor } from './refund-share.ts';

/** What one purchase or renewal brought, and what of it was taken back, by refund id. */
export interface TakenMoney extends PurchaseAmounts {
  refunds: Readonly<Record<string, RefundShare>>;
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
  const addOne = ({ currency, count, grossMinor, refundedMinor }: RollupMoney): void => {
    const sum = sums.get(currency);
    if (sum === undefined) {
      sums.set(currency, { currency, count, grossMinor, refundedMinor });
      return;
    }
    sum.count += count;
    sum.grossMinor += grossMinor;
    sum.refundedMinor += refundedMinor;
  };
  return {
    add: ({ refunds, ...amounts }) =>
      addOne({
        currency: amounts.currency.toLowerCase(),
        count: 1,
        grossMinor: amounts.valueMinor,
        refundedMinor: toRefundedMinor(amounts, Object.values(refunds)),
      }),
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
