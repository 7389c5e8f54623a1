// What the thank-you page says about a visit.
import { describe, expect, it } from 'vitest';
import type { ObservedHit, PageRecords } from '../../../../../scripts/stand-ins/shop/thanks/page-records.ts';
import { conversionTagName, summarize } from '../../../../../scripts/stand-ins/shop/thanks/summarize.ts';
import { toSteps } from '../../../../../scripts/stand-ins/shop/thanks/to-steps.ts';

const sessionId = `cs_test_${'a'.repeat(58)}`;

const purchase = {
  event: 'purchase',
  event_id: `purchase:${sessionId}`,
  status: 'paid',
  utm_source: 'newsletter',
  utm_medium: 'email',
  ecommerce: { transaction_id: sessionId, value: 12.5, currency: 'KWD' },
};

function seen(records: Partial<PageRecords> = {}): PageRecords {
  return { sessionId, lookup: undefined, pushes: [], tags: [], hits: [], consoleLines: [], ...records };
}

const ended = (status: string) => [{ name: conversionTagName, event: 'gtm.js', status }];
const answered = (status: number, answer: unknown = {}) => ({ url: 'http://127.0.0.1/', status, answer });
/** What is said of a purchase without parameters of a campaign. */
const textOf = (touches: object) =>
  summarize(seen({ pushes: [{ ...purchase, utm_source: null, utm_medium: null, ...touches }] })).text;
const states = (records: PageRecords) => toSteps(records).map(({ state }) => state);

describe('summarize', () => {
  it('names the money and the campaign of a purchase that was pushed', () => {
    const { kind, headline, text } = summarize(seen({ pushes: [{ ecommerce: null }, purchase] }));
    expect(kind).toBe('pushed');
    expect(headline.replace('\u00a0', ' ')).toBe('A purchase of KWD 12.500 is in the data layer');
    expect(text).toBe('Brought by the campaign newsletter / email.');
  });

  it('names the campaign as it was before Stripe, and the one that came first', () => {
    const first = { at: '1', utm_source: 'instagram', utm_campaign: 'reel' };
    const last = { at: '2', utm_source: 'newsletter', utm_medium: 'email' };
    const named = (touches: object) => summarize(seen({ pushes: [{ ...purchase, ...touches }] })).text;
    expect(named({ first_touch: first, last_touch: last })).toBe(
      'Brought by the campaign newsletter / email. The first visit came by instagram / reel.',
    );
    expect(named({ first_touch: last, last_touch: last })).toBe('Brought by the campaign newsletter / email.');
  });

  it('names the site that sent the visitor where there was no campaign', () => {
    expect(textOf({ last_touch: { at: '1', referrer_host: 'blog.example' } })).toBe(
      'No campaign is known; the visit came from blog.example.',
    );
  });

  it.each([
    ['gclid', 'a Google ad'],
    ['gbraid', 'a Google ad'],
    ['wbraid', 'a Google ad'],
    ['fbclid', 'a Meta ad'],
  ])('names the ad where the visit brought nothing but a %s', (name, ad) => {
    expect(textOf({ last_touch: { at: '1', [name]: 'abc', referrer_host: 'www.google.com' } })).toBe(
      `No campaign is known; the visit came from ${ad}.`,
    );
  });

  it('says that no campaign is known of a visit that brought none, whether or not a click is known', () => {
    expect(textOf({})).toBe('No campaign is known.');
    expect(textOf({ last_touch: { at: '1', landing_page: 'shop.example/' } })).toBe('No campaign is known.');
  });

  it('names a first visit by campaign or site beside a last one without, and none that brought nothing either', () => {
    const last_touch = { at: '2', landing_page: 'shop.example/' };
    const withFirst = (first: object) => textOf({ first_touch: { at: '1', ...first }, last_touch });
    expect(withFirst({ utm_source: 'instagram' })).toBe('No campaign is known. The first visit came by instagram.');
    expect(withFirst({ referrer_host: 'blog.example' })).toBe(
      'No campaign is known. The first visit came by blog.example.',
    );
    expect(withFirst({ landing_page: 'shop.example/a' })).toBe('No campaign is known.');
  });

  it('calls a trial by its own name', () => {
    const trial = { event: 'trial_start', event_id: 'trial_start:cs', status: 'free' };
    expect(summarize(seen({ pushes: [trial] })).headline).toBe('trial_start is in the data layer');
  });

  it('promises nothing of a payment on its way, on the first view and on a later one', () => {
    const pending = { event: 'checkout_pending', event_id: 'checkout_pending:cs', status: 'pending' };
    const later = seen({ tags: ended('succeeded'), lookup: answered(200, { status: 'pending' }) });
    for (const records of [seen({ pushes: [pending] }), later]) {
      const { kind, text } = summarize(records);
      expect(kind).toBe('pending');
      expect(text).toContain('Let the debit arrive, or fail, under “Checkout sessions”.');
      expect(text).toContain('Nobody needs to come back here for it');
    }
  });

  it('tells what the server sent, of a debit that arrived or failed, and of a page that came too late', () => {
    const hit = (eventName: string, value?: number): ObservedHit => ({
      sentBy: 'server',
      eventName,
      items: [],
      parameters: value === undefined ? {} : { value },
      currency: 'EUR',
    });
    const pending = { event: 'checkout_pending', event_id: 'checkout_pending:cs', status: 'pending' };
    expect(summarize(seen({ pushes: [pending], hits: [hit('purchase', 49.9)] }))).toMatchObject({
      kind: 'server',
      headline: 'The server told “GA4”: purchase of €49.90',
    });
    const failed = summarize(seen({ pushes: [pending], hits: [hit('checkout_failed')] }));
    expect(failed.headline).toBe('The server told “GA4”: checkout_failed');
    const late = seen({ tags: ended('succeeded'), lookup: answered(200, { status: 'paid' }), hits: [hit('purchase')] });
    expect(summarize(late).kind).toBe('server');
  });

  it('keeps to what the page pushed where the server told of a refund only', () => {
    const refund = { sentBy: 'server' as const, eventName: 'refund', items: [], parameters: {} };
    expect(summarize(seen({ pushes: [purchase], hits: [refund] })).kind).toBe('pushed');
  });

  it('says that a reload pushes nothing again', () => {
    const reload = seen({ tags: ended('succeeded'), lookup: answered(200, { status: 'paid' }) });
    expect(summarize(reload).kind).toBe('already');
  });

  it('repeats the reason of a tag that failed', () => {
    const failed = seen({ tags: ended('failed'), consoleLines: ['Tilltag: wrong host.'] });
    expect(summarize(failed)).toMatchObject({ kind: 'failed', text: 'Tilltag: wrong host.' });
  });

  it('waits while the tag runs and is silent without a session', () => {
    expect(summarize(seen({ tags: ended('running') })).kind).toBe('waiting');
    expect(summarize(seen({ sessionId: undefined })).kind).toBe('silent');
  });
});

describe('toSteps', () => {
  it('has passed every station once GA4 has received the purchase', () => {
    const hit = { sentBy: 'page' as const, eventName: 'purchase', items: [], parameters: {} };
    const lookup = answered(200, { client_reference_id: 'tt1_abc' });
    const records = seen({ lookup, pushes: [purchase], tags: ended('succeeded'), hits: [hit] });
    expect(states(records)).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
  });

  it('waits for the stations to come while the tag runs', () => {
    expect(states(seen({ tags: ended('running') }))).toEqual([
      'waiting',
      'done',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  it('tells apart a link that we decorated, one with a reference of its own and one without any', () => {
    const first = (answer: unknown) => toSteps(seen({ lookup: answered(200, answer) }))[0];
    const click = { last: { at: '1' } };
    expect(first({ client_reference_id: 'tt1_abc', click })).toMatchObject({ state: 'done', text: 'tt1_abc' });
    expect(first({ client_reference_id: 'member_42', click })).toMatchObject({
      state: 'none',
      text: 'kept the reference it had, member_42; the click is known by the cookie',
    });
    expect(first({ client_reference_id: 'member_42', click: {} })).toMatchObject({
      state: 'none',
      text: 'kept the reference it had, member_42; no click of this browser is known',
    });
    expect(first({ client_reference_id: null, click })).toMatchObject({
      state: 'none',
      text: 'it carried no reference; a click is known by the cookie',
    });
    expect(first({ client_reference_id: null, click: {} })).toMatchObject({
      state: 'none',
      text: 'it carried no reference; no click of this browser is known',
    });
  });

  it('expects no hit of a payment on its way', () => {
    const pending = { event: 'checkout_pending', event_id: 'checkout_pending:cs', status: 'pending' };
    const records = seen({ lookup: answered(200), pushes: [pending], tags: ended('succeeded') });
    expect(states(records)).toEqual(['none', 'done', 'done', 'done', 'done', 'none']);
  });

  it('expects no hit of a test that keeps out of reports', () => {
    const pushes = [{ ...purchase, event: 'purchase_test' }];
    const records = seen({ lookup: answered(200), pushes, tags: ended('succeeded') });
    expect(toSteps(records).at(-1)).toMatchObject({ state: 'none', text: 'nothing: tests keep out of reports' });
  });

  it('shows where a failed visit broke off', () => {
    const records = seen({ lookup: answered(404), tags: ended('failed') });
    expect(states(records)).toEqual(['none', 'done', 'failed', 'failed', 'none', 'none']);
    expect(states(seen({ sessionId: '{CHECKOUT_SESSION_ID}', tags: ended('failed') }))[1]).toBe('failed');
  });
});
