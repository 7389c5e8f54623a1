// What the thank-you page says about a visit.
import { describe, expect, it } from 'vitest';
import type { PageRecords } from '../../../../../scripts/stand-ins/shop/thanks/page-records.ts';
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
const states = (records: PageRecords) => toSteps(records).map(({ state }) => state);

describe('summarize', () => {
  it('names the money and the campaign of a purchase that was pushed', () => {
    const { kind, headline, text } = summarize(seen({ pushes: [{ ecommerce: null }, purchase] }));
    expect(kind).toBe('pushed');
    expect(headline.replace('\u00a0', ' ')).toBe('A purchase of KWD 12.500 is in the data layer');
    expect(text).toBe('Brought by the campaign newsletter / email.');
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
      expect(text).toContain('Let the debit arrive under “Stripe sessions”, then reload this page.');
      expect(text).toContain('remembers a pending answer for ten seconds');
    }
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
    const hit = { eventName: 'purchase', items: [], parameters: {} };
    const records = seen({ lookup: answered(200), pushes: [purchase], tags: ended('succeeded'), hits: [hit] });
    expect(states(records)).toEqual(['done', 'done', 'done', 'done', 'done']);
  });

  it('waits for the stations to come while the tag runs', () => {
    expect(states(seen({ tags: ended('running') }))).toEqual(['done', 'waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('expects no hit of a payment on its way', () => {
    const pending = { event: 'checkout_pending', event_id: 'checkout_pending:cs', status: 'pending' };
    const records = seen({ lookup: answered(200), pushes: [pending], tags: ended('succeeded') });
    expect(states(records)).toEqual(['done', 'done', 'done', 'done', 'none']);
  });

  it('shows where a failed visit broke off', () => {
    const records = seen({ lookup: answered(404), tags: ended('failed') });
    expect(states(records)).toEqual(['done', 'failed', 'failed', 'none', 'none']);
    expect(states(seen({ sessionId: '{CHECKOUT_SESSION_ID}', tags: ended('failed') }))[0]).toBe('failed');
  });
});
