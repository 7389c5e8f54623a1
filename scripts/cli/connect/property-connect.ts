// `property connect`: tells Stripe where a property's events go, or tells a person how, and keeps the secret they are signed with.
import type { Command } from 'commander';
import type { StripeMode } from '../../../functions/rules/property.ts';
import { webhookEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import type { CliContext } from '../cli-context.ts';
import { UsageError } from '../cli-errors.ts';
import { findOwnMode, modeOption } from '../own-mode.ts';
import { getProperty } from '../property-show.ts';
import { addSecretOptions, promptForSecret, readSecret, type SecretOptions } from '../read-secret.ts';
import { type OpenedStore, withStore } from '../with-store.ts';
import { type Connected, type ConnectWish, forgetOld, makeEndpoint, storeSecret } from './connect-property.ts';
import { type ConnectionTold, describeConnection, toEndpointLink } from './describe-connection.ts';
import { toWebhookUrl } from './function-address.ts';
import { describeRights, findKeyRights, fullKeyLink, type KeyRights, openStripeKey } from './key-rights.ts';
import { parseWebhookSecret, summarizeSecrets } from './webhook-secrets.ts';

interface ConnectOptions extends SecretOptions {
  endpoint?: string;
  mode?: StripeMode;
  forgetOld?: true;
  json?: true;
}

const examples = `
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
    .option('--endpoint <url>', 'the public https address of your functions; it may have a path')
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
  const secret = given === undefined ? undefined : parseWebhookSecret(given);
  if (endpoint === undefined && secret === undefined && !forgetsOld) {
    throw new UsageError(
      'The endpoint is missing: --endpoint https://tags.example.com, the public address of your functions.',
    );
  }
  await withStore(context, async (opened) => {
    const url = endpoint === undefined ? undefined : toWebhookUrl(endpoint, id, opened.settings);
    const property = await getProperty(opened.store, id);
    const mode = options.mode ?? findOwnMode(property);
    const wish: ConnectWish = { id, mode, nowMs: context.now(), forgetsOld };
    const key = openStripeKey(property, mode, opened.settings);
    const connected = await connect(opened, wish, { secret, url, key });
    const rights = await findKeyRights(key, opened.settings.stripeApiBase);
    const told = { property: await getProperty(opened.store, id), mode, url, connected };
    if (options.json) context.output.write(`${JSON.stringify(toJson(told, rights, opened))}\n`);
    else {
      context.output.write(
        `${toHeading(told, context)}${describeConnection(told)}\n${describeRights(id, mode, rights)}`,
      );
      await offerPrompt(context, opened, wish, told);
    }
  });
}

interface ConnectMeans {
  secret: string | undefined;
  url: string | undefined;
  key: ReturnType<typeof openStripeKey>;
}

async function connect(opened: OpenedStore, wish: ConnectWish, { secret, url, key }: ConnectMeans): Promise<Connected> {
  if (secret !== undefined) {
    await storeSecret(opened, wish, secret);
    return { kind: 'stored' };
  }
  if (url !== undefined) {
    const connected = await makeEndpoint(opened, wish, { key, url });
    if (wish.forgetsOld && connected.kind !== 'created') await forgetOld(opened, wish);
    return connected;
  }
  await forgetOld(opened, wish);
  return { kind: 'forgotten' };
}

function toHeading({ property, mode, url }: ConnectionTold, { colors }: CliContext): string {
  const target = url === undefined ? '' : `: ${colors.bold(url)}`;
  return `Webhook of ${property.name}, ${mode}${target}\n`;
}

/** Whoever makes the endpoint by hand while this waits can paste its secret at once. */
async function offerPrompt(context: CliContext, opened: OpenedStore, wish: ConnectWish, told: ConnectionTold) {
  const { kind } = told.connected;
  if (kind !== 'by_hand' && (kind !== 'exists' || told.property.webhookSecrets[wish.mode].length > 0)) return;
  const typed = await promptForSecret(context, 'Signing secret (whsec_…, stays hidden; Enter to do it later): ');
  if (typed === undefined) return;
  const property = await storeSecret(opened, wish, parseWebhookSecret(typed));
  context.output.write(describeConnection({ ...told, property, connected: { kind: 'stored' } }));
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
    events: webhookEventTypes,
    create_link: toEndpointLink(mode),
    webhook_secrets: summarizeSecrets(property, mode, settings.keyRing),
    missing_rights: rights.kind === 'found' ? rights.missing : null,
    key_link: fullKeyLink,
  };
}
