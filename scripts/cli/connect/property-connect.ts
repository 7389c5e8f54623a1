// `property connect`: tells Stripe where a property's events go, or tells a person how, and keeps the secret they are signed with.
import type { Command } from 'commander';
import { getProperty } from '../../../functions/properties/get-property.ts';
import { findKeyRights, type KeyRights } from '../../../functions/properties/stripe-keys/find-key-rights.ts';
import { fullKeyLink } from '../../../functions/properties/stripe-keys/key-link.ts';
import { type OpenedKey, openStripeKey } from '../../../functions/properties/stripe-keys/open-stripe-key.ts';
import {
  connectPropertyWebhook,
  forgetOldSecrets,
  storeWebhookSecret,
  type WebhookOf,
} from '../../../functions/properties/webhook/connect-property.ts';
import { toEndpointLink } from '../../../functions/properties/webhook/endpoint-link.ts';
import { toWebhookUrl } from '../../../functions/properties/webhook/to-webhook-url.ts';
import { parseWebhookSecret, summarizeSecrets } from '../../../functions/properties/webhook/webhook-secrets.ts';
import { findOwnMode } from '../../../functions/rules/own-mode.ts';
import type { StripeMode } from '../../../functions/rules/property.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { modeOption } from '../mode-option.ts';
import { type PropertyTools, toTools } from '../property-tools.ts';
import { addSecretOptions, promptForSecret, readSecret, type SecretOptions } from '../read-secret.ts';
import { takeParsed } from '../take-parsed.ts';
import { type OpenedStore, withStore } from '../with-store.ts';
import { describeAddresses, listAddressWarnings } from './describe-addresses.ts';
import { type Connected, type ConnectionTold, describeConnection, describeObstacle } from './describe-connection.ts';
import { describeRights } from './describe-rights.ts';

interface ConnectOptions extends SecretOptions {
  endpoint?: string;
  mode?: StripeMode;
  forgetOld?: true;
  json?: true;
}

const examples = `
Stripe sends its events to your functions, never to a server container: with one, that has an address of its own, which only
pages and the functions ask.

Without a secret the endpoint is made in Stripe where the property's key may do that; else it says how to make it by hand.
Of each mode the newest three secrets are kept, so that one can be exchanged without losing an event.

Examples:
  npm run tilltag -- property connect tt_… --endpoint https://tags.example.com
  npm run tilltag -- property connect tt_… --secret-file secret.txt
  pass stripe/webhook | npm run --silent tilltag -- property connect tt_… --mode live --secret -
  npm run tilltag -- property connect tt_… --forget-old
`;

/** Adds the command below `parent`. */
export function addPropertyConnect(parent: Command, context: CliContext): void {
  const command = parent
    .command('connect')
    .argument('<property-id>')
    .description('connect Stripe’s webhook: make the endpoint or say how, and store its signing secret')
    .option(
      '--endpoint <url>',
      'the public https address of your functions, also where pages ask a server container; it may have a path',
    )
    .addOption(modeOption());
  addSecretOptions(command, 'the signing secret (whsec_…)')
    .option('--forget-old', 'keep the newest secret of the mode alone')
    .option('--json', 'print one JSON object')
    .addHelpText('after', examples)
    .action((id: string, options: ConnectOptions) => runConnect(context, id, options));
}

async function runConnect(context: CliContext, id: string, options: ConnectOptions): Promise<void> {
  const { endpoint, forgetOld: forgetsOld = false } = options;
  const given = await readSecret(context, options);
  const secret = given === undefined ? undefined : takeParsed(parseWebhookSecret(given));
  if (endpoint === undefined && secret === undefined && !forgetsOld) {
    throw new UsageError(
      'The endpoint is missing: --endpoint https://tags.example.com, the public address of your functions.',
    );
  }
  await withStore(context, async (opened) => {
    const { store, settings } = opened;
    const url = endpoint === undefined ? undefined : takeParsed(toWebhookUrl(endpoint, id, settings));
    const property = await getProperty(store, id);
    const mode = options.mode ?? findOwnMode(property);
    const whose: WebhookOf = { propertyId: id, mode, forgetsOld };
    const key = openStripeKey(property, mode, settings.keyRing);
    const tools = toTools(context, opened);
    const connected = await connect(tools, whose, { secret, url, key, apiBase: settings.stripeApiBase });
    const rights = await findKeyRights(key, settings.stripeApiBase);
    const told = { property: await getProperty(store, id), mode, url, connected };
    if (options.json) context.output.write(`${JSON.stringify(toJson(told, rights, opened))}\n`);
    else {
      context.output.write(
        `${toHeading(told, context)}${describeConnection(told)}\n${describeRights(id, mode, rights)}${describeAddresses(told)}`,
      );
      await offerPrompt(context, tools, whose, told);
    }
    await ensureConnected(tools, told);
  });
}

interface ConnectMeans {
  secret: string | undefined;
  url: string | undefined;
  key: OpenedKey;
  apiBase: string | undefined;
}

async function connect(
  tools: PropertyTools,
  whose: WebhookOf,
  { secret, url, key, apiBase }: ConnectMeans,
): Promise<Connected> {
  if (secret !== undefined) {
    await storeWebhookSecret(tools, whose, secret);
    return { kind: 'stored' };
  }
  if (url === undefined) {
    await forgetOldSecrets(tools, whose);
    return { kind: 'forgotten' };
  }
  const connected = await connectPropertyWebhook(tools, whose, { key, url, apiBase });
  if (connected.kind === 'not_stored') {
    throw new CommandFailedError(
      `Stripe made the webhook endpoint ${connected.endpointId}, but its secret could not be stored. Copy it from Stripe under Developers → Webhooks and store it with: npm run tilltag -- property connect ${whose.propertyId} --mode ${whose.mode} --secret -`,
      { cause: connected.cause },
    );
  }
  if (whose.forgetsOld && connected.kind !== 'created') await forgetOldSecrets(tools, whose);
  return connected;
}

/** Throws `CommandFailedError` where no secret came to be held; a key that may not make endpoints is none of the reasons, because a person goes on then. */
async function ensureConnected({ store }: PropertyTools, { property: { id }, mode, connected }: ConnectionTold) {
  if (connected.kind !== 'by_hand' || connected.reason === 'missing_permission') return;
  const { webhookSecrets } = await getProperty(store, id);
  if (webhookSecrets[mode].length > 0) return;
  throw new CommandFailedError(`Nothing was connected: ${describeObstacle(connected.reason, mode)}`);
}

function toHeading({ property, mode, url }: ConnectionTold, { colors }: CliContext): string {
  const target = url === undefined ? '' : `: ${colors.bold(url)}`;
  return `Webhook of ${property.name}, ${mode}${target}\n`;
}

/** Whoever makes the endpoint by hand while this waits can paste its secret at once. */
async function offerPrompt(context: CliContext, tools: PropertyTools, whose: WebhookOf, told: ConnectionTold) {
  const { kind } = told.connected;
  if (kind !== 'by_hand' && (kind !== 'exists' || told.property.webhookSecrets[whose.mode].length > 0)) return;
  const typed = await promptForSecret(context, 'Signing secret (whsec_…, stays hidden; Enter to do it later): ');
  if (typed === undefined) return;
  const { after } = await storeWebhookSecret(tools, whose, takeParsed(parseWebhookSecret(typed)));
  context.output.write(describeConnection({ ...told, property: after, connected: { kind: 'stored' } }));
}

function toJson({ property, mode, url, connected }: ConnectionTold, rights: KeyRights, { settings }: OpenedStore) {
  return {
    property_id: property.id,
    mode,
    outcome: connected.kind,
    ...(connected.kind === 'by_hand' && { reason: connected.reason }),
    ...(connected.kind === 'created' && { endpoint_id: connected.endpointId }),
    ...(connected.kind === 'exists' && {
      endpoint_id: connected.endpoint.id,
      endpoint_enabled: connected.endpoint.isEnabled,
      missing_events: connected.endpoint.missingEventTypes,
    }),
    url: url ?? null,
    warnings: listAddressWarnings(property, url),
    events: webhookEventTypes,
    create_link: toEndpointLink(mode),
    webhook_secrets: summarizeSecrets(property, mode, settings.keyRing),
    missing_rights: rights.kind === 'found' ? rights.missing : null,
    key_link: fullKeyLink,
  };
}
