// `property destination list`: every destination of a property on a line of its own.
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { getProperty } from '../property-show.ts';
import { withStore } from '../with-store.ts';
import { describeDestination, summarizeDestination } from './describe-destination.ts';
import { openDestinations } from './open-destinations.ts';

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
  await withStore(context, async ({ store, settings }) => {
    const { sender, destinations } = await getProperty(store, id);
    const { findDestination } = openDestinations(settings, context.now);
    const opener = { keyRing: settings.keyRing, findDestination };
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
