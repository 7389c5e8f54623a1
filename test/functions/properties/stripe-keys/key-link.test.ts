// The links to Stripe's form tick exactly the boxes that a key needs.
import { describe, expect, test } from 'vitest';
import { fullKeyLink, restrictedKeyLink, toKeyLink } from '../../../../functions/properties/stripe-keys/key-link.ts';

const ticked = (link: string) => new URL(link).searchParams.getAll('permissions[]');

describe('toKeyLink', () => {
  test('ticks what every key needs, and the rights that are named', () => {
    expect(ticked(toKeyLink(['rak_event_read']))).toEqual([
      'rak_checkout_session_read',
      'rak_promotion_code_read',
      'rak_payment_links_read',
      'rak_event_read',
    ]);
  });

  test('ticks no box twice', () => {
    expect(ticked(toKeyLink(['rak_payment_links_read', 'rak_payment_links_write']))).toEqual([
      ...['rak_checkout_session_read', 'rak_promotion_code_read'],
      ...['rak_payment_links_read', 'rak_payment_links_write'],
    ]);
  });

  test('opens the form of the mode that is named', () => {
    expect(new URL(toKeyLink([], 'test')).pathname).toBe('/test/apikeys/create');
    expect(new URL(toKeyLink([], 'live')).pathname).toBe('/apikeys/create');
  });

  test('without further rights it is the form of the smallest key', () => {
    expect(ticked(restrictedKeyLink)).toEqual([
      ...['rak_checkout_session_read', 'rak_promotion_code_read', 'rak_payment_links_read'],
    ]);
  });

  test('the form of the whole key ticks what comes later, too, and lets nobody write', () => {
    expect(ticked(fullKeyLink)).toEqual([
      'rak_checkout_session_read',
      'rak_promotion_code_read',
      'rak_payment_links_read',
      'rak_event_read',
      'rak_charge_read',
      'rak_payment_intent_read',
      'rak_invoice_read',
      'rak_subscription_read',
    ]);
  });
});
