// `sweep`: sends what is due and asks Stripe for what its webhook missed, in this process.
import type { Command } from 'commander';
import { createCoverageKeeper } from '../../../functions/coverage/keep-coverage.ts';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { CliContext } from '../cli-context.ts';
import { noteStripeMemory, parseSince, stripeDays } from './parse-since.ts';
import { tellReport } from './tell-report.ts';
import { withDelivery } from './with-delivery.ts';

/** A person waits, and can end it; a scheduler's run is much shorter. */
export const maxRunMs = 3_600_000;
export const maxRunEntries = 1_000_000;

interface SweepOptions {
  property?: string;
  since?: number;
  json?: true;
}

const examples = `
A sweep is one regular run: it sends what is due, and asks Stripe for events of which its webhook never told. A deployment does so
every minute by itself; this does it now, from here.

Stripe is asked for missed events once an hour for each property; with --since it is asked at once, for up to ${stripeDays} days.
It may run beside the functions and beside another sweep. What failed is tried again later; below the counts stand the commonest
reasons. Properties that somebody began to delete are removed, some records at each run, until nothing of them is left.

Exit code 0 when all went well, 1 where Stripe could not be asked, a record could not be read, every send failed, a delivery now
waits for a person, or something is left over; 2 when the command was used wrongly.

Examples:
  npm run tilltag -- sweep
  npm run tilltag -- sweep --property tt_… --since 3d
  npm run --silent tilltag -- sweep --since 2026-11-01 --json
`;

/** Adds the command below `parent`. */
export function addSweep(parent: Command, context: CliContext): void {
  parent
    .command('sweep')
    .description('do one regular run now: send what is due, and ask Stripe for events that the webhook missed')
    .option('--property <property-id>', 'only this property')
    .option('--since <when>', 'ask Stripe for everything since: 2026-11-01, 3d, 12h', (text) =>
      parseSince(text, context.now()),
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((options: SweepOptions) => run(context, options));
}

async function run(context: CliContext, { property, since, json }: SweepOptions): Promise<void> {
  await withDelivery(context, async ({ store, delivery, progress, signal }) => {
    if (property !== undefined) await getProperty(store, property);
    if (since !== undefined) noteStripeMemory(context, since);
    const report = await runSweep(delivery, {
      propertyId: property,
      sinceSeconds: since,
      maxMs: maxRunMs,
      maxEntries: maxRunEntries,
      signal,
      onProgress: progress.show,
      // Days are added up for all properties at once.
      ...(property === undefined && { afterwards: createCoverageKeeper() }),
    });
    progress.end();
    tellReport(context, report, json === true);
  });
}
