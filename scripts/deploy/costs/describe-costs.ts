// Prints what months of several sizes cost, as a table with everything that it was computed from.
import { longestRestMs, restPerEntryMs } from '../../../functions/coverage/keep-coverage.ts';
import { rollUpEveryMs } from '../../../functions/coverage/recompute-changed-days.ts';
import { toShape } from '../function-settings.ts';
import { assumptions } from './assumptions.ts';
import { bytesPerPayment, countedHow, countedOperations } from './counted-operations.ts';
import { type CostLine, estimateCosts, sumCosts } from './estimate-costs.ts';
import { prices } from './prices.ts';

export interface CostWish {
  minInstances: number;
  /** Whether a CDN keeps the script that pages load; not unless told. */
  hasCdn?: boolean;
}

/** The lines of one size. */
export function listCosts(paymentsPerMonth: number, { minInstances, hasCdn = false }: CostWish): CostLine[] {
  return estimateCosts({
    ...{ paymentsPerMonth, prices, assumptions, bytesPerPayment, minInstances, hasCdn },
    memoryGib: toGib(toShape('public', { minInstances }).memory),
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
    toRow(
      'Together, with a CDN in front of the script',
      sizes.map((size) => toUsd(sumCosts(listCosts(size, { ...wish, hasCdn: true })).usd)),
    ),
    '',
    ...listGrounds(),
    '',
  ].join('\n');
}

/** What the figures stand on, a sentence a line. */
export function listGrounds(): string[] {
  const { visitorsPerPayment, clicksPerPayment, unreportedShare, stripeCallMs, storeCallMs, ownMs, stepMs } =
    assumptions;
  const { logBytesPerRequest } = assumptions;
  return [
    `Prices as looked up on ${prices.date} for ${prices.place}; they change. Not in it: traffic to the internet, taxes, and what each deployment leaves, its build, its sources in Cloud Storage and its images in Artifact Registry.`,
    ...describeSources(),
    'Firestore’s free amounts are for one database of a project, the first that was made in it; a second one pays from the start.',
    countedHow,
    `Assumed for each payment: ${visitorsPerPayment} visits, ${clicksPerPayment} clicks on payment links, ${unreportedShare * 100} % of payments that no page reports.`,
    `Most of the requests are for the script that pages load, one a visit: the visitor’s browser keeps it for an hour, and nothing else does unless a CDN lies in front (Cache-Control: public, max-age=3600). A CDN asks for it ${toAmount(assumptions.cdnFillsPerMonth)} times a month at most; what the CDN and its load balancer cost is not in it.`,
    `Assumed for each request: ${ownMs} ms of its own, ${storeCallMs} ms a call to the database, ${stripeCallMs} ms a call to Stripe, counted in steps of ${stepMs} ms, and none beside another in its instance, so that a busy shop pays less; and ${logBytesPerRequest.toLocaleString('en')} bytes that Google logs about it. The log of requests for the script can be left out: https://docs.cloud.google.com/logging/docs/routing/overview#exclusions`,
  ];
}

function describeSources(): string[] {
  const words = {
    copy: 'Seen in copies of Google’s pages',
    quoted: 'Seen only where others quote them',
    unseen: 'Not confirmed anywhere; look before you rely on them',
  } as const;
  return (['copy', 'quoted', 'unseen'] as const).flatMap((seen) => {
    const list = prices.sources.filter((one) => one.seen === seen).map(({ what, url }) => `${what} (${url})`);
    return list.length === 0 ? [] : [`${words[seen]}: ${list.join(', ')}.`];
  });
}

/** `512Mi` is a half. */
function toGib(memory: string): number {
  const [, amount = '', unit] = /^(\d+)(Mi|Gi)$/.exec(memory) ?? [];
  return Number(amount) / (unit === 'Gi' ? 1 : 1024);
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
