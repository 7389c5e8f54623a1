// The webhook function on a real socket: any bytes, and events that are signed rightly and malformed all the same.
import { createHmac } from 'node:crypto';
import type fc from 'fast-check';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { nowSeconds, secrets, startWebhook, type WebhookOptions } from '../../functions/webhook/start-webhook.ts';
import { type RawExchange, rawExchanges } from '../arbitraries/raw-requests.ts';
import { anyEvent } from '../arbitraries/stripe-objects.ts';
import { ensure, ensureDiscreet } from '../oracle.ts';
import { ensureDocumented, exchange } from '../raw-exchange.ts';
import { type Target, toTarget } from '../target.ts';

/** The property of the helper that starts the function. */
const path = webhookPath('tt_webhookshop000000000');

/** Stands in a header for the signature of the body behind it. */
const word = 'SIGNATURE';

const inputs: fc.Arbitrary<RawExchange> = rawExchanges({
  paths: [path, path, path, webhookPath('tt_unknown00000'), '/health', `${path}?a=%zz`],
  bodies: anyEvent.map((event) => JSON.stringify(event)),
  headers: [
    `Stripe-Signature: t=${nowSeconds},v1=${word}`,
    `stripe-signature: t=${nowSeconds - 400},v1=${word}`,
    'Stripe-Signature: t=1',
  ],
});

/** The function, with the faults that a test builds into it. */
export function webhookHttpTarget(options: WebhookOptions = {}): Target {
  return toTarget({
    name: 'webhook-http',
    reads: 'bytes on a socket, from anybody, at the webhook function',
    isSlow: true,
    inputs,
    async open() {
      const env = { TILLTAG_LIMIT_ADDRESS_PER_SECOND: '1e9', TILLTAG_LIMIT_ADDRESS_BURST: '1e9' };
      const webhook = await startWebhook({ ...options, env });
      return {
        async examine({ text, isCut }) {
          for (const answer of await exchange(webhook.url, { text: sign(text), isCut }))
            ensureDocumented(answer, [200]);
          const health = await webhook.ask('/health');
          ensure(health.status === 200, 'The next good request was not answered.');
          ensureDiscreet(JSON.stringify(webhook.logs.splice(0)), 'The log');
          // What was written can be read, whatever it was.
          await webhook.store.listEntries({ propertyId: webhook.property.id, limit: 20 });
        },
        close: () => webhook.close(),
      };
    },
  });
}

/** For a single request with a length; others keep the word, which is a wrong signature. */
function sign(text: string): string {
  if (!text.includes(word)) return text;
  const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1');
  const hmac = createHmac('sha256', secrets.test[0]).update(`${nowSeconds}.`).update(body);
  return text.replaceAll(word, hmac.digest('hex'));
}
