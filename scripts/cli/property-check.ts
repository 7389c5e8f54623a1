// `property check`: whether everything that a property needs is there and works, from its keys to its destinations.
import type { Command } from 'commander';
import { checkDestinations } from '../../functions/properties/destinations/check-destinations.ts';
import { getProperty } from '../../functions/properties/get-property.ts';
import { findKeyRights } from '../../functions/properties/stripe-keys/find-key-rights.ts';
import { fullKeyLink } from '../../functions/properties/stripe-keys/key-link.ts';
import { rightBoxes } from '../../functions/properties/stripe-keys/needed-rights.ts';
import { openStripeKey } from '../../functions/properties/stripe-keys/open-stripe-key.ts';
import { probeStripeKey } from '../../functions/properties/stripe-keys/probe-stripe-key.ts';
import { findLastEventDay } from '../../functions/rules/last-event-day.ts';
import { stripeModes } from '../../functions/rules/own-mode.ts';
import type { Property, StripeMode } from '../../functions/rules/property.ts';
import type { Tally } from '../../functions/rules/stored-records.ts';
import type { Settings } from '../../functions/settings.ts';
import type { Store } from '../../functions/store/store.ts';
import { laterRights } from '../../functions/stripe/probe-rights.ts';
import type { CliContext } from './cli-context.ts';
import { CommandFailedError } from './cli-errors.ts';
import { checkWebhook } from './connect/check-webhook.ts';
import { toFinding } from './destination/destination-check.ts';
import { describeFindings, type Finding, markHelp, toFailure } from './finding.ts';
import { toTools } from './property-tools.ts';
import { describeProbe } from './stripe-key.ts';
import { withStore } from './with-store.ts';

/** Adds the command below `parent`. */
export function addPropertyCheck(parent: Command, context: CliContext): void {
  parent
    .command('check')
    .argument('<property-id>')
    .description('check keys, webhook secrets and destinations; exit code 1 where something is to be put right')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `${markHelp}\nFor more, payment links, shared payments and deliveries among it: npm run tilltag -- doctor tt_…\n`,
    )
    .action((id: string, options: { json?: true }) => runCheck(context, id, options.json === true));
}

async function runCheck(context: CliContext, id: string, isJson: boolean): Promise<void> {
  await withStore(context, async (opened) => {
    const { store, settings } = opened;
    const property = await getProperty(store, id);
    const findings: Finding[] = [];
    const lastDay = findLastEventDay(await listTallies(context, store, id));
    for (const mode of stripeModes) {
      findings.push(...(await checkKey(property, mode, settings)));
      findings.push(...checkWebhook(property, mode, { keyRing: settings.keyRing, lastDay }));
    }
    const destinations = await checkDestinations(toTools(context, opened), property, property.destinations);
    findings.push(...destinations.map((checked) => toFinding(id, checked)));
    if (property.destinations.length > 0 && property.sender === 'browser') {
      const cure = `npm run tilltag -- property update ${id} --sender browser_first`;
      const sentence = `It is browser, so nothing is sent to the destinations. Change it: ${cure}`;
      findings.push({ verdict: 'unproven', about: 'Sender', sentence });
    }
    if (property.stripeKeys.live === null && property.stripeKeys.test === null) {
      findings.push({ verdict: 'bad', about: 'Stripe keys', sentence: 'There is none, so no session can be read.' });
    }
    context.output.write(
      isJson
        ? `${JSON.stringify({ property_id: id, checks: findings })}\n`
        : describeFindings(findings, context.colors),
    );
    const failure = toFailure(findings);
    if (failure !== undefined) throw new CommandFailedError(failure);
  });
}

async function listTallies({ messages, now }: CliContext, store: Store, id: string): Promise<Tally[]> {
  return await store.listTallies(id, now(), (_id, { message }) => messages.write(`${message}\n`));
}

async function checkKey(property: Property, mode: StripeMode, settings: Settings): Promise<Finding[]> {
  const about = `Stripe key, ${mode}`;
  const key = openStripeKey(property, mode, settings.keyRing);
  if (key.kind === 'none') {
    const sentence = `There is none, but a webhook or destination is for ${mode}: sessions cannot be read.`;
    return concernsServer(property, mode) ? [{ verdict: 'bad', about, sentence }] : [];
  }
  if (key.kind === 'closed') return [{ verdict: 'bad', about, sentence: `It cannot be opened: ${key.fault}` }];
  const probed = await probeStripeKey({ mode, secret: key.apiKey }, settings.stripeApiBase);
  if (probed.kind !== 'accepted') return [{ verdict: 'bad', about, sentence: describeProbe(mode, probed) }];
  const good: Finding = { verdict: 'good', about, sentence: 'It reads sessions.' };
  if (!concernsServer(property, mode)) return [good];
  const rights = await findKeyRights(key, settings.stripeApiBase);
  if (rights.kind === 'no_key') return [good];
  if (rights.kind === 'unknown') return [good, { verdict: 'bad', about, sentence: rights.reason }];
  const lacking = rights.missing.map((right): Finding => {
    return {
      verdict: 'unproven',
      about,
      sentence: `Tick ${rightBoxes[right]}, or else it cannot ${laterRights[right]}.`,
    };
  });
  const cure: Finding = { verdict: 'unproven', about, sentence: `A key with all boxes ticked: ${fullKeyLink}` };
  return lacking.length === 0 ? [good] : [good, ...lacking, cure];
}

function concernsServer({ webhookSecrets, destinations }: Property, mode: StripeMode): boolean {
  return webhookSecrets[mode].length > 0 || destinations.some((destination) => destination.mode === mode);
}
