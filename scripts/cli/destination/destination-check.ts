// `property destination check`: whether the destinations of a property would take events.
import type { Command } from 'commander';
import {
  type CheckedDestination,
  checkDestinations,
} from '../../../functions/properties/destinations/check-destinations.ts';
import { getDestination } from '../../../functions/properties/destinations/get-destination.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError } from '../cli-errors.ts';
import { describeFindings, type Finding, markHelp, toFailure } from '../finding.ts';
import { toTools } from '../property-tools.ts';
import { withStore } from '../with-store.ts';
import { newSecretCommand } from './container-secret.ts';

/** Adds the command below `parent`. */
export function addDestinationCheck(parent: Command, context: CliContext): void {
  parent
    .command('check')
    .argument('<property-id>')
    .argument('[destination-id]', 'only this one')
    .description('ask the destinations whether they would take events; exit code 1 where one would not')
    .option('--json', 'print one JSON object')
    .addHelpText('after', markHelp)
    .action((id: string, destinationId: string | undefined, options: { json?: true }) =>
      runCheck(context, id, destinationId, options.json === true),
    );
}

/** A checked destination as a line of a check. */
export function toFinding(propertyId: string, { destination, verdict, ...told }: CheckedDestination): Finding {
  const about = `Destination ${destination.id} (${destination.kind}, ${destination.mode})`;
  return { verdict, about, sentence: toSentence(propertyId, told) };
}

async function runCheck(context: CliContext, id: string, destinationId: string | undefined, isJson: boolean) {
  await withStore(context, async (opened) => {
    const property = await getProperty(opened.store, id);
    const destinations =
      destinationId === undefined ? property.destinations : [getDestination(property, destinationId)];
    if (destinations.length === 0) {
      throw new CommandFailedError(
        `The property has no destination. "property destination add ${id} --help" says how to add one.`,
      );
    }
    const checked = await checkDestinations(toTools(context, opened), property, destinations);
    const findings = checked.map((one) => toFinding(id, one));
    context.output.write(
      isJson
        ? `${JSON.stringify({ property_id: id, checks: checked.map((one) => toJson(id, one)) })}\n`
        : describeFindings(findings, context.colors),
    );
    const failure = toFailure(findings);
    if (failure !== undefined) throw new CommandFailedError(failure);
  });
}

function toSentence(propertyId: string, { sentence, cure }: Pick<CheckedDestination, 'sentence' | 'cure'>): string {
  return cure === undefined ? sentence : `${sentence} How: ${newSecretCommand(propertyId)}`;
}

function toJson(propertyId: string, { destination, verdict, ...told }: CheckedDestination) {
  return { destination_id: destination.id, verdict, sentence: toSentence(propertyId, told) };
}
