// `replay`: applies one of Stripe's events again, and sends what of it never was.
import type { Command } from 'commander';
import { type ReplayOutcome, replayEvent } from '../../../functions/delivery/replay-event.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { describeReason } from './describe-reason.ts';
import { describeCounts, failOnFaults, toJsonReport } from './tell-report.ts';
import { withDelivery } from './with-delivery.ts';

interface ReplayOptions {
  property: string;
  json?: true;
}

const examples = `
To replay an event is to take it in as if Stripe told it once more: what it says is recorded where it was not, and sent where nobody
was told.

Stripe knows its events for 30 days; their ids stand in its dashboard under Developers → Events. What was sent already is not
sent a second time; what was given up is tried again.

Example:
  npm run tilltag -- replay evt_… --property tt_…
`;

/** Adds the command below `parent`. */
export function addReplay(parent: Command, context: CliContext): void {
  parent
    .command('replay')
    .argument('<event-id>', 'evt_…')
    .description('take in one of Stripe’s events once more, and send what of it never was')
    .requiredOption('--property <property-id>', 'the property')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((eventId: string, options: ReplayOptions) => run(context, eventId, options));
}

async function run(context: CliContext, eventId: string, { property: id, json }: ReplayOptions): Promise<void> {
  if (!/^evt_[A-Za-z0-9_]{8,250}$/.test(eventId)) {
    throw new UsageError(
      'This is not the id of an event of Stripe’s, or only a part of it. It begins with evt_ and stands in Stripe under Developers → Events.',
    );
  }
  await withDelivery(context, async ({ store, delivery }) => {
    await getProperty(store, id);
    const record = await delivery.properties.find(id);
    if (record === undefined) throw new CommandFailedError(`The property ${id} was removed just now.`);
    const outcome = await replayEvent(delivery, record, eventId);
    if (outcome.kind !== 'replayed') throw new CommandFailedError(toSentence(outcome, id));
    const stripeId = outcome.entryId.slice(id.length + 1);
    context.output.write(
      json
        ? `${JSON.stringify({ event_id: eventId, entry: stripeId, ...toJsonReport(outcome.report) })}\n`
        : `Applied ${eventId} to ${stripeId}.\n${describeCounts(outcome.report)}`,
    );
    failOnFaults(outcome.report);
  });
}

function toSentence(outcome: Exclude<ReplayOutcome, { kind: 'replayed' }>, id: string): string {
  switch (outcome.kind) {
    case 'unknown':
      return `Stripe does not know this event for the keys of ${id}. It keeps events for 30 days; check the id and the account.`;
    case 'ignored':
      return `The event is ignored: ${describeReason(outcome.reason)}.`;
    case 'failed':
      return `The event could not be read: ${describeReason(outcome.reason)}.`;
  }
}
