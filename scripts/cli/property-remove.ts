// `property remove`: forgets a property and its keys, after asking.
import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import { ensureWanted } from './ensure-wanted.ts';
import { withStore } from './with-store.ts';

/** Adds the command below `parent`. */
export function addPropertyRemove(parent: Command, context: CliContext): void {
  parent
    .command('remove')
    .argument('<property-id>')
    .description('remove a property and its Stripe keys; its tags then get the error unknown_property')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((id: string, options: { yes?: true; json?: true }) => runRemove(context, id, options));
}

async function runRemove(context: CliContext, id: string, options: { yes?: true; json?: true }): Promise<void> {
  await ensureWanted(context, {
    isAgreed: options.yes === true,
    question: `Remove ${id} and its Stripe keys for good?`,
    refusal: {
      unasked: 'Nobody can be asked here. Add --yes to remove the property without a question.',
      declined: 'Nothing was removed.',
    },
  });
  await withStore(context, async ({ store }) => {
    // Not read first: a damaged property must be removable too.
    if ((await store.deleteProperty(id)) === 'missing') {
      throw new UsageError(`There is no property ${id}. "property list" shows those there are.`);
    }
    context.output.write(options.json ? `${JSON.stringify({ property_id: id, removed: true })}\n` : `Removed ${id}.\n`);
  });
}
