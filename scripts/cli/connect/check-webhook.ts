// Says whether Stripe's events of one mode reach a property, as far as its secrets and counts tell.
import { wordLeftOut } from '../../../functions/doctor/texts/left-out-texts.ts';
import { summarizeSecrets } from '../../../functions/properties/webhook/webhook-secrets.ts';
import { findLeftOutAtMs } from '../../../functions/rules/left-out.ts';
import type { Property, StripeMode } from '../../../functions/rules/property.ts';
import type { KeyRing } from '../../../functions/store/key-ring.ts';
import type { Finding } from '../finding.ts';

/** What is known beside the property. */
export interface WebhookEvidence {
  keyRing: KeyRing;
  /** When an event last came, of whichever mode. */
  lastDay: string | undefined;
}

/** The lines about the webhook; none where nothing of this mode is set up. */
export function checkWebhook(property: Property, mode: StripeMode, { keyRing, lastDay }: WebhookEvidence): Finding[] {
  const about = `Webhook, ${mode}`;
  const secrets = summarizeSecrets(property, mode, keyRing);
  const faults = secrets.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (faults.length > 0) {
    return faults.map((fault) => ({ verdict: 'bad', about, sentence: `A secret cannot be opened: ${fault}` }));
  }
  if (secrets.length > 0) return [{ about, ...weighEvents(property, lastDay) }];
  const isConcerned = property.stripeKeys[mode] !== null || property.destinations.some((one) => one.mode === mode);
  const leftOutAtMs = findLeftOutAtMs(property, 'webhook');
  if (leftOutAtMs !== undefined && isConcerned) {
    const { what, loss } = wordLeftOut('webhook', leftOutAtMs);
    return [{ verdict: 'left_out', about, sentence: `${what} ${loss}` }];
  }
  const cure = `npm run tilltag -- property connect ${property.id} --mode ${mode} --endpoint https://tags.example.com`;
  if (property.destinations.some((destination) => destination.mode === mode)) {
    const sentence = `It is not connected, so the server learns of payments once an hour at best. Connect it: ${cure}`;
    return [{ verdict: 'bad', about, sentence }];
  }
  if (property.stripeKeys[mode] === null) return [];
  const sentence = `It is not connected: closed tabs, bank debits, refunds and renewals stay unknown. ${cure}`;
  return [{ verdict: 'unproven', about, sentence }];
}

/** Events are counted for the property, not for each mode, so that with two modes they prove neither. */
function weighEvents(
  { webhookSecrets: { live, test } }: Property,
  lastDay: string | undefined,
): Pick<Finding, 'verdict' | 'sentence'> {
  if (lastDay === undefined) {
    return {
      verdict: 'unproven',
      sentence: 'A secret is stored. That Stripe sends here is proven by the first event, and none has come yet.',
    };
  }
  return live.length > 0 && test.length > 0
    ? {
        verdict: 'unproven',
        sentence: `A secret is stored, and events came, the last on ${lastDay}; counts do not tell live ones from test ones.`,
      }
    : { verdict: 'good', sentence: `Stripe’s events come; the last one came on ${lastDay}.` };
}
