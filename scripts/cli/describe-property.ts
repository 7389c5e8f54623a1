// Shows a property to a person or a program; of its secrets only what tells them apart.
import type { SecretOpener } from '../../functions/properties/destinations/destination-secret.ts';
import { type NamedSettings, nameSettings } from '../../functions/properties/name-settings.ts';
import { summarizeStripeKey } from '../../functions/properties/stripe-keys/open-stripe-key.ts';
import { type SecretSummary, summarizeSecrets } from '../../functions/properties/webhook/webhook-secrets.ts';
import { stripeModes } from '../../functions/rules/own-mode.ts';
import type { Property, StripeMode } from '../../functions/rules/property.ts';
import type { Colors } from './cli-context.ts';
import {
  type DestinationSummary,
  describeDestination,
  summarizeDestination,
} from './destination/describe-destination.ts';
import { senderWords } from './sender-words.ts';

/** What is shown of a Stripe key: that it is there, its last four characters, and whether it can be opened. */
export interface KeySummary {
  last4: string | null;
  reads_promotion_codes: boolean;
  /** Why the key cannot be opened with the present key ring. */
  fault?: string;
}

/** A property as `--json` prints it. */
export interface PropertySummary extends NamedSettings {
  stripe_keys: Record<StripeMode, KeySummary | null>;
  /** Newest first. */
  webhook_secrets: Record<StripeMode, SecretSummary[]>;
  destinations: DestinationSummary[];
}

/** The property without its secrets. */
export function summarize(property: Property, opener: SecretOpener): PropertySummary {
  const { keyRing } = opener;
  return {
    ...nameSettings(property),
    stripe_keys: { live: summarizeKey(property, 'live', opener), test: summarizeKey(property, 'test', opener) },
    webhook_secrets: {
      live: summarizeSecrets(property, 'live', keyRing),
      test: summarizeSecrets(property, 'test', keyRing),
    },
    destinations: property.destinations.map((one) => summarizeDestination(opener, property.id, one)),
  };
}

function summarizeKey(
  property: Property,
  mode: StripeMode,
  { keyRing }: Pick<SecretOpener, 'keyRing'>,
): KeySummary | null {
  const summary = summarizeStripeKey(property, mode, keyRing);
  if (summary === null) return null;
  const { readsPromotionCodes, ...shown } = summary;
  return { ...shown, reads_promotion_codes: readsPromotionCodes };
}

/** The summary as lines of text, a label and a value each. */
export function toText(summary: PropertySummary, colors: Colors): string {
  const rows: [string, string][] = [
    ['Property ID', colors.bold(summary.property_id)],
    ['Name', summary.name],
    ['Hostnames', summary.hostnames.join(', ')],
    ...stripeModes.map((mode): [string, string] => [
      `Stripe key, ${mode}`,
      describeKey(summary.stripe_keys[mode], mode),
    ]),
    ...stripeModes.map((mode): [string, string] => [
      `Webhook, ${mode}`,
      describeSecrets(summary.webhook_secrets[mode]),
    ]),
    ['Payments', describeScope(summary)],
    ['Value', summary.value_basis],
    ['Personal data', `${summary.email_policy}, for ${summary.personal_data_minutes} minutes`],
    ['Sessions', `for ${summary.max_session_age_hours} hours`],
    ['Clicks', `for ${summary.click_days} days`],
    ['Sender', `${summary.sender}: ${senderWords[summary.sender]}`],
    ...(summary.sender === 'browser_first'
      ? [['Grace', `${summary.grace_minutes} minutes`] satisfies [string, string]]
      : []),
    ['Consent', describeConsent(summary)],
    ...describeDestinations(summary.destinations),
    ['Container secret', summary.has_container_secret ? 'set' : 'none'],
    ['Added', summary.created_at],
    ['Changed', summary.updated_at],
  ];
  return rows.map(([label, value]) => `${colors.dim(label.padEnd(18))}${value}\n`).join('');
}

function describeSecrets(secrets: SecretSummary[]): string {
  if (secrets.length === 0) return 'not connected';
  return secrets
    .map(({ last4, fault }) => (fault === undefined ? `whsec_…${last4}` : `cannot be opened: ${fault}`))
    .join(', ');
}

function describeScope({ scope, payment_links: links }: PropertySummary): string {
  if (scope === 'account') return 'all of the Stripe account';
  return scope === 'hostnames' ? 'those whose buyers return to the hostnames' : `through ${links.join(', ')}`;
}

function describeConsent({ unknown_consent: unknown, denied_analytics: policy }: PropertySummary): string {
  const denied = policy === 'suppress' ? 'not sent' : 'sent without a visitor';
  return `where unknown: ${unknown}; where analytics is denied: ${denied}`;
}

function describeDestinations(destinations: DestinationSummary[]): [string, string][] {
  if (destinations.length === 0) return [['Destinations', 'none']];
  return destinations.map((destination, index) => [
    index === 0 ? 'Destinations' : '',
    describeDestination(destination),
  ]);
}

function describeKey(key: KeySummary | null, mode: StripeMode): string {
  if (key === null) return 'none';
  if (key.fault !== undefined) return `cannot be opened: ${key.fault}`;
  const coupons = key.reads_promotion_codes ? 'reads promotion codes' : 'no promotion codes, so coupons show their id';
  return `rk_${mode}_…${key.last4} (${coupons})`;
}
