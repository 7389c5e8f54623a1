// What the webhook's log says, how loudly and how often, and what it keeps to itself.
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../functions/contract/errors.ts';
import { HttpError } from '../../../functions/http/http-error.ts';
import { createWebhookLogs, type EventNote } from '../../../functions/webhook/logs.ts';
import { shortId } from '../../../functions/webhook/short-id.ts';
import { buildEvent, dispute, invoice, refund, session, subscription } from '../stripe/events.ts';
import { secrets, startWebhook } from './start-webhook.ts';

const note: EventNote = {
  startedAtMs: 1_000,
  trace: undefined,
  propertyId: 'tt_shopshop',
  stripeEvent: { id: 'evt_1NG8Du2eZvKYlo2CUI79vXWy', type: 'refund.created', livemode: true },
  objectId: 're_1NG8Du2eZvKYlo2CUI79vXWy',
};

function createLogs() {
  const clock = { nowMs: 1_250 };
  const lines: Record<string, unknown>[] = [];
  const logs = createWebhookLogs(
    (severity, message, fields) => lines.push({ severity, message, ...fields }),
    () => clock.nowMs,
  );
  return { lines, logs, clock };
}

describe('eventRecorded', () => {
  it('names event, type, mode and the short id of what it is about', () => {
    const { lines, logs } = createLogs();
    logs.eventRecorded(note, 'recorded');
    logs.eventRecorded(note, 'repeat');
    expect(lines).toEqual([
      {
        severity: 'INFO',
        message: 'The event was recorded.',
        event: 'event_recorded',
        route: '/webhooks/stripe',
        property_id: 'tt_shopshop',
        stripe_event: 'evt_1NG8Du2eZvKYlo2CUI79vXWy',
        stripe_type: 'refund.created',
        livemode: true,
        object: 're_…vXWy',
        latencyMs: 250,
        'logging.googleapis.com/trace': undefined,
      },
      expect.objectContaining({ severity: 'INFO', event: 'event_repeated' }),
    ]);
  });
});

describe('eventIgnored', () => {
  it.each([
    ['unknown_type', 'INFO'],
    ['out_of_scope', 'INFO'],
    ['session_open', 'INFO'],
    ['connected_account', 'WARNING'],
    ['wrong_mode', 'WARNING'],
  ])('writes %s as %s, with a sentence', (reason, severity) => {
    const { lines, logs } = createLogs();
    logs.eventIgnored(note, reason);
    expect(lines).toMatchObject([{ severity, event: 'event_ignored', reason, message: expect.stringMatching(/\.$/) }]);
  });
});

describe('requestRefused', () => {
  it.each<[ErrorCode, string]>([
    ['invalid_signature', 'WARNING'],
    ['thin_event', 'WARNING'],
    ['webhook_secret_missing', 'WARNING'],
    ['unknown_property', 'WARNING'],
    ['not_found', 'INFO'],
    ['body_too_large', 'INFO'],
    ['malformed_event', 'ERROR'],
    ['store_unavailable', 'ERROR'],
    ['internal', 'ERROR'],
  ])('writes %s as %s, with the sentence that names the cure', (code, severity) => {
    const { lines, logs } = createLogs();
    const error = new HttpError(code);
    logs.requestRefused(note, error, 'tt_shopshop');
    expect(lines).toMatchObject([{ severity, event: code, message: error.message }]);
  });

  it('writes three lines of one reason and property, then one a minute that says how many were left out', () => {
    const { lines, logs, clock } = createLogs();
    const refuse = () => logs.requestRefused(note, new HttpError('invalid_signature'), 'tt_shopshop');
    for (let count = 0; count < 100; count++) refuse();
    expect(lines).toHaveLength(3);
    logs.requestRefused(note, new HttpError('thin_event'), 'tt_shopshop');
    logs.requestRefused({ ...note, propertyId: 'tt_other' }, new HttpError('invalid_signature'), 'tt_other');
    expect(lines).toHaveLength(5);
    clock.nowMs += 60_000;
    refuse();
    expect(lines[5]).toMatchObject({ event: 'invalid_signature', left_out: 97 });
    clock.nowMs += 60_000;
    refuse();
    expect(lines[6]).not.toHaveProperty('left_out');
  });

  it('writes three lines of made-up properties, however many there are', () => {
    const { lines, logs } = createLogs();
    for (let count = 0; count < 100; count++) {
      const id = `tt_madeup${count}`;
      logs.requestRefused({ startedAtMs: 0, trace: undefined }, new HttpError('unknown_property'), id);
    }
    expect(lines.map((line) => line['property_id'])).toEqual(['tt_madeup0', 'tt_madeup1', 'tt_madeup2']);
  });

  it('bounds what a fault can write, and keeps addresses out of it', () => {
    const { lines, logs } = createLogs();
    const cause = new Error(`ada@example.com ${'x'.repeat(100_000)}`);
    logs.requestRefused(note, new HttpError('internal', { cause }), undefined);
    expect(JSON.stringify(lines).length).toBeLessThan(6_500);
    expect(JSON.stringify(lines)).not.toContain('ada');
  });
});

describe('shortId', () => {
  it.each([
    ['cs_test_a1b2c3d4e5f6', 'cs_test_…e5f6'],
    ['cs_live_a1b2c3d4e5f6', 'cs_live_…e5f6'],
    ['in_1MtHbELkdIwHu7ixl4OzzPMv', 'in_…zPMv'],
    ['re_1', 're_…'],
    ['ada@example.com', '…'],
    ['', '…'],
  ])('shows %s as %s', (id, short) => {
    expect(shortId(id)).toBe(short);
  });
});

describe('no log line and no answer', () => {
  it('holds a secret, an address, a name or a full session id, whatever was sent', async () => {
    const webhook = await startWebhook();
    const person = { email: 'ada@example.com', name: 'Ada Lovelace', phone: '+493012345678' };
    const events = [
      buildEvent('checkout.session.completed', { ...session, customer_details: person, customer_email: person.email }),
      buildEvent('checkout.session.completed', { ...session, mode: 'ada@example.com' }, { id: 'evt_2' }),
      buildEvent('checkout.session.completed', session, { id: 'ada@example.com', type: 'whsec_abcdefgh ada@x.org' }),
      buildEvent('checkout.session.completed', session, { livemode: true }),
      buildEvent('checkout.session.completed', { ...session, amount_total: 'ada@example.com' }),
      buildEvent('refund.created', { ...refund, receipt_number: 'ada@example.com' }),
      buildEvent('invoice.paid', { ...invoice, customer_email: person.email }),
      buildEvent('charge.dispute.created', { ...dispute, evidence: { customer_email_address: person.email } }),
      buildEvent('customer.subscription.deleted', { ...subscription, description: person.name }),
      '{"email":"ada@example.com"',
    ];
    const answers: string[] = [];
    for (const event of events) {
      answers.push((await webhook.send(event)).text);
      answers.push((await webhook.send(event, { secret: 'whsec_forgedForgedForged' })).text);
      answers.push((await webhook.send(event, { signature: 'v1=ada@example.com' })).text);
      answers.push((await webhook.send(event, { propertyId: 'ada@example.com' })).text);
      webhook.clock.nowMs += 60_000;
    }
    const told = `${JSON.stringify(webhook.logs)} ${answers.join(' ')}`;
    for (const word of [
      ...secrets.live,
      ...secrets.test,
      'whsec_abcdefgh',
      'forgedForged',
      'ada@',
      'ada%40',
      'Lovelace',
    ]) {
      expect(told).not.toContain(word);
    }
    expect(told).not.toContain(session.id);
    expect(told).not.toContain('+4930');
    expect(webhook.logs.length).toBeGreaterThan(events.length);
    await webhook.close();
  });
});
