// The settings that adding and changing a property share: their options, and how they are read.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Sender } from '../../functions/contract/checkout-answer.ts';
import { parseHostnamePattern } from '../../functions/rules/hostnames.ts';
import type { EmailPolicy, Property, ValueBasis } from '../../functions/rules/property.ts';
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
}

const valueBases: readonly ValueBasis[] = ['total', 'excluding_tax', 'excluding_tax_and_shipping'];
const emailPolicies: readonly EmailPolicy[] = ['plain', 'hashed', 'none'];
// The other senders need a destination for what the server sends.
const senders: readonly Sender[] = ['browser'];

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
    .option('--click-days <n>', 'how long a click on a payment link is remembered', parseDays);
}

/** The fields of a property that the options change. */
export function toChanges(options: PropertyOptions): Partial<Property> {
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.hostname === undefined ? {} : { hostnames: [...new Set(options.hostname)] }),
    ...(options.valueBasis === undefined ? {} : { valueBasis: options.valueBasis }),
    ...(options.emailPolicy === undefined ? {} : { emailPolicy: options.emailPolicy }),
    ...(options.sender === undefined ? {} : { sender: options.sender }),
    ...(options.personalDataMinutes === undefined ? {} : { personalDataMinutes: options.personalDataMinutes }),
    ...(options.maxSessionAgeHours === undefined ? {} : { maxSessionAgeHours: options.maxSessionAgeHours }),
    ...(options.clickDays === undefined ? {} : { clickDays: options.clickDays }),
  };
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
