// `property destination check`: whether the destinations of a property would take events.
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { describeFindings, type Finding, toFailure } from '../finding.ts';
import { getProperty } from '../property-show.ts';
import { withStore } from '../with-store.ts';
import { type CheckedDestination, checkDestinations } from './check-destinations.ts';

/** Adds the command below `parent`. */
export function addDestinationCheck(parent: Command, context: CliContext): void {
  parent
    .command('check')
    .argument('<property-id>')
    .argument('[destination-id]', 'only this one')
    .description('ask the destinations whether they would take events; exit code 1 where one would not')
    .option('--json', 'print one JSON object')
    .action((id: string, destinationId: string | undefined, options: { json?: true }) =>
      runCheck(context, id, destinationId, options.json === true),
    );
}

/** A checked destination as a line of a check. */
export function toFinding({ destination, verdict, sentence }: CheckedDestination): Finding {
  return { verdict, about: `Destination ${destination.id} (${destination.kind}, ${destination.mode})`, sentence };
}

async function runCheck(context: CliContext, id: string, destinationId: string | undefined, isJson: boolean) {
  await withStore(context, async ({ store, settings }) => {
    const property = await getProperty(store, id);
    const destinations = property.destinations.filter((one) => destinationId === undefined || one.id === destinationId);
    if (destinations.length === 0) {
      if (destinationId !== undefined) {
        throw new UsageError(
          `The property has no destination ${destinationId}. "property destination list ${id}" shows those there are.`,
        );
      }
      throw new CommandFailedError(
        `The property has no destination. "property destination add ${id} --help" says how to add one.`,
      );
    }
    const checked = await checkDestinations(property, destinations, { settings, now: context.now });
    const findings = checked.map(toFinding);
    context.output.write(
      isJson
        ? `${JSON.stringify({ property_id: id, checks: checked.map(toJson) })}\n`
        : describeFindings(findings, context.colors),
    );
    const failure = toFailure(findings);
    if (failure !== undefined) throw new CommandFailedError(failure);
  });
}

function toJson({ destination, verdict, sentence }: CheckedDestination) {
  return { destination_id: destination.id, verdict, sentence };
}
