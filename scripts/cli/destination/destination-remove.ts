// `property destination remove`: takes a destination from a property, and says who sends from then on.
import type { Command } from 'commander';
import { askYesOrNo } from '../ask.ts';
import { changeProperty } from '../change-property.ts';
import { senderWithout, senderWords } from '../choose-sender.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { getProperty } from '../property-show.ts';
import { withStore } from '../with-store.ts';

interface RemoveOptions {
  yes?: true;
  json?: true;
}

/** Adds the command below `parent`. */
export function addDestinationRemove(parent: Command, context: CliContext): void {
  parent
    .command('remove')
    .argument('<property-id>')
    .argument('<destination-id>')
    .description('remove a destination; what waits for it is not sent any more')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((id: string, destinationId: string, options: RemoveOptions) =>
      runRemove(context, id, destinationId, options),
    );
}

async function runRemove(
  context: CliContext,
  id: string,
  destinationId: string,
  options: RemoveOptions,
): Promise<void> {
  if (!options.yes && !context.input.isTTY) {
    throw new UsageError('Nobody can be asked here. Add --yes to remove the destination without a question.');
  }
  await withStore(context, async ({ store }) => {
    const before = await getProperty(store, id);
    const isThere = before.destinations.some((one) => one.id === destinationId);
    if (!isThere) {
      throw new UsageError(
        `The property has no destination ${destinationId}. "property destination list ${id}" shows those there are.`,
      );
    }
    if (!options.yes && !(await askYesOrNo(context, `Remove ${destinationId}? What waits for it is lost.`))) {
      throw new CommandFailedError('Nothing was removed.');
    }
    const { sender } = await changeProperty(store, id, (property) => {
      const destinations = property.destinations.filter((one) => one.id !== destinationId);
      return {
        ...property,
        destinations,
        sender: senderWithout({ ...property, destinations }),
        updatedAtMs: context.now(),
      };
    });
    const notice =
      sender === before.sender
        ? ''
        : `The sender is now ${sender}, no longer ${before.sender}: ${senderWords[sender]}.\n`;
    context.output.write(
      options.json
        ? `${JSON.stringify({ property_id: id, destination_id: destinationId, removed: true, sender })}\n`
        : `Removed ${destinationId}.\n${notice}`,
    );
  });
}
