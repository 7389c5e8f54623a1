// `property destination change`: what becomes of sends of which nobody knows whether they arrived.
import { type Command, Option } from 'commander';
import {
  chooseWhenUncertain,
  whenUncertainChoices,
} from '../../../functions/properties/destinations/choose-when-uncertain.ts';
import { getDestination } from '../../../functions/properties/destinations/get-destination.ts';
import type { WhenUncertain } from '../../../functions/rules/destination.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { toTools } from '../property-tools.ts';
import { withStore } from '../with-store.ts';
import { describeDestination, summarizeDestination } from './describe-destination.ts';

interface ChangeOptions {
  whenUncertain?: WhenUncertain;
  json?: true;
}

/** What each rule means, for a help text. */
export const ruleHelp = `
What becomes of an event of which nobody knows whether the destination took it, --when-uncertain:
  ask         it waits in "deliveries" until a person decides (what happens where nothing is chosen)
  send_again  it is sent once more after an hour. GA4 drops a repeated purchase, but counts a repeated refund, renewal or
              dispute once more: where the first one did arrive, its money stands there twice. So it does behind a server
              container whose tags do not hand on the event_id.
  leave       after an hour it counts as sent. Where it did not arrive, it stays missing there.
It holds for what is sent from then on; what waits for a person already goes on waiting.
`;

/** The option that chooses one. */
export function whenUncertainOption(): Option {
  return new Option('--when-uncertain <rule>', 'what becomes of events that may not have arrived').choices(
    whenUncertainChoices,
  );
}

/** Adds the command below `parent`. */
export function addDestinationChange(parent: Command, context: CliContext): void {
  parent
    .command('change')
    .argument('<property-id>')
    .argument('<destination-id>')
    .description('choose what becomes of events of which nobody knows whether they arrived')
    .addOption(whenUncertainOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', ruleHelp)
    .action((id: string, destinationId: string, options: ChangeOptions) =>
      runChange(context, id, destinationId, options),
    );
}

async function runChange(
  context: CliContext,
  id: string,
  destinationId: string,
  { whenUncertain, json: isJson }: ChangeOptions,
): Promise<void> {
  if (whenUncertain === undefined) {
    throw new UsageError(`Nothing is to be changed. Add --when-uncertain ${whenUncertainChoices.join(' or ')}.`);
  }
  await withStore(context, async (opened) => {
    const tools = toTools(context, opened);
    const { after } = await chooseWhenUncertain(tools, id, { destinationId, whenUncertain });
    const summary = summarizeDestination(tools, id, getDestination(after, destinationId));
    context.output.write(
      isJson ? `${JSON.stringify({ property_id: id, ...summary })}\n` : `Changed ${describeDestination(summary)}\n`,
    );
  });
}
