// `backfill`: brings in everything that Stripe still knows since a moment, and sends what never was.
import type { Command } from 'commander';
import { backfill } from '../../../functions/delivery/backfill.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { CliContext } from '../cli-context.ts';
import { noteStripeMemory, parseSince, stripeDays } from './parse-since.ts';
import { maxRunEntries, maxRunMs } from './sweep.ts';
import { tellReport } from './tell-report.ts';
import { withDelivery } from './with-delivery.ts';

interface BackfillOptions {
  property: string;
  since: number;
  json?: true;
}

const examples = `
To backfill is to bring in afterwards what was missed, for a destination that was added later or after an outage:
events that no destination got are sent, and what was given up is tried again. What was sent already is not sent a second time.
Stripe knows the events of the last ${stripeDays} days; GA4 dates nothing back by more than 3 days, so older events count on the day on
which they are sent.

Examples:
  npm run tilltag -- backfill --property tt_… --since 2026-11-01
  npm run --silent tilltag -- backfill --property tt_… --since 30d --json
`;

/** Adds the command below `parent`. */
export function addBackfill(parent: Command, context: CliContext): void {
  parent
    .command('backfill')
    .description('bring in afterwards what happened since a day, and send what never was')
    .requiredOption('--property <property-id>', 'the property')
    .requiredOption('--since <when>', 'since when: 2026-11-01, 3d, 12h', (text) => parseSince(text, context.now()))
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((options: BackfillOptions) => run(context, options));
}

async function run(context: CliContext, { property: propertyId, since, json }: BackfillOptions): Promise<void> {
  await withDelivery(context, async ({ store, delivery, progress, signal }) => {
    const { sender } = await getProperty(store, propertyId);
    noteStripeMemory(context, since);
    if (sender === 'browser') {
      context.messages.write('The sender is browser: everything is recorded, and nothing is sent.\n');
    }
    const report = await backfill(delivery, {
      propertyId,
      sinceSeconds: since,
      maxMs: maxRunMs,
      maxEntries: maxRunEntries,
      signal,
      onProgress: progress.show,
    });
    progress.end();
    tellReport(context, report, json === true);
  });
}
