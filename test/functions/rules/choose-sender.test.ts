// Who may send, before and after destinations come and go.
import { describe, expect, test } from 'vitest';
import { findSenderFault, senderWithFirst, senderWithout } from '../../../functions/rules/choose-sender.ts';
import type { ServerContainerDestination } from '../../../functions/rules/destination.ts';
import type { StripeMode } from '../../../functions/rules/property.ts';

const noKeys = { live: null, test: null };
const liveKey = { live: 'sealed', test: null };
const to = (mode: StripeMode): ServerContainerDestination => ({
  kind: 'server_container',
  id: `dst_${mode}`,
  mode,
  url: 'https://sgtm.example.com/checkout',
  secret: 'sealed',
});

describe('findSenderFault', () => {
  test('pages may send always', () => {
    expect(findSenderFault({ sender: 'browser', destinations: [], stripeKeys: liveKey })).toBeUndefined();
  });

  test.each(['browser_first', 'server'] as const)('%s needs a destination', (sender) => {
    expect(findSenderFault({ sender, destinations: [], stripeKeys: noKeys })).toBe('no_destination');
    expect(findSenderFault({ sender, destinations: [to('test')], stripeKeys: noKeys })).toBeUndefined();
  });

  test('server needs one for live payments where there is a live key; browser_first leaves these to pages', () => {
    const fields = { destinations: [to('test')], stripeKeys: liveKey };
    expect(findSenderFault({ sender: 'server', ...fields })).toBe('no_live_destination');
    expect(findSenderFault({ sender: 'browser_first', ...fields })).toBeUndefined();
    expect(findSenderFault({ sender: 'server', ...fields, destinations: [to('live')] })).toBeUndefined();
  });
});

describe('senderWithFirst', () => {
  test('the first destination turns browser into browser_first', () => {
    expect(senderWithFirst({ sender: 'browser', destinations: [], stripeKeys: noKeys })).toBe('browser_first');
  });

  test('a further one, and another sender, change nothing', () => {
    expect(senderWithFirst({ sender: 'browser', destinations: [to('test')], stripeKeys: noKeys })).toBe('browser');
    expect(senderWithFirst({ sender: 'server', destinations: [], stripeKeys: noKeys })).toBe('server');
  });
});

describe('senderWithout', () => {
  test('without any destination pages send', () => {
    expect(senderWithout({ sender: 'server', destinations: [], stripeKeys: noKeys })).toBe('browser');
  });

  test('without a live one pages come first again where there is a live key', () => {
    const destinations = [to('test')];
    expect(senderWithout({ sender: 'server', destinations, stripeKeys: liveKey })).toBe('browser_first');
    expect(senderWithout({ sender: 'server', destinations, stripeKeys: noKeys })).toBe('server');
  });
});
