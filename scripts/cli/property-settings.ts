// The settings that adding and changing a property share: their options, and how they are read.
import { type Command, Option } from 'commander';
import type { Sender } from '../../functions/contract/checkout-answer.ts';
import { knownFields } from '../../functions/rules/known-fields.ts';
import type { EmailPolicy, Property, Scope, ValueBasis } from '../../functions/rules/property.ts';
import {
  chooseScope,
  type PropertySettings,
  settingChoices,
  settingParsers,
  type settingRanges,
} from '../../functions/rules/property-settings.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import type { StripeKeyOptions } from './read-stripe-keys.ts';
import { takeOption } from './take-parsed.ts';

/** What the shared options hold after commander has read them; what was not given is absent. */
export interface PropertyOptions extends StripeKeyOptions {
  name?: string;
  hostname?: string[];
  valueBasis?: ValueBasis;
  emailPolicy?: EmailPolicy;
  sender?: Sender;
  personalDataMinutes?: number;
  maxSessionAgeHours?: number;
  clickDays?: number;
  scope?: Scope['kind'];
  paymentLink?: string[];
  graceMinutes?: number;
  unknownConsent?: Property['unknownConsent'];
  deniedAnalytics?: Property['deniedAnalytics'];
}

/** Declares the shared options on a command. */
export function addPropertyOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what people call the shop', (text) => takeOption(settingParsers.name(text)))
    .option('--hostname <hostname>', 'a host of thank-you pages, or *.example.com; repeatable', collectHostname)
    .option('--stripe-key <key>', 'a restricted key, or - for standard input; one live and one test key', collect)
    .option('--stripe-key-file <file>', 'a file that holds the key; repeatable', collect)
    .addOption(choice('--value-basis <basis>', 'what value and prices contain', settingChoices.valueBasis))
    .addOption(
      choice(
        '--email-policy <policy>',
        'which personal data pages get: as they are, as hashes, or none',
        settingChoices.emailPolicy,
      ),
    )
    .addOption(
      choice(
        '--sender <sender>',
        'who sends: pages alone, the server where no page did, or the server alone',
        settingChoices.sender,
      ),
    )
    .option('--personal-data-minutes <n>', 'how long personal data are answered', count('personalDataMinutes'))
    .option('--max-session-age-hours <n>', 'how long a session is answered at all', count('maxSessionAgeHours'))
    .option('--click-days <n>', 'how long a click on a payment link is remembered', count('clickDays'))
    .addOption(
      choice(
        '--scope <scope>',
        'which payments of the Stripe account belong to the property; where sites share one, payment_links rather than hostnames',
        settingChoices.scope,
      ),
    )
    .option('--payment-link <plink>', 'a payment link of the scope payment_links; repeatable', collectPaymentLink)
    .option(
      '--grace-minutes <n>',
      'how long the server leaves an event to the page (browser_first)',
      count('graceMinutes'),
    )
    .addOption(
      choice('--unknown-consent <state>', 'what counts where consent is not known', settingChoices.unknownConsent),
    )
    .addOption(
      choice(
        '--denied-analytics <policy>',
        'what the server does where analytics is denied: send nothing, or send it without anything about the buyer',
        settingChoices.deniedAnalytics,
      ),
    );
}

/** The settings that the options change; throws `UsageError` for options that contradict each other. */
export function toChanges(
  options: PropertyOptions,
  { scope: current }: Pick<Property, 'scope'>,
): Partial<PropertySettings> {
  const { name, hostname, valueBasis, emailPolicy, sender, personalDataMinutes, maxSessionAgeHours } = options;
  const { clickDays, graceMinutes, unknownConsent, deniedAnalytics } = options;
  return knownFields({
    name,
    hostnames: hostname && [...new Set(hostname)],
    valueBasis,
    emailPolicy,
    sender,
    personalDataMinutes,
    maxSessionAgeHours,
    clickDays,
    scope: toScope(options, current),
    graceMinutes,
    unknownConsent,
    deniedAnalytics,
  });
}

/** Says so where a setting was named that does nothing with the sender that the property has. */
export function noteIdleGrace(
  { messages }: Pick<CliContext, 'messages'>,
  { graceMinutes }: Pick<PropertyOptions, 'graceMinutes'>,
  { sender }: Pick<Property, 'sender'>,
): void {
  if (graceMinutes === undefined || sender === 'browser_first') return;
  const why = sender === 'server' ? 'the server sends without waiting for a page to report' : 'pages alone send';
  messages.write(`The grace does nothing under the sender ${sender}, where ${why}; it counts under browser_first.\n`);
}

function toScope({ scope: kind, paymentLink }: PropertyOptions, current: Scope): Scope {
  const chosen = chooseScope({ kind, paymentLinks: paymentLink }, current);
  switch (chosen.kind) {
    case 'scope':
      return chosen.scope;
    case 'misplaced_links':
      throw new UsageError(`Payment links belong to --scope payment_links, not to --scope ${kind}.`);
    case 'no_links':
      throw new UsageError('The scope payment_links needs at least one: --payment-link plink_…');
  }
}

function choice(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values);
}

function count(name: keyof typeof settingRanges): (text: string) => number {
  return (text) => takeOption(settingParsers[name](text));
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function collectHostname(value: string, earlier: string[] = []): string[] {
  return [...earlier, takeOption(settingParsers.hostname(value))];
}

function collectPaymentLink(value: string, earlier: string[] = []): string[] {
  return [...earlier, takeOption(settingParsers.paymentLink(value))];
}
