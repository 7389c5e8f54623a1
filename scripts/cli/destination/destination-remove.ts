// `property destination remove`: takes a destination from a property, and says who sends from then on.
import type { Command } from 'commander';
import { getDestination } from '../../../functions/properties/destinations/get-destination.ts';
import {
  type DestinationRemoved,
  removeDestination,
  withoutDestination,
} from '../../../functions/properties/destinations/remove-destination.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { CliContext } from '../cli-context.ts';
import { ensureWanted } from '../ensure-wanted.ts';
import { toTools } from '../property-tools.ts';
import { senderWords } from '../sender-words.ts';
import { withStore } from '../with-store.ts';
import { newSecretCommand } from './container-secret.ts';

const refusal = {
  unasked: 'Nobody can be asked here. Add --yes to remove the destination without a question.',
  declined: 'Nothing was removed.',
};

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
  await withStore(context, async (opened) => {
    const before = await getProperty(opened.store, id);
    const found = getDestination(before, destinationId);
    await ensureWanted(context, { isAgreed: options.yes === true, question: toQuestion(before, found), refusal });
    const change = await removeDestination(toTools(context, opened), id, destinationId);
    const { sender, containerSecretHash } = change.after;
    const json = { property_id: id, destination_id: destinationId, removed: true, sender };
    context.output.write(
      options.json
        ? `${JSON.stringify({ ...json, has_container_secret: containerSecretHash !== null })}\n`
        : `Removed ${destinationId}.\n${describe(change)}`,
    );
  });
}

function toQuestion(property: Property, found: DestinationSettings): string {
  const isSecretLost =
    property.containerSecretHash !== null && withoutDestination(property, found).containerSecretHash === null;
  const loss = isSecretLost
    ? 'What waits for it is lost, and what pages ask through it is refused.'
    : 'What waits for it is lost.';
  return `Remove ${found.id}? ${loss}`;
}

function describe({ before, after, hasEndedSecret, isStillTrusted }: DestinationRemoved): string {
  const { id, sender } = after;
  const lines = [
    ...(sender === before.sender
      ? []
      : [`The sender is now ${sender}, no longer ${before.sender}: ${senderWords[sender]}.`]),
    ...(hasEndedSecret
      ? ['The container secret ends with it: within a minute, what pages ask through a server container is refused.']
      : []),
    ...(isStillTrusted
      ? [`Its container still has the secret that the others share. To end that: ${newSecretCommand(id)}`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
