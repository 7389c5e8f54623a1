// Prints what months of several sizes cost, as a table with everything that it was computed from.
import { longestRestMs, restPerEntryMs } from '../../../functions/coverage/keep-coverage.ts';
import { rollUpEveryMs } from '../../../functions/coverage/recompute-changed-days.ts';
import { assumptions } from './assumptions.ts';
import { bytesPerPayment, countedHow, countedOperations } from './counted-operations.ts';
import { type CostLine, estimateCosts, sumCosts } from './estimate-costs.ts';
import { prices } from './prices.ts';

export interface CostWish {
  minInstances: number;
}

/** The lines of one size. */
export function listCosts(paymentsPerMonth: number, { minInstances }: CostWish): CostLine[] {
  return estimateCosts({
    ...{ paymentsPerMonth, prices, assumptions, bytesPerPayment, minInstances },
    operations: countedOperations,
    rollUpPace: { everyMs: rollUpEveryMs, restPerEntryMs, longestRestMs },
  });
}

/** Lines of text: a column for each size. */
export function describeCosts(sizes: readonly number[], wish: CostWish): string {
  const columns = sizes.map((size) => listCosts(size, wish));
  const names = columns[0]?.map(({ what }) => what) ?? [];
  const rows = names.map((name, row) =>
    toRow(
      name,
      columns.map((lines) => toCell(lines[row])),
    ),
  );
  const sums = columns.map((lines) => sumCosts(lines));
  return [
    'What a month costs at Google’s list prices, in US dollars, with the number of units:',
    toRow(
      '',
      sizes.map((size) => `${size.toLocaleString('en')} payments`),
    ),
    ...rows,
    toRow(
      'Together',
      sums.map(({ usd }) => toUsd(usd)),
    ),
    toRow(
      'Where the free amounts are not used up elsewhere',
      sums.map(({ usdAfterFree }) => toUsd(usdAfterFree)),
    ),
    '',
    ...listGrounds(),
    '',
  ].join('\n');
}

/** What the figures stand on, a sentence a line. */
export function listGrounds(): string[] {
  const { visitorsPerPayment, clicksPerPayment, unreportedShare, stripeCallMs, storeCallMs, ownMs } = assumptions;
  return [
    `Prices as looked up on ${prices.date} for ${prices.place}; they change: ${prices.sources.join(', ')}. Traffic to the internet and taxes are not in it.`,
    countedHow,
    `Assumed for each payment: ${visitorsPerPayment} visitors, ${clicksPerPayment} clicks on payment links, ${unreportedShare * 100} % of payments that no page reports.`,
    `Assumed for each request: ${ownMs} ms of its own, ${storeCallMs} ms a call to the database, ${stripeCallMs} ms a call to Stripe, counted in steps of ${assumptions.stepMs} ms, and none beside another in its instance.`,
  ];
}

function toCell(line: CostLine | undefined): string {
  if (line === undefined) return '';
  return `${toUsd(line.usd)} (${toAmount(line.amount)})`;
}

function toUsd(usd: number): string {
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function toAmount(amount: number): string {
  return amount.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 });
}

function toRow(name: string, cells: readonly string[]): string {
  return `  ${name.padEnd(48)}${cells.map((cell) => cell.padStart(22)).join('')}`.trimEnd();
}
