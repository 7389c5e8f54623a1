// Whether an arrival's money is that of what happened.
import type { SessionTruth } from '../world/truth.ts';
import type { Arrival } from './arrival.ts';
import type { ExpectedEvent, ExpectedMoney } from './expected-event.ts';
import { isAmount, unitsOf } from './major-units.ts';

/** Every fault in words. */
export function checkMoney(arrival: Arrival, { money, session }: ExpectedEvent): string[] {
  if (money.kind === 'none')
    return arrival.value === undefined ? [] : [`has a value of ${String(arrival.value)}, and no money moved`];
  const isCurrency = arrival.currency === money.currency.toUpperCase();
  if (!isCurrency) return [`is in ${String(arrival.currency)}, not in ${money.currency}`];
  return money.kind === 'share' ? checkShare(arrival, money, session) : checkExact(arrival, money);
}

function checkExact(arrival: Arrival, money: Extract<ExpectedMoney, { kind: 'exact' }>): string[] {
  const { currency, valueMinor, taxMinor, shippingMinor, items } = money;
  const faults: string[] = [];
  const demand = (name: 'value' | 'tax' | 'shipping', amountMinor: number | undefined) => {
    if (amountMinor === undefined || isAmount(arrival[name], amountMinor, currency)) return;
    faults.push(`has ${name} ${String(arrival[name])}, not ${amountMinor / unitsOf(currency)} ${currency}`);
  };
  demand('value', valueMinor);
  demand('tax', taxMinor);
  demand('shipping', shippingMinor);
  if (items !== undefined && arrival.items.length !== items)
    faults.push(`has ${arrival.items.length} items, not ${items}`);
  if (items !== undefined && !addsUp(arrival, money)) faults.push('has items that do not add up to its value');
  return faults;
}

/** Where value and shipping are told on the same basis, items are the rest of it. */
function addsUp(
  { items, value }: Arrival,
  { valueMinor, shippingMinor = 0, currency }: Extract<ExpectedMoney, { kind: 'exact' }>,
): boolean {
  const sum = items.reduce((total, item) => total + Number(item['price']) * Number(item['quantity']), 0);
  const sumMinor = sum * unitsOf(currency);
  const isClose = (amountMinor: number): boolean => Math.abs(sumMinor - amountMinor) < 0.01;
  return typeof value === 'number' && (isClose(valueMinor) || isClose(valueMinor - shippingMinor));
}

function checkShare(
  { value }: Arrival,
  money: Extract<ExpectedMoney, { kind: 'share' }>,
  { refunds }: SessionTruth,
): string[] {
  const { currency, refund, totalMinor, valueMinor } = money;
  const share = (valueMinor * refund.amountMinor) / totalMinor;
  const told = Number(value) * unitsOf(currency);
  const isWhole = Math.abs(told - Math.round(told)) < 1e-3;
  // What was told of a refund that failed later cannot be taken back, and leaves less for those after it.
  const mayBeLess = refunds.some(
    ({ id, invoiceId, failedAtMs }) => id !== refund.id && invoiceId === refund.invoiceId && failedAtMs !== undefined,
  );
  // The last unit of a share depends on the order of the refunds.
  const isNear = told - share <= 1.001 && (mayBeLess || share - told <= 1.001);
  return isWhole && isNear && told >= 0 ? [] : [`takes back ${String(value)}, not about ${share / unitsOf(currency)}`];
}

/** Whether the refunds of one purchase that arrived take back as much as they should together. */
export function checkShares(
  shares: readonly { arrival: Arrival; money: Extract<ExpectedMoney, { kind: 'share' }> }[],
  isAll: boolean,
): string[] {
  const [first] = shares;
  if (first === undefined) return [];
  const { currency, totalMinor, valueMinor } = first.money;
  const sumMinor = shares.reduce((sum, { arrival }) => sum + Math.round(Number(arrival.value) * unitsOf(currency)), 0);
  const refundedMinor = shares.reduce((sum, { money }) => sum + money.refund.amountMinor, 0);
  if (sumMinor > valueMinor) return [`are taken back ${sumMinor} of ${valueMinor} minor units`];
  const rightMinor = Math.floor((2 * valueMinor * refundedMinor + totalMinor) / (2 * totalMinor));
  return isAll && sumMinor !== rightMinor ? [`are taken back ${sumMinor}, not ${rightMinor} minor units`] : [];
}
