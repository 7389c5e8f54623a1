// `property destination add`: gives a property a place that the server sends to, and says who sends from then on.
import { type Command, Option } from 'commander';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import { changeProperty } from '../change-property.ts';
import { senderWithFirst } from '../choose-sender.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { findOwnMode, modeOption } from '../own-mode.ts';
import { getProperty } from '../property-show.ts';
import { addSecretOptions, promptForSecret, readSecret, type SecretOptions } from '../read-secret.ts';
import { withStore } from '../with-store.ts';
import { chooseContainerSecret, findContainers, hashContainerSecret, makeContainerSecret } from './container-secret.ts';
import { describeAdded, type SecretOrigin } from './describe-added.ts';
import { describeDestination, type SecretOpener, summarizeDestination } from './describe-destination.ts';
import { openDestinations } from './open-destinations.ts';
import { sealDestination } from './seal-destination.ts';
import {
  type DestinationPlace,
  destinationKinds,
  isSamePlace,
  type PlaceOptions,
  parseDestinationSecret,
  toPlace,
} from './to-place.ts';

interface AddOptions extends PlaceOptions, SecretOptions {
  mode?: StripeMode;
  json?: true;
}

const examples = `
The first destination turns the sender browser into browser_first. The same place again exchanges the secret of GA4, and of a property's only server container.
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
    const secrets = { given: await completeSecret(context, place, given), made: makeContainerSecret(context) };
    const { findDestination } = openDestinations(settings, context.now);
    const opener: SecretOpener = { keyRing: settings.keyRing, findDestination };
    const destinationId = `dst_${Buffer.from(context.randomBytes(12)).toString('hex')}`;
    const mode = options.mode ?? findOwnMode(before);
    const changed = await changeProperty(store, id, (property) => ({
      ...property,
      ...placeDestination(opener, property, { ...place, id: destinationId, mode, secret: '' }, secrets),
      updatedAtMs: context.now(),
    }));
    const destination = changed.destinations.find((one) => one.mode === mode && isSamePlace(one, place));
    if (destination === undefined) throw new TypeError('The destination was just added.');
    const origin = findOrigin(changed, destination, secrets);
    const { limits } = findDestination(place.kind);
    const summary = summarizeDestination(opener, id, destination);
    const isNew = destination.id === destinationId;
    const deed = isNew ? 'Added' : origin.kind === 'shared' ? 'Kept' : 'Exchanged the secret of';
    const json = { property_id: id, ...summary, added: isNew, sender: changed.sender, limits: limits ?? null };
    context.output.write(
      options.json
        ? `${JSON.stringify({ ...json, ...originAsJson(origin) })}\n`
        : `${deed} ${describeDestination(summary)}\n${describeAdded({ before, changed, destination, limits, origin }, context.colors)}`,
    );
  });
}

/** The secret that was given, or typed where only a person has it: that of a server container is made here. */
async function completeSecret(
  context: CliContext,
  { kind }: DestinationPlace,
  given: string | undefined,
): Promise<string | undefined> {
  if (given !== undefined) return parseDestinationSecret(given);
  if (kind === 'server_container') return undefined;
  const question = 'Measurement Protocol API secret of the data stream (stays hidden): ';
  const typed = await promptForSecret(context, question);
  if (typed !== undefined) return parseDestinationSecret(typed);
  throw new UsageError('The secret is missing. Give it with --secret-file FILE, or with --secret - on standard input.');
}

interface Secrets {
  given: string | undefined;
  /** For a server container that nobody gave one. */
  made: string;
}

/** The property's destinations with this one, which takes the place of one that lies where it lies; who sends then, and whom the property believes. */
function placeDestination(
  opener: SecretOpener,
  property: Property,
  destination: DestinationSettings,
  secrets: Secrets,
): Pick<Property, 'destinations' | 'sender' | 'containerSecretHash'> {
  const { id, destinations } = property;
  const at = destinations.findIndex((one) => one.mode === destination.mode && isSamePlace(one, destination));
  const known = destinations[at];
  const secret = chooseSecret(opener, property, { destination, known }, secrets);
  const containerSecretHash =
    destination.kind === 'server_container' ? hashContainerSecret(secret) : property.containerSecretHash;
  const sealed = sealDestination(opener, id, known ? { ...destination, id: known.id } : destination, secret);
  return known === undefined
    ? { destinations: [...destinations, sealed], sender: senderWithFirst(property), containerSecretHash }
    : { destinations: destinations.with(at, sealed), sender: property.sender, containerSecretHash };
}

function chooseSecret(
  opener: SecretOpener,
  property: Property,
  { destination, known }: { destination: DestinationSettings; known: DestinationSettings | undefined },
  secrets: Secrets,
): string {
  if (destination.kind === 'server_container') {
    const others = findContainers(property.destinations).filter(({ id }) => id !== known?.id);
    return chooseContainerSecret(opener, property, others, secrets);
  }
  if (secrets.given === undefined) throw new TypeError('The secret of GA4 is given or asked for.');
  return secrets.given;
}

function findOrigin(changed: Property, destination: DestinationSettings, { given, made }: Secrets): SecretOrigin {
  if (given !== undefined) return { kind: 'given' };
  const others = findContainers(changed.destinations).filter(({ id }) => id !== destination.id);
  const other = others.find((one) => isSamePlace(one, destination)) ?? others[0];
  return other === undefined ? { kind: 'made', secret: made } : { kind: 'shared', with: other };
}

function originAsJson(origin: SecretOrigin): Record<string, string> {
  if (origin.kind === 'made') return { container_secret: origin.secret };
  return origin.kind === 'shared' ? { shares_secret_with: origin.with.id } : {};
}
