// The report as markup.
import { describe, expect, it } from 'vitest';
import { renderJourney } from '../../../../../scripts/stand-ins/shop/thanks/journey-view.ts';
import type { PageRecords } from '../../../../../scripts/stand-ins/shop/thanks/page-records.ts';

const records: PageRecords = {
  sessionId: 'cs_test_1',
  lookup: { url: 'http://127.0.0.1:8788/checkout/sessions.json', status: 200, answer: { version: 1 } },
  pushes: [
    { ecommerce: null },
    {
      event: 'purchase',
      event_id: 'purchase:cs_test_1',
      customer_email: 'ada@example.com',
      customer_id: null,
      ecommerce: { value: 9, currency: 'EUR', items: [{ item_name: 'Pen <x>', price: 4.5, quantity: 2 }] },
    },
  ],
  tags: [{ name: 'Checkout conversion', event: 'gtm.js', status: 'succeeded' }],
  hits: [
    {
      sentBy: 'page',
      eventName: 'purchase',
      measurementId: 'G-DEMO',
      currency: 'EUR',
      items: [{ item_name: 'Pen', price: 4.5, quantity: 2 }],
      parameters: { value: 9 },
    },
  ],
  consoleLines: ['Tilltag: pushed purchase 9 EUR.'],
};

describe('renderJourney', () => {
  const { markup } = renderJourney(records, 'http://127.0.0.1:8789');

  it('shows event, hit, tags, console and answer', () => {
    expect(markup).toContain('<dt>ecommerce.value</dt><dd>9</dd>');
    expect(markup).toContain('<dt>customer_email</dt><dd>ada@example.com</dd>');
    expect(markup).toContain('<dt>items</dt><dd>2 × Pen at 4.5</dd>');
    expect(markup).toContain('<dt>stream</dt><dd>G-DEMO</dd>');
    expect(markup).toContain('<dt>sent by</dt><dd>page</dd>');
    expect(markup).toContain('<td>Checkout conversion</td>');
    expect(markup).toContain('Tilltag: pushed purchase 9 EUR.');
    expect(markup).toContain('answered 200');
  });

  it('escapes what the event holds and leaves out what is empty', () => {
    expect(markup).toContain('2 × Pen &lt;x&gt; at 4.5');
    expect(markup).not.toContain('<dt>customer_id</dt>');
  });

  it('shows first and last touch side by side, escaped, and nothing where none is known', () => {
    const touches = {
      first_touch: { at: '1', utm_source: '<i>', landing_page: 'shop.example/a' },
      last_touch: { at: '2', utm_source: 'google', gclid: 'abc' },
    };
    const pushes = [{ event: 'purchase', event_id: 'e', ...touches }];
    const shown = renderJourney({ ...records, pushes }, 'http://127.0.0.1:8789').markup;
    expect(shown).toContain('<th scope="row">Source</th><td>&lt;i&gt;</td><td>google</td>');
    expect(shown).toContain('<th scope="row">Google click</th><td>–</td><td>abc</td>');
    expect(shown).not.toContain('Meta click');
    expect(markup).not.toContain('Last touch');
  });

  it('leads to the sessions only while a payment is on its way', () => {
    const pending = { ...records, pushes: [{ event: 'checkout_pending', event_id: 'e', status: 'pending' }] };
    expect(markup).not.toContain('8789/dashboard');
    expect(renderJourney(pending, 'http://127.0.0.1:8789').markup).toContain('http://127.0.0.1:8789/dashboard');
  });
});
