// `property update`: changes settings, replaces or drops keys, and makes the secret of a server container.
import { type Command, Option } from 'commander';
import { listClientUrls, newContainerSecret } from '../../functions/properties/destinations/container-secret.ts';
import { getProperty } from '../../functions/properties/get-property.ts';
import { updateProperty } from '../../functions/properties/update-property.ts';
import type { StripeMode } from '../../functions/rules/property.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import { summarize, toText } from './describe-property.ts';
import { secretField } from './destination/container-secret.ts';
import { addPropertyOptions, noteIdleGrace, type PropertyOptions, toChanges } from './property-settings.ts';
import { toTools } from './property-tools.ts';
import { readStripeKeys } from './read-stripe-keys.ts';
import { checkStripeKeys } from './stripe-key.ts';
import { withStore } from './with-store.ts';

interface UpdateOptions extends PropertyOptions {
  dropStripeKey?: StripeMode;
  newContainerSecret?: true;
  json?: true;
}

const examples = `
What is not named stays as it is; --hostname and --payment-link replace the whole list.

Examples:
  npm run tilltag -- property update tt_… --hostname shop.example.com --hostname www.example.com
  npm run tilltag -- property update tt_… --stripe-key-file live-key.txt
  npm run tilltag -- property update tt_… --payment-link plink_… --payment-link plink_…
      only payments through these links belong to the property; --scope account takes all again
  npm run tilltag -- property update tt_… --sender server
  npm run tilltag -- property update tt_… --new-container-secret
      one new secret for the function and all server containers, to be pasted into each
`;

/** Adds the command below `parent`. */
export function addPropertyUpdate(parent: Command, context: CliContext): void {
  addPropertyOptions(parent.command('update').argument('<property-id>'))
    .description('change a property')
    .addOption(new Option('--drop-stripe-key <mode>', 'forget the key of this mode').choices(['live', 'test']))
    .option('--new-container-secret', 'make a new secret for all server containers, shown once; the old one ends')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((id: string, options: UpdateOptions) => runUpdate(context, id, options));
}

async function runUpdate(context: CliContext, id: string, options: UpdateOptions): Promise<void> {
  const keys = await readStripeKeys(context, options);
  const { dropStripeKey } = options;
  const secret = options.newContainerSecret ? newContainerSecret(context.randomBytes) : undefined;
  if (!hasSettings(options) && keys.length === 0 && !dropStripeKey && secret === undefined) {
    throw new UsageError('There is nothing to change. "property update --help" shows what can be.');
  }
  if (keys.some(({ mode }) => mode === dropStripeKey)) {
    throw new UsageError(`The ${dropStripeKey} key cannot be given and dropped at once.`);
  }
  await withStore(context, async (opened) => {
    await getProperty(opened.store, id);
    const checked = await checkStripeKeys(keys, opened.settings);
    const tools = toTools(context, opened);
    const { after } = await updateProperty(tools, id, {
      toSettings: (property) => toChanges(options, property),
      keys: checked,
      droppedKey: dropStripeKey,
      containerSecret: secret,
    });
    noteIdleGrace(context, options, after);
    const summary = summarize(after, tools);
    const urls = listClientUrls(after);
    if (options.json) {
      const told = secret === undefined ? {} : { container_secret: secret, paste_into: urls };
      context.output.write(`${JSON.stringify({ ...summary, ...told })}\n`);
    } else {
      const notice = secret === undefined ? '' : toNotice(secret, urls, context);
      context.output.write(`${toText(summary, context.colors)}${notice}`);
    }
  });
}

/** Whether a setting is named; whether it fits is seen with the property. */
function hasSettings({
  stripeKey,
  stripeKeyFile,
  dropStripeKey,
  newContainerSecret,
  json,
  ...settings
}: UpdateOptions) {
  return Object.keys(settings).length > 0;
}

function toNotice(secret: string, urls: readonly string[], { colors }: CliContext): string {
  const shown = `it is not shown again:\n  ${colors.bold(secret)}\n`;
  if (urls.length === 0) return `\nPaste this secret into ${secretField} now, and publish; ${shown}`;
  const who = urls.length === 1 ? 'One server container needs' : `${urls.length} server containers need`;
  return `
${who} this secret now: ${urls.join(', ')}
Paste it into ${secretField}, and publish; ${shown}
What the server sends before that waits, and is tried again for about 3 days.
`;
}
