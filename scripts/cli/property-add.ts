// `property add`: checks the key with Stripe, makes the property and says what to do next.
import type { Command } from 'commander';
import { createProperty } from '../../functions/properties/create-property.ts';
import type { Property, Scope } from '../../functions/rules/property.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import { summarize, toText } from './describe-property.ts';
import { addPropertyOptions, type PropertyOptions, toChanges } from './property-settings.ts';
import { toTools } from './property-tools.ts';
import { promptForStripeKey, readStripeKeys } from './read-stripe-keys.ts';
import { checkStripeKeys } from './stripe-key.ts';
import { withStore } from './with-store.ts';

const examples = `
What is not named is: --value-basis total, --email-policy plain, --sender browser, --personal-data-minutes 60,
--max-session-age-hours 48, --click-days 90, --scope account, --grace-minutes 15, --unknown-consent denied,
--denied-analytics suppress.
Examples:
  npm run tilltag -- property add --name "My shop" --hostname shop.example.com
      asks for the restricted key, which stays out of the shell's history
  npm run tilltag -- property add --name "My shop" --hostname shop.example.com --stripe-key-file key.txt --json
  pass stripe/tilltag | npm run --silent tilltag -- property add --name "My shop" --hostname "*.example.com" --stripe-key -
`;

const wholeAccount: Scope = { kind: 'account' };

/** Adds the command below `parent`. */
export function addPropertyAdd(parent: Command, context: CliContext): void {
  addPropertyOptions(parent.command('add'))
    .description('add a property: a shop with its hostnames and restricted Stripe keys')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((options: PropertyOptions & { json?: true }) => runAdd(context, options));
}

async function runAdd(context: CliContext, options: PropertyOptions & { json?: true }): Promise<void> {
  if (options.name === undefined) throw new UsageError('The name is missing: --name "My shop".');
  if (options.hostname === undefined) {
    throw new UsageError('The hostname of the thank-you page is missing: --hostname shop.example.com.');
  }
  if (options.sender !== undefined && options.sender !== 'browser') {
    throw new UsageError(
      `The sender ${options.sender} needs a destination. Add the property first, then one with "property destination add".`,
    );
  }
  const given = await readStripeKeys(context, options);
  const keys = given.length > 0 ? given : [await promptForStripeKey(context)];
  const { name, hostname } = options;
  await withStore(context, async (opened) => {
    const tools = toTools(context, opened);
    const changes = toChanges(options, { scope: wholeAccount });
    const settings = { ...changes, name, hostnames: changes.hostnames ?? hostname };
    const property = await createProperty(tools, { settings, keys: await checkStripeKeys(keys, opened.settings) });
    const summary = summarize(property, tools);
    context.output.write(
      options.json
        ? `${JSON.stringify(summary)}\n`
        : `${toText(summary, context.colors)}${toNextSteps(property, context.colors.bold)}`,
    );
  });
}

function toNextSteps({ id, hostnames }: Property, bold: (text: string) => string): string {
  const host = hostnames.find((hostname) => !hostname.startsWith('*')) ?? 'YOUR-SITE';
  return `
What to do next
  1. Build the file for Google Tag Manager, with the address under which your functions answer and the Measurement ID of
     your GA4 data stream:
     ${bold(`npm run build -- --endpoint https://tags.example.com --property-id ${id} --measurement-id G-XXXXXXXXXX`)}
     Import gtm-templates/dist/web-container.json into your web container: Admin → Import Container, a new workspace, Merge.
     At its end the build says what is left to fill in there; in the variable "Property ID" it is ${bold(id)}
  2. In Stripe, open the payment link, choose "Don't show confirmation page" under "After payment", and enter
     ${bold(`https://${host}/thank-you?session_id={CHECKOUT_SESSION_ID}`)}
     with the path of your own thank-you page, and {CHECKOUT_SESSION_ID} exactly as it stands here.
  3. For closed tabs, bank debits, refunds and renewals, connect Stripe's webhook:
     ${bold(`npm run tilltag -- property connect ${id} --endpoint https://tags.example.com`)}
`;
}
