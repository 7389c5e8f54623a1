// `property list`: every property on a line of its own.
import type { Command } from 'commander';
import type { Property } from '../../functions/rules/property.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError } from './cli-errors.ts';
import { summarize } from './describe-property.ts';
import { toTools } from './property-tools.ts';
import { withStore } from './with-store.ts';

/** Adds the command below `parent`. */
export function addPropertyList(parent: Command, context: CliContext): void {
  parent
    .command('list')
    .description('list all properties, oldest first')
    .option('--json', 'print one JSON object with all properties')
    .action((options: { json?: true }) => runList(context, options.json === true));
}

async function runList(context: CliContext, isJson: boolean): Promise<void> {
  await withStore(context, async (opened) => {
    const unreadable: string[] = [];
    const properties = await opened.store.listProperties((id, { message }) => {
      unreadable.push(id);
      context.messages.write(`${message}\n`);
    });
    if (isJson) {
      const summaries = properties.map((property) => summarize(property, toTools(context, opened)));
      context.output.write(`${JSON.stringify({ properties: summaries, unreadable })}\n`);
    } else if (properties.length + unreadable.length === 0) {
      context.messages.write('There are no properties yet. "property add" adds one.\n');
    } else {
      context.output.write(properties.map((property) => toLine(property, context)).join(''));
    }
    if (unreadable.length > 0) throw new CommandFailedError('Not everything could be read.');
  });
}

function toLine({ id, name, hostnames, stripeKeys }: Property, { colors }: CliContext): string {
  const modes = [stripeKeys.live && 'live', stripeKeys.test && 'test'].filter(Boolean).join('+') || 'no key';
  return `${colors.bold(id)}  ${modes.padEnd(9)}  ${name}  ${colors.dim(hostnames.join(', '))}\n`;
}
