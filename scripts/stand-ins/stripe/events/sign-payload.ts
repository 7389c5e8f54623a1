// Signs a webhook's body as Stripe does (https://docs.stripe.com/webhooks#verify-manually).
import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` header: one signature for each secret, over the time and the exact bytes. */
export function signPayload(body: string, secrets: readonly string[], signedAtSeconds: number): string {
  const signatures = secrets.map((secret) => {
    const hex = createHmac('sha256', secret).update(`${signedAtSeconds}.${body}`, 'utf8').digest('hex');
    return `v1=${hex}`;
  });
  return [`t=${signedAtSeconds}`, ...signatures].join(',');
}
