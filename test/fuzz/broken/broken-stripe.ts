// Faults in what reads Stripe’s events and answers, each to be found by the fuzzer.
import { createHmac } from 'node:crypto';
import { createPaymentReader } from '../../../functions/stripe/create-payment-reader.ts';
import { createSessionReader } from '../../../functions/stripe/create-session-reader.ts';
import { listPaymentLinks } from '../../../functions/stripe/list-payment-links.ts';
import { listWebhookEndpoints } from '../../../functions/stripe/list-webhook-endpoints.ts';
import { verifyEvent } from '../../../functions/stripe/verify-event.ts';
import { stripeAnswersTarget } from '../targets/stripe-answers.ts';
import { webhookEventTarget } from '../targets/webhook-event.ts';
import type { BrokenTarget } from './broken-target.ts';

/** Each with the fault in words. */
export const brokenStripe: readonly BrokenTarget[] = [
  [
    'takes every event for a signed one',
    webhookEventTarget((body, _header, secrets, nowMs) => {
      const seconds = Math.floor(nowMs / 1_000);
      const hmac = createHmac('sha256', secrets[0] ?? '').update(`${seconds}.${body.toString('utf8')}`);
      return verifyEvent(body, `t=${seconds},v1=${hmac.digest('hex')}`, secrets, nowMs);
    }),
  ],
  [
    'rejects with an error of another kind',
    stripeAnswersTarget({
      ...{ createSessionReader, listPaymentLinks, listWebhookEndpoints },
      createPaymentReader: (options) => ({
        ...createPaymentReader(options),
        findSessionId: async () => {
          throw new Error('Stripe is not there.');
        },
      }),
    }),
  ],
];
