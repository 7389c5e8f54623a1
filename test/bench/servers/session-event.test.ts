// The load's events must be what Stripe sends, or the benches would measure refusals.
import { describe, expect, test } from 'vitest';
import { readEventFrame, toChange } from '../../../functions/stripe/to-change.ts';
import { toWireRecord } from '../../../functions/stripe/wire-record.ts';
import { toSessionId } from '../shops.ts';
import { toSessionEvent } from './session-event.ts';

const id = toSessionId('run001', 7);
const text = toSessionEvent(id, 1_767_225_600);

describe('toSessionEvent', () => {
  test('the event tells of the paid session, without its items', () => {
    const event = JSON.parse(text);
    expect(event).toMatchObject({ object: 'event', type: 'checkout.session.completed', created: 1_767_225_600 });
    expect(event.data.object).toMatchObject({ id, created: 1_767_225_600, payment_status: 'paid' });
    expect(event.data.object).not.toHaveProperty('line_items');
  });

  test('it is indented as Stripe does it, and nothing of the template is left in it', () => {
    expect(text.startsWith('{\n  "id": "evt_')).toBe(true);
    expect(text).not.toMatch(/~|1111111111|\{id\}/);
  });

  test('the webhook reads it as a change of that session', () => {
    const event = toWireRecord(JSON.parse(text));
    const frame = event && readEventFrame(event);
    const read = event && frame && toChange(event, frame);
    expect(read).toMatchObject({ kind: 'change', change: { livemode: true, object: { kind: 'session' } } });
  });

  test('two sessions have two events, two payments and two buyers', () => {
    const [one, two] = [id, toSessionId('run001', 8)].map((each) => JSON.parse(toSessionEvent(each, 1_767_225_600)));
    expect(two.id).not.toBe(one.id);
    expect(two.data.object.payment_intent).not.toBe(one.data.object.payment_intent);
    expect(two.data.object.customer_details.email).not.toBe(one.data.object.customer_details.email);
  });
});
