// Shows a property to a person or a program; of its secrets only what tells them apart.
import type { Property, StripeMode } from '../../functions/rules/property.ts';
import { UnsealError } from '../../functions/store/errors.ts';
import type { KeyRing } from '../../functions/store/key-ring.ts';
import { unseal } from '../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../functions/store/stripe-key-place.ts';
import type { Colors } from './cli-context.ts';

const modes: readonly StripeMode[] = ['live', 'test'];

/** What is shown of a Stripe key: that it is there, its last four characters, and whether it can be opened. */
export interface KeySummary {
  last4: string | null;
  reads_promotion_codes: boolean;
  /** Why the key cannot be opened with the present key ring. */
  fault?: string;
}

/** A property as `--json` prints it. */
export interface PropertySummary {
  property_id: string;
  name: string;
  hostnames: string[];
  value_basis: string;
  email_policy: string;
  sender: string;
  personal_data_minutes: number;
  max_session_age_hours: number;
  click_days: number;
  stripe_keys: Record<StripeMode, KeySummary | null>;
  has_container_secret: boolean;
  created_at: string;
  updated_at: string;
}

/** The property without its secrets. */
export function summarize(property: Property, keyRing: KeyRing): PropertySummary {
  return {
    property_id: property.id,
    name: property.name,
    hostnames: property.hostnames,
    value_basis: property.valueBasis,
    email_policy: property.emailPolicy,
    sender: property.sender,
    personal_data_minutes: property.personalDataMinutes,
    max_session_age_hours: property.maxSessionAgeHours,
    click_days: property.clickDays,
    stripe_keys: { live: summarizeKey(property, 'live', keyRing), test: summarizeKey(property, 'test', keyRing) },
    has_container_secret: property.containerSecretHash !== null,
    created_at: new Date(property.createdAtMs).toISOString(),
    updated_at: new Date(property.updatedAtMs).toISOString(),
  };
}

function summarizeKey(property: Property, mode: StripeMode, keyRing: KeyRing): KeySummary | null {
  const sealed = property.stripeKeys[mode];
  if (sealed === null) return null;
  const readsPromotionCodes = property.readsPromotionCodes[mode];
  try {
    const secret = unseal(keyRing, sealed, stripeKeyPlace(property.id, mode));
    return { last4: secret.slice(-4), reads_promotion_codes: readsPromotionCodes };
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    return { last4: null, reads_promotion_codes: readsPromotionCodes, fault: error.message };
  }
}

/** The summary as lines of text, a label and a value each. */
export function toText(summary: PropertySummary, colors: Colors): string {
  const rows: [string, string][] = [
    ['Property ID', colors.bold(summary.property_id)],
    ['Name', summary.name],
    ['Hostnames', summary.hostnames.join(', ')],
    ...modes.map((mode): [string, string] => [`Stripe key, ${mode}`, describeKey(summary.stripe_keys[mode], mode)]),
    ['Value', summary.value_basis],
    ['Personal data', `${summary.email_policy}, for ${summary.personal_data_minutes} minutes`],
    ['Sessions', `for ${summary.max_session_age_hours} hours`],
    ['Clicks', `for ${summary.click_days} days`],
    ['Sender', summary.sender],
    ['Container secret', summary.has_container_secret ? 'set' : 'none'],
    ['Added', summary.created_at],
    ['Changed', summary.updated_at],
  ];
  return rows.map(([label, value]) => `${colors.dim(label.padEnd(18))}${value}\n`).join('');
}

function describeKey(key: KeySummary | null, mode: StripeMode): string {
  if (key === null) return 'none';
  if (key.fault !== undefined) return `cannot be opened: ${key.fault}`;
  const coupons = key.reads_promotion_codes ? 'reads promotion codes' : 'no promotion codes, so coupons show their id';
  return `rk_${mode}_…${key.last4} (${coupons})`;
}
