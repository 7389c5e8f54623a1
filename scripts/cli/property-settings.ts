// The settings that adding and changing a property share: their options, and how they are read.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Sender } from '../../functions/contract/checkout-answer.ts';
import { parseHostnamePattern } from '../../functions/rules/hostnames.ts';
import { knownFields } from '../../functions/rules/known-fields.ts';
import type { EmailPolicy, Property, Scope, ValueBasis } from '../../functions/rules/property.ts';
import type { CliContext } from './cli-context.ts';
import { UsageError } from './cli-errors.ts';
import type { StripeKeyOptions } from './read-stripe-keys.ts';

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

const valueBases: readonly ValueBasis[] = ['total', 'excluding_tax', 'excluding_tax_and_shipping'];
const emailPolicies: readonly EmailPolicy[] = ['plain', 'hashed', 'none'];
const senders: readonly Sender[] = ['browser', 'browser_first', 'server'];
const scopes: readonly Scope['kind'][] = ['account', 'payment_links', 'hostnames'];

/** Declares the shared options on a command. */
export function addPropertyOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what people call the shop', parseName)
    .option('--hostname <hostname>', 'a host of thank-you pages, or *.example.com; repeatable', collectHostname)
    .option('--stripe-key <key>', 'a restricted key, or - for standard input; one live and one test key', collect)
    .option('--stripe-key-file <file>', 'a file that holds the key; repeatable', collect)
    .addOption(choice('--value-basis <basis>', 'what value and prices contain', valueBases))
    .addOption(choice('--email-policy <policy>', 'which personal data pages get', emailPolicies))
    .addOption(choice('--sender <sender>', 'who sends the events', senders))
    .option('--personal-data-minutes <n>', 'how long personal data are answered', parseCount)
    .option('--max-session-age-hours <n>', 'how long a session is answered at all', parseCount)
    .option('--click-days <n>', 'how long a click on a payment link is remembered', parseDays)
    .addOption(choice('--scope <scope>', 'which payments of the Stripe account belong to the property', scopes))
    .option('--payment-link <plink>', 'a payment link of the scope payment_links; repeatable', collectPaymentLink)
    .option('--grace-minutes <n>', 'how long the server leaves an event to the page (browser_first)', parseGrace)
    .addOption(choice('--unknown-consent <state>', 'what counts where consent is not known', ['denied', 'granted']))
    .addOption(
      choice('--denied-analytics <policy>', 'what the server does where analytics is denied', [
        'suppress',
        'anonymous',
      ]),
    );
}

/** Those of the property's fields that the options change; throws `UsageError` for options that contradict each other. */
export function toChanges(options: PropertyOptions, { scope: current }: Pick<Property, 'scope'>): Partial<Property> {
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

/** Payment links alone mean their scope; the scope alone keeps the links that are there. */
function toScope({ scope: kind, paymentLink }: PropertyOptions, current: Scope): Scope | undefined {
  if (paymentLink !== undefined) {
    if (kind !== undefined && kind !== 'payment_links') {
      throw new UsageError(`Payment links belong to --scope payment_links, not to --scope ${kind}.`);
    }
    return { kind: 'payment_links', ids: [...new Set(paymentLink)] };
  }
  if (kind !== 'payment_links') return kind && { kind };
  if (current.kind === 'payment_links') return current;
  throw new UsageError('The scope payment_links needs at least one: --payment-link plink_…');
}

function choice(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values);
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function collectHostname(value: string, earlier: string[] = []): string[] {
  const parsed = parseHostnamePattern(value);
  if (parsed.kind === 'refused') throw new InvalidArgumentError(parsed.reason);
  return [...earlier, parsed.pattern];
}

function collectPaymentLink(value: string, earlier: string[] = []): string[] {
  if (/^plink_[A-Za-z0-9]{8,250}$/.test(value.trim())) return [...earlier, value.trim()];
  throw new InvalidArgumentError(
    'A payment link is named by its id, which begins with plink_ and stands at the end of its address in Stripe’s dashboard.',
  );
}

function parseGrace(value: string): number {
  const minutes = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (minutes < 1 || minutes > 1_440)
    throw new InvalidArgumentError('Write a whole number of minutes from 1 to 1440, such as 15.');
  return minutes;
}

function parseName(value: string): string {
  const name = value.trim();
  if (name === '' || name.length > 200 || /\p{Cc}/u.test(name)) {
    throw new InvalidArgumentError('A name has 1 to 200 characters on one line.');
  }
  return name;
}

function parseCount(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('Write a whole number, such as 60.');
  return Number(value);
}

function parseDays(value: string): number {
  const days = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (days < 1 || days > 3_650)
    throw new InvalidArgumentError('Write a whole number of days from 1 to 3650, such as 90.');
  return days;
}
