// `property show`: one property with all its settings, none of its secrets, and what happened to it lately.
import type { Command } from 'commander';
import { getProperty } from '../../functions/properties/get-property.ts';
import { describeActivity, findActivity } from './activity.ts';
import type { CliContext } from './cli-context.ts';
import { summarize, toText } from './describe-property.ts';
import { toTools } from './property-tools.ts';
import { withStore } from './with-store.ts';

/** Adds the command below `parent`. */
export function addPropertyShow(parent: Command, context: CliContext): void {
  parent
    .command('show')
    .argument('<property-id>')
    .description('show a property, what its webhook brought in 7 days and what waits for a person; no secrets')
    .option('--json', 'print one JSON object')
    .action((id: string, options: { json?: true }) => runShow(context, id, options.json === true));
}

async function runShow(context: CliContext, id: string, isJson: boolean): Promise<void> {
  await withStore(context, async (opened) => {
    const { store } = opened;
    const summary = summarize(await getProperty(store, id), toTools(context, opened));
    const onDamaged = (sentence: string): unknown => context.messages.write(`${sentence}\n`);
    const activity = await findActivity(store, id, { nowMs: context.now(), onDamaged });
    context.output.write(
      isJson
        ? `${JSON.stringify({ ...summary, ...activity })}\n`
        : `${toText(summary, context.colors)}${describeActivity(id, activity)}`,
    );
  });
}
