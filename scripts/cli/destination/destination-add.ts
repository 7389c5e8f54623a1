// `property destination add`: gives a property a place that the server sends to, and says who sends from then on.
import { type Command, Option } from 'commander';
import {
  addDestination,
  type DestinationAdded,
  endsContainerSecret,
  type SecretOrigin,
} from '../../../functions/properties/destinations/add-destination.ts';
import {
  type DestinationPlace,
  destinationKinds,
  ga4Regions,
  parseDestinationSecret,
} from '../../../functions/properties/destinations/destination-place.ts';
import { getProperty } from '../../../functions/properties/get-property.ts';
import type { WhenUncertain } from '../../../functions/rules/destination.ts';
import { findOwnMode } from '../../../functions/rules/own-mode.ts';
import type { StripeMode } from '../../../functions/rules/property.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { ensureWanted } from '../ensure-wanted.ts';
import { modeOption } from '../mode-option.ts';
import { toTools } from '../property-tools.ts';
import { addSecretOptions, promptForSecret, readSecret, type SecretOptions } from '../read-secret.ts';
import { takeParsed } from '../take-parsed.ts';
import { withStore } from '../with-store.ts';
import { describeAdded, listWarnings } from './describe-added.ts';
import { describeDestination, summarizeDestination } from './describe-destination.ts';
import { ruleHelp, whenUncertainOption } from './destination-change.ts';
import { type PlaceOptions, toPlace } from './to-place.ts';

interface AddOptions extends PlaceOptions, SecretOptions {
  mode?: StripeMode;
  whenUncertain?: WhenUncertain;
  yes?: true;
  json?: true;
}

const question =
  'This is the property’s only server container, and it gets a new secret: until that is pasted into its client, it refuses and is refused. Exchange it?';

const refusal = {
  unasked:
    'The property’s only server container lies there already, and its secret would end. Nobody can be asked here. Add --yes to exchange it without a question.',
  declined: 'Nothing was changed.',
};

const examples = `
The first destination turns the sender browser into browser_first. The same place again exchanges the secret of GA4, and
of a property's only server container, which is asked first; --yes spares the question.
A destination gets either real sessions (live) or Stripe's test sessions (test).
A server container needs no secret option: one is made, or that of the property's other containers is taken, because they
share one with the function. A secret that is given must be theirs. GA4's secret is asked for where no option names it, and
stays out of the shell's history.

Examples:
  npm run tilltag -- property destination add tt_… --kind server_container --url https://sgtm.example.com/checkout
      makes the secret and shows it once, to be pasted into the Checkout client
  npm run tilltag -- property destination add tt_… --kind ga4 --measurement-id G-XXXXXXXXXX --region eu --secret-file api-secret.txt
  pass ga4/test | npm run --silent tilltag -- property destination add tt_… --kind ga4 --measurement-id G-XXXXXXXXXX --mode test --secret -
`;

/** Adds the command below `parent`. */
export function addDestinationAdd(parent: Command, context: CliContext): void {
  const command = parent
    .command('add')
    .argument('<property-id>')
    .description('add a destination, or exchange the secret of one')
    .addOption(new Option('--kind <kind>', 'what it is').choices(destinationKinds))
    .option('--url <url>', 'server_container: the https address of its Checkout client, with the path')
    .option('--measurement-id <id>', 'ga4: G-…, of the data stream')
    .addOption(new Option('--region <region>', 'ga4: where Google collects (default: global)').choices(ga4Regions))
    .addOption(modeOption())
    .addOption(whenUncertainOption());
  addSecretOptions(command, 'its secret')
    .option('--yes', 'do not ask before the secret of the only server container ends')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `${examples}${ruleHelp}`)
    .action((id: string, options: AddOptions) => runAdd(context, id, options));
}

async function runAdd(context: CliContext, id: string, options: AddOptions): Promise<void> {
  const given = await readSecret(context, options);
  await withStore(context, async (opened) => {
    const place = toPlace(options, opened.settings);
    const before = await getProperty(opened.store, id);
    const mode = options.mode ?? findOwnMode(before);
    const { whenUncertain } = options;
    const wish = { place, mode, secret: await completeSecret(context, place, given), whenUncertain };
    if (endsContainerSecret(before, wish)) {
      await ensureWanted(context, { isAgreed: options.yes === true, question, refusal });
    }
    const tools = toTools(context, opened);
    const added = await addDestination(tools, id, wish);
    const { limits } = tools.findDestination(place.kind);
    const summary = summarizeDestination(tools, id, added.destination);
    const json = {
      property_id: id,
      ...summary,
      added: added.isNew,
      sender: added.after.sender,
      limits: limits ?? null,
    };
    const warnings = listWarnings(added.destination);
    context.output.write(
      options.json
        ? `${JSON.stringify({ ...json, ...originAsJson(added.origin), warnings })}\n`
        : `${toDeed(added)} ${describeDestination(summary)}\n${describeAdded({ ...added, limits, warnings }, context.colors)}`,
    );
  });
}

function toDeed({ isNew, origin }: DestinationAdded): string {
  if (isNew) return 'Added';
  return origin.kind === 'shared' ? 'Kept' : 'Exchanged the secret of';
}

/** The secret that was given, or typed where only a person has it: that of a server container is made here. */
async function completeSecret(
  context: CliContext,
  { kind }: DestinationPlace,
  given: string | undefined,
): Promise<string | undefined> {
  if (given !== undefined) return takeParsed(parseDestinationSecret(given));
  if (kind === 'server_container') return undefined;
  const question = 'Measurement Protocol API secret of the data stream (stays hidden): ';
  const typed = await promptForSecret(context, question);
  if (typed !== undefined) return takeParsed(parseDestinationSecret(typed));
  throw new UsageError('The secret is missing. Give it with --secret-file FILE, or with --secret - on standard input.');
}

function originAsJson(origin: SecretOrigin): Record<string, string> {
  if (origin.kind === 'made') return { container_secret: origin.secret };
  const [other] = origin.kind === 'shared' ? origin.others : [];
  return other === undefined ? {} : { shares_secret_with: other.id };
}
