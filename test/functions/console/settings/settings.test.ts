// The settings page over HTTP: every part shown, read, saved by itself, and kept from being overwritten unseen.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { readSeen, toText } from './read-page.ts';

let running: RunningConsole;
let property: Property;
beforeEach(async () => {
  running = await startConsole();
  property = await running.addProperty({ name: 'Shop', hostnames: ['shop.example.com'] });
});
afterEach(() => running.close());

const settings = (rest = '') => `/properties/${property.id}/settings${rest}`;
const stored = async () => await running.store.findProperty(property.id);
const openPart = async (part: string) => readSeen((await running.get(settings())).body, settings(`/${part}`));

describe('GET /properties/:propertyId/settings', () => {
  test('shows every setting with what it does and its range', async () => {
    const { status, body } = await running.get(settings());
    expect(status).toBe(200);
    const text = toText(body);
    for (const label of [
      'Name and hostnames',
      'Which payments belong to this property',
      'What counts as the value of a payment',
      'Who reports purchases',
      'Grace for the thank-you page, in minutes',
      'E-mail address and other personal data',
      'How long pages get personal data, in minutes',
      'Where nothing is known of the buyer’s consent',
      'Where the buyer denied analytics',
      'How long a payment is answered at all, in hours',
      'How long a click on a payment link is remembered, in days',
    ]) {
      expect(text).toContain(label);
    }
    expect(text).toContain('A whole number of minutes from 1 to 1440. Most choose 15.');
    expect(text).toContain(property.id);
  });

  test('a viewer reads the values in words and finds no form', async () => {
    const { body } = await running.get(settings(), 'viewer');
    expect(toText(body)).toContain('Who reports purchases The thank-you page alone');
    expect(toText(body)).toContain('shop.example.com');
    expect(body).not.toContain('name="sender"');
    expect(body).not.toContain(`action="/console${settings('/sender')}"`);
  });

  test('a sender that a later change left without a destination is told', async () => {
    await running.store.changeProperty({ ...property, sender: 'browser_first' });
    expect(toText((await running.get(settings())).body)).toContain('The server has nowhere to send to');
  });
});

describe('POST /properties/:propertyId/settings/:part', () => {
  test.each([
    [
      'name',
      { name: ' New name ', hostnames: 'a.example.com b.example.com' },
      { name: 'New name', hostnames: ['a.example.com', 'b.example.com'] },
    ],
    [
      'payments',
      { scope: 'payment_links', payment_links: 'plink_abcdefgh1' },
      {
        scope: { kind: 'payment_links', ids: ['plink_abcdefgh1'] },
        scopeChanges: [
          { atMs: Date.parse('2026-05-12T10:00:00Z'), scope: { kind: 'account' }, hostnames: ['shop.example.com'] },
        ],
      },
    ],
    ['value', { value_basis: 'excluding_tax' }, { valueBasis: 'excluding_tax' }],
    ['sender', { sender: 'browser', grace_minutes: '30' }, { sender: 'browser', graceMinutes: 30 }],
    [
      'privacy',
      { email_policy: 'hashed', personal_data_minutes: '0' },
      { emailPolicy: 'hashed', personalDataMinutes: 0 },
    ],
    [
      'consent',
      { unknown_consent: 'granted', denied_analytics: 'anonymous' },
      { unknownConsent: 'granted', deniedAnalytics: 'anonymous' },
    ],
    ['limits', { max_session_age_hours: '24', click_days: '30' }, { maxSessionAgeHours: 24, clickDays: 30 }],
  ])('saves the part %s and nothing else', async (part, fields, expected) => {
    const seen = await openPart(part);
    const answer = await running.post(settings(`/${part}`), { seen, ...fields });
    expect(answer).toMatchObject({ status: 303, location: `/console${settings()}?notice=saved` });
    const { updatedAtMs } = property;
    expect(await stored()).toEqual({ ...property, ...expected, version: 2, updatedAtMs });
  });

  test('writes the settings that changed to the audit trail, and nothing where none did', async () => {
    const seen = await openPart('limits');
    await running.post(settings('/limits'), { seen, max_session_age_hours: '48', click_days: '30' });
    await running.post(settings('/limits'), { seen, max_session_age_hours: '48', click_days: '30' });
    const events = await running.store.console.listAuditEvents({ accountId: running.accountId, limit: 10 });
    const about = 'How long a click on a payment link is remembered, in days: 90 → 30';
    expect(events).toMatchObject([{ what: 'settings_changed', about, propertyId: property.id }]);
    expect((await stored())?.version).toBe(2);
  });

  test('shows the part again with each fault at its field and what was entered', async () => {
    const answer = await running.post(settings('/limits'), {
      seen: await openPart('limits'),
      ...{ max_session_age_hours: 'two days', click_days: '0' },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('id="max_session_age_hours-error"');
    expect(answer.body).toContain('id="click_days-error"');
    expect(answer.body).toContain('value="two days"');
    expect(await stored()).toEqual(property);
  });

  test('refuses a word that is no choice', async () => {
    const seen = await openPart('consent');
    const answer = await running.post(settings('/consent'), { seen, unknown_consent: 'maybe' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('id="unknown_consent-error"');
    expect(answer.body).toContain('id="denied_analytics-error"');
  });

  test('refuses at its field a sender that has nowhere to send', async () => {
    const seen = await openPart('sender');
    const answer = await running.post(settings('/sender'), { seen, sender: 'browser_first', grace_minutes: '20' });
    expect(answer.status).toBe(422);
    expect(toText(answer.body)).toContain('Add a destination first, under Destinations.');
    expect(answer.body).toContain('value="20"');
    expect(await stored()).toEqual(property);
  });

  test('tells who was too late what is stored now, keeps what was entered, and takes it the second time', async () => {
    const seen = await openPart('limits');
    await running.post(settings('/limits'), { seen, max_session_age_hours: '48', click_days: '10' });
    const late = await running.post(settings('/limits'), { seen, max_session_age_hours: '48', click_days: '20' });
    expect(late.status).toBe(422);
    expect(toText(late.body)).toContain('Somebody else changed this part after you opened the page');
    expect(toText(late.body)).toContain('How long a click on a payment link is remembered, in days 10');
    expect(late.body).toContain('value="20"');
    expect((await stored())?.clickDays).toBe(10);
    const again = { seen: readSeen(late.body, settings('/limits')), max_session_age_hours: '48', click_days: '20' };
    expect((await running.post(settings('/limits'), again)).status).toBe(303);
    expect((await stored())?.clickDays).toBe(20);
  });

  test('a change of another part in between is kept and disturbs nobody', async () => {
    const seen = await openPart('limits');
    await running.post(settings('/value'), { seen: await openPart('value'), value_basis: 'excluding_tax' });
    const answer = await running.post(settings('/limits'), { seen, max_session_age_hours: '24', click_days: '20' });
    expect(answer.status).toBe(303);
    expect(await stored()).toMatchObject({ valueBasis: 'excluding_tax', maxSessionAgeHours: 24, clickDays: 20 });
  });

  test('two who want the same do not disturb each other', async () => {
    const seen = await openPart('limits');
    const fields = { seen, max_session_age_hours: '24', click_days: '20' };
    expect((await running.post(settings('/limits'), fields)).status).toBe(303);
    expect((await running.post(settings('/limits'), fields)).status).toBe(303);
  });
});
