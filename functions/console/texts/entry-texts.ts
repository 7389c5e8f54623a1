// What things in the ledger are called in lists: what happened, in a word or two.
import type { LifecycleEvent } from '../../contract/forwarded-event.ts';
import type { Entry } from '../../rules/entry.ts';

export const entryTexts = {
  /** By the event that an entry stands for. */
  events: {
    purchase: 'Purchase',
    trial_start: 'Trial started',
    setup_complete: 'Payment method saved',
    checkout_pending: 'Payment pending',
    checkout_failed: 'Payment failed',
    checkout_expired: 'Checkout abandoned',
    trial_converted: 'Trial became paid',
    refund: 'Refund',
    subscription_renewal: 'Renewal',
    subscription_refund: 'Refund of a renewal',
    subscription_cancel: 'Subscription ended',
    dispute: 'Dispute',
  } satisfies Record<LifecycleEvent, string>,
  /** Where an entry stands for no event, or for none yet. */
  kinds: {
    session: 'Checkout',
    refund: 'Refund',
    invoice: 'Invoice',
    dispute: 'Inquiry of a bank',
    subscription: 'Subscription ended',
  } satisfies Record<Entry['kind'], string>,
  modes: { live: 'live', test: 'test' },
} as const;
