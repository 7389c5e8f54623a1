// The body and signature of a webhook, from anybody; and events that Stripe signed, whatever an API version made of them.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { StripeChange } from '../../../functions/rules/stripe-change.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { type EventVerification, verifyEvent } from '../../../functions/stripe/verify-event.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { anyEvent } from '../arbitraries/stripe-objects.ts';
import { ensure, ensureDiscreet } from '../oracle.ts';
import { type Target, toTarget } from '../target.ts';

const secrets = ['whsec_newSecret0123456789', 'whsec_oldSecret0123456789'];
const nowSeconds = 1_790_000_100;

/** Stands in headers for the right signature of the body. */
const signatureWord = 'SIGNATURE';

const headers = fc.constantFrom(
  `t=${nowSeconds},v1=${signatureWord}`,
  `t=${nowSeconds},v1=${signatureWord},v0=00`,
  `t=${nowSeconds},v1=00,v1=${signatureWord}`,
  `t=${nowSeconds - 301},v1=${signatureWord}`,
  `t=1,t=${nowSeconds},v1=${signatureWord}`,
);

const inputs = fc.record({
  body: fc.oneof(
    { weight: 8, arbitrary: anyEvent.map((event) => JSON.stringify(event)) },
    { weight: 1, arbitrary: mutatedText(anyEvent.map((event) => JSON.stringify(event))) },
    { weight: 1, arbitrary: fc.constantFrom('['.repeat(100_000), `{"a":${'{"a":'.repeat(5_000)}`, '1', '""', 'null') },
  ),
  header: fc.oneof(
    { weight: 6, arbitrary: fc.constant(`t=${nowSeconds},v1=${signatureWord}`) },
    mutatedText(headers),
    hostileText,
  ),
  secret: fc.constantFrom(...secrets, 'whsec_otherSecret0123456789'),
});

/** The verification and everything behind it, up to the store. */
export function webhookEventTarget(verify: typeof verifyEvent = verifyEvent): Target {
  return toTarget({
    name: 'webhook-event',
    reads: 'webhooks, from anybody, and from Stripe in any API version',
    inputs,
    async open() {
      let store = await openStore('sqlite::memory:');
      let count = 0;
      return {
        async examine({ body, header, secret }) {
          count += 1;
          // An entry of an earlier input would stand in this one's way.
          if (count % 100 === 0) {
            await store.close();
            store = await openStore('sqlite::memory:');
          }
          const bytes = Buffer.from(body);
          const signed = header.replaceAll(signatureWord, sign(bytes, secret));
          const verified = await verify(bytes, signed, secrets, nowSeconds * 1_000);
          ensureDiscreet(verified.kind === 'refused' ? verified.reason : '', 'The refusal');
          if (verified.kind === 'refused') return;
          ensure(isSignedNow(bytes, signed), 'It took an event that nobody signed.');
          await examineEvent(store, verified, count);
        },
        close: () => store.close(),
      };
    },
  });
}

async function examineEvent(
  store: Store,
  verified: EventVerification & { kind: 'verified' },
  count: number,
): Promise<void> {
  const { event } = verified;
  ensure(
    Number.isSafeInteger(verified.createdSeconds) && typeof verified.livemode === 'boolean',
    'The event has no time.',
  );
  if (event.kind === 'ignored') return;
  const property = newProperty(`tt_shop${count}`, 0);
  const recording = { nowMs: nowSeconds * 1_000, source: 'webhook' } as const;
  const outcome = await recordChange(store, property, event.change, recording);
  if (outcome.kind === 'ignored') return;
  // Reading holds it to the schema of what is stored: what cannot be read again is lost.
  const entry = await store.findEntry(outcome.entry.id);
  ensure(entry !== undefined, 'What was recorded is not there.');
  await examineRepeat(store, property, event.change);
}

async function examineRepeat(
  store: Store,
  property: ReturnType<typeof newProperty>,
  change: StripeChange,
): Promise<void> {
  const recording = { nowMs: nowSeconds * 1_000, source: 'webhook' } as const;
  const again = await recordChange(store, property, change, recording);
  ensure(again.kind === 'repeat', 'The same event counted twice.');
}

/** As Stripe does it: https://docs.stripe.com/webhooks#verify-manually */
function sign(body: Buffer, secret: string): string {
  return createHmac('sha256', secret).update(`${nowSeconds}.`).update(body.toString('utf8')).digest('hex');
}

/** Told by nothing of ours and nothing of the SDK's. */
function isSignedNow(body: Buffer, header: string): boolean {
  const parts = header.split(',').map((part) => part.split('='));
  const time = parts.findLast(([name]) => name === 't')?.[1];
  const made = secrets.map((secret) => sign(body, secret));
  return time === String(nowSeconds) && parts.some(([name, value = '']) => name === 'v1' && made.includes(value));
}
