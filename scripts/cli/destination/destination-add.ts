// `property destination add`: gives a property a place that the server sends to, and says who sends from then on.
import { type Command, Option } from 'commander';
import { destinationSecretPlace } from '../../../functions/properties/destination-secret-place.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import { seal } from '../../../functions/store/sealing.ts';
import { changeProperty } from '../change-property.ts';
import { senderWithFirst, senderWords } from '../choose-sender.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { findOwnMode, modeOption } from '../own-mode.ts';
import { getProperty } from '../property-show.ts';
import { addSecretOptions, promptForSecret, readSecret, type SecretOptions } from '../read-secret.ts';
import { withStore } from '../with-store.ts';
import { describeDestination, summarizeDestination } from './describe-destination.ts';
import { openDestinations } from './open-destinations.ts';
import {
  type DestinationPlace,
  destinationKinds,
  isSamePlace,
  type PlaceOptions,
  parseDestinationSecret,
  secretWords,
  toPlace,
} from './to-place.ts';

interface AddOptions extends PlaceOptions, SecretOptions {
  mode?: StripeMode;
  json?: true;
}

const examples = `
The first destination turns the sender browser into browser_first. The same place again exchanges the secret.
A destination gets either real sessions (live) or Stripe's test sessions (test).

Examples:
  npm run tilltag -- property destination add tt_… --kind server_container --url https://sgtm.example.com/checkout
      asks for the secret, which stays out of the shell's history
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
    .addOption(
      new Option('--region <region>', 'ga4: where Google collects (default: global)').choices(['global', 'eu']),
    )
    .addOption(modeOption());
  addSecretOptions(command, 'its secret')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((id: string, options: AddOptions) => runAdd(context, id, options));
}

async function runAdd(context: CliContext, id: string, options: AddOptions): Promise<void> {
  const given = await readSecret(context, options);
  await withStore(context, async ({ store, settings }) => {
    const place = toPlace(options, settings);
    const before = await getProperty(store, id);
    const secret = parseDestinationSecret(given ?? (await askForSecret(context, place)));
    const { findDestination } = openDestinations(settings, context.now);
    const destinationId = `dst_${Buffer.from(context.randomBytes(12)).toString('hex')}`;
    const mode = options.mode ?? findOwnMode(before);
    const seals = (destination: DestinationSettings): DestinationSettings => ({
      ...destination,
      secret: seal(settings.keyRing, secret, destinationSecretPlace(findDestination, id, destination)),
    });
    const changed = await changeProperty(store, id, (property) => ({
      ...property,
      ...placeDestination(property, { ...place, id: destinationId, mode, secret: '' }, seals),
      updatedAtMs: context.now(),
    }));
    const added = changed.destinations.find((one) => one.mode === mode && isSamePlace(one, place));
    if (added === undefined) throw new TypeError('The destination was just added.');
    const told: Told = { before, changed, added, limits: findDestination(place.kind).limits };
    const summary = summarizeDestination({ keyRing: settings.keyRing, findDestination }, id, added);
    const isNew = added.id === destinationId;
    context.output.write(
      options.json
        ? `${JSON.stringify({ property_id: id, ...summary, added: isNew, sender: changed.sender, limits: told.limits ?? null })}\n`
        : `${isNew ? 'Added' : 'Exchanged the secret of'} ${describeDestination(summary)}\n${describe(told)}`,
    );
  });
}

/** The property's destinations with this one, which takes the place of one that lies where it lies; and who sends then. */
function placeDestination(
  property: Property,
  destination: DestinationSettings,
  seals: (destination: DestinationSettings) => DestinationSettings,
): Pick<Property, 'destinations' | 'sender'> {
  const { destinations } = property;
  const at = destinations.findIndex((one) => one.mode === destination.mode && isSamePlace(one, destination));
  const known = destinations[at];
  if (known === undefined) {
    return { destinations: [...destinations, seals(destination)], sender: senderWithFirst(property) };
  }
  return { destinations: destinations.with(at, seals({ ...destination, id: known.id })), sender: property.sender };
}

async function askForSecret(context: CliContext, { kind }: DestinationPlace): Promise<string> {
  const typed = await promptForSecret(context, `${secretWords[kind]} (stays hidden): `);
  if (typed !== undefined) return typed;
  throw new UsageError('The secret is missing. Give it with --secret-file FILE, or with --secret - on standard input.');
}

interface Told {
  before: Property;
  changed: Property;
  added: DestinationSettings;
  limits: string | undefined;
}

function describe({ before, changed, added, limits }: Told): string {
  const { id, sender, webhookSecrets } = changed;
  const lines = [
    ...(limits === undefined ? [] : [limits]),
    ...(sender === before.sender
      ? []
      : [`The sender is now ${sender}, no longer ${before.sender}: ${senderWords[sender]}.`]),
    ...(webhookSecrets[added.mode].length > 0
      ? []
      : [
          `Stripe's webhook is not connected yet, so closed tabs and refunds are noticed once an hour at best: npm run tilltag -- property connect ${id} --mode ${added.mode} --endpoint https://tags.example.com`,
        ]),
    `See whether it takes events: npm run tilltag -- property destination check ${id}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
