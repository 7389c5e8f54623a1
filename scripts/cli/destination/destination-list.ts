// `property destination list`: every destination of a property on a line of its own.
import type { Command } from 'commander';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { CliContext } from '../cli-context.ts';
import { toTools } from '../property-tools.ts';
import { withStore } from '../with-store.ts';
import { describeDestination, summarizeDestination } from './describe-destination.ts';

/** Adds the command below `parent`. */
export function addDestinationList(parent: Command, context: CliContext): void {
  parent
    .command('list')
    .argument('<property-id>')
    .description('list the destinations of a property')
    .option('--json', 'print one JSON object')
    .action((id: string, options: { json?: true }) => runList(context, id, options.json === true));
}

async function runList(context: CliContext, id: string, isJson: boolean): Promise<void> {
  await withStore(context, async (opened) => {
    const { sender, destinations } = await getProperty(opened.store, id);
    const opener = toTools(context, opened);
    const summaries = destinations.map((destination) => summarizeDestination(opener, id, destination));
    if (isJson) {
      context.output.write(`${JSON.stringify({ property_id: id, sender, destinations: summaries })}\n`);
    } else if (summaries.length === 0) {
      context.messages.write('There are no destinations, so pages alone send. "property destination add" adds one.\n');
    } else {
      context.output.write(summaries.map((summary) => `${describeDestination(summary)}\n`).join(''));
    }
  });
}
