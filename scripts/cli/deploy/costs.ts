// `costs`: what a deployment costs a month, without asking anybody.
import { type Command, InvalidArgumentError } from 'commander';
import { describeCosts, listCosts, listGrounds } from '../../deploy/costs/describe-costs.ts';
import { sumCosts } from '../../deploy/costs/estimate-costs.ts';
import type { CliContext } from '../cli-context.ts';

interface CostsOptions {
  payments?: number;
  minInstances: number;
  json?: true;
}

/** Adds the command below `program`. */
export function addCosts(program: Command, { output }: CliContext): void {
  program
    .command('costs')
    .description('what a deployment on Google Cloud costs a month, and what that is computed from')
    .option('--payments <count>', 'payments a month; 10,000 and 1,000,000 unless told', toCount)
    .option('--min-instances <count>', 'instances that wait for visitors', toCount, 0)
    .option('--json', 'print one JSON object')
    .action(({ payments, minInstances, json }: CostsOptions) => {
      const sizes = payments === undefined ? [10_000, 1_000_000] : [payments];
      output.write(json ? toJson(sizes, minInstances) : describeCosts(sizes, { minInstances }));
    });
}

function toJson(sizes: readonly number[], minInstances: number): string {
  const months = sizes.map((payments) => {
    const lines = listCosts(payments, { minInstances });
    const { usd, usdAfterFree } = sumCosts(lines);
    const listed = lines.map(({ what, amount, usd: price, freeUsd }) => ({
      what,
      amount,
      usd: price,
      free_usd: freeUsd,
    }));
    const usdWithCdn = sumCosts(listCosts(payments, { minInstances, hasCdn: true })).usd;
    return { payments, usd, usd_after_free: usdAfterFree, usd_with_cdn: usdWithCdn, lines: listed };
  });
  return `${JSON.stringify({ months, grounds: listGrounds() })}\n`;
}

function toCount(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
