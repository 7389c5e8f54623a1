// The schema of forwarded events, held to everything that the rules render.
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConsentState } from '../../../functions/contract/click-report.ts';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import { forwardedEventSchema } from '../../../functions/contract/forwarded-event-schema.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { EmailPolicy } from '../../../functions/rules/property.ts';
import { toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { arbitrarySession } from '../rules/arbitrary-session.ts';
import { fullClick, newParts, newPassport, newSession } from '../rules/event-parts.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry, newSubscriptionEntry } from '../store/records.ts';

const isForwardedEvent = new Ajv({ allErrors: true }).compile(forwardedEventSchema);
const share = { amountMinor: 1000, valueMinor: 840 };
const later: [LifecycleEvent, Entry][] = [
  ['refund', newRefundEntry({ share })],
  ['subscription_renewal', newInvoiceEntry()],
  ['trial_converted', newInvoiceEntry()],
  ['subscription_cancel', newSubscriptionEntry()],
  ['dispute', newDisputeEntry()],
];

function faultsOf(event: unknown): unknown {
  return isForwardedEvent(JSON.parse(JSON.stringify(event))) ? [] : isForwardedEvent.errors;
}

describe('forwardedEventSchema', () => {
  test.each(later)('%s keeps to it', (event, entry) => {
    const rendered = toForwardedEvent(newParts({ event, entry, session: newSession() }));
    expect(rendered.kind === 'event' && faultsOf(rendered.event)).toEqual([]);
  });

  test('every session under every consent and policy keeps to it', () => {
    const state = fc.constantFrom<ConsentState>('unset', 'granted', 'denied');
    const consent = fc.record({
      ad_storage: state,
      analytics_storage: state,
      ad_user_data: state,
      ad_personalization: state,
    });
    const policy = fc.constantFrom<EmailPolicy>('plain', 'hashed', 'none');
    const event = fc.constantFrom<LifecycleEvent>('purchase', 'trial_start', 'checkout_pending', 'checkout_expired');
    fc.assert(
      fc.property(
        arbitrarySession,
        consent,
        policy,
        event,
        fc.boolean(),
        (session, states, emailPolicy, name, hasClick) => {
          const parts = newParts({
            event: name,
            session: newSession(newPassport({ consent: states }), {}, session),
            click: hasClick ? fullClick : undefined,
          });
          const property = { ...parts.property, emailPolicy, deniedAnalytics: 'anonymous' } as const;
          const rendered = toForwardedEvent({ ...parts, property });
          expect(rendered.kind === 'event' && faultsOf(rendered.event)).toEqual([]);
        },
      ),
    );
  });
});
