// `property destination remove`: takes a destination from a property, and says who sends from then on.
import type { Command } from 'commander';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { askYesOrNo } from '../ask.ts';
import { changeProperty } from '../change-property.ts';
import { senderWithout, senderWords } from '../choose-sender.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { getProperty } from '../property-show.ts';
import { withStore } from '../with-store.ts';
import { findContainers, newSecretCommand } from './container-secret.ts';

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
    .description(
      'remove a destination; what waits for it is not sent any more, and the last server container’s secret ends',
    )
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
    const removed = before.destinations.find((one) => one.id === destinationId);
    if (removed === undefined) {
      throw new UsageError(
        `The property has no destination ${destinationId}. "property destination list ${id}" shows those there are.`,
      );
    }
    if (!options.yes && !(await askYesOrNo(context, toQuestion(before, removed)))) {
      throw new CommandFailedError('Nothing was removed.');
    }
    const changed = await changeProperty(store, id, (property) => ({
      ...withoutDestination(property, removed),
      updatedAtMs: context.now(),
    }));
    const { sender, containerSecretHash } = changed;
    const json = { property_id: id, destination_id: destinationId, removed: true, sender };
    context.output.write(
      options.json
        ? `${JSON.stringify({ ...json, has_container_secret: containerSecretHash !== null })}\n`
        : `Removed ${destinationId}.\n${describe(before, changed, removed)}`,
    );
  });
}

function toQuestion(property: Property, removed: DestinationSettings): string {
  const isSecretLost =
    property.containerSecretHash !== null && withoutDestination(property, removed).containerSecretHash === null;
  const loss = isSecretLost
    ? 'What waits for it is lost, and what pages ask through it is refused.'
    : 'What waits for it is lost.';
  return `Remove ${removed.id}? ${loss}`;
}

/** With the last server container the secret goes too, because nobody is left who may speak for visitors with it. */
function withoutDestination(property: Property, removed: DestinationSettings): Property {
  const destinations = property.destinations.filter((one) => one.id !== removed.id);
  const isLastContainer = removed.kind === 'server_container' && findContainers(destinations).length === 0;
  return {
    ...property,
    destinations,
    sender: senderWithout({ ...property, destinations }),
    containerSecretHash: isLastContainer ? null : property.containerSecretHash,
  };
}

function describe(before: Property, { id, sender, ...after }: Property, removed: DestinationSettings): string {
  const isSecretLost = before.containerSecretHash !== null && after.containerSecretHash === null;
  const isStillTrusted =
    removed.kind === 'server_container' &&
    after.containerSecretHash !== null &&
    !findContainers(after.destinations).some(({ url }) => url === removed.url);
  const lines = [
    ...(sender === before.sender
      ? []
      : [`The sender is now ${sender}, no longer ${before.sender}: ${senderWords[sender]}.`]),
    ...(isSecretLost
      ? ['The container secret ends with it: within a minute, what pages ask through a server container is refused.']
      : []),
    ...(isStillTrusted
      ? [`Its container still has the secret that the others share. To end that: ${newSecretCommand(id)}`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
