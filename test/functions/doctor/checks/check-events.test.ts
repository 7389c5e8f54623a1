// Whether Stripe's events come in, and whether they can be proven.
import { describe, expect, test } from 'vitest';
import { checkEvents } from '../../../../functions/doctor/checks/check-events.ts';
import { describeFinding } from '../../../../functions/doctor/texts/finding-texts.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { keyRing, otherKeyRing } from '../../properties/use-properties.ts';
import { newProperty } from '../../store/records.ts';
import { newFacts, tallyOf, today } from '../new-facts.ts';

const blank = newProperty({ stripeKeys: { live: null, test: null } });
const place = { propertyId: blank.id, field: 'webhook_live' };
const connected: Property = { ...blank, webhookSecrets: { live: [seal(keyRing, 'whsec_1', place)], test: [] } };
const ga4 = { kind: 'ga4', id: 'dst_1', mode: 'live', measurementId: 'G-1', region: 'global', secret: '' } as const;
const check = (property: Property, counts: Record<string, number> = {}, day = today) =>
  checkEvents(property, newFacts({ tallies: [tallyOf(counts, day)] }), keyRing);

describe('checkEvents', () => {
  test('says when the last event came in', () => {
    expect(check(connected, { accepted: 3, repeated: 1 })).toEqual([
      {
        code: 'events_arrive',
        verdict: 'green',
        about: 'webhook',
        data: { count: 4, lastDay: today, ofBothModes: false },
      },
    ]);
  });

  test('says where it cannot tell the modes of the events apart, because both are connected', () => {
    const both = { ...connected, webhookSecrets: { ...connected.webhookSecrets, test: connected.webhookSecrets.live } };
    const found = check(both, { accepted: 1 }).find(({ code }) => code === 'events_arrive');
    expect(found && describeFinding(found, blank.id).what).toContain('Live and test mode are counted together');
  });

  test('a secret without an event yet is yellow', () => {
    expect(check(connected)).toEqual([{ code: 'events_none', verdict: 'yellow', about: 'webhook', data: {} }]);
  });

  test('a mode with a destination and without a secret is red, one with a key alone yellow', () => {
    expect(check({ ...blank, destinations: [ga4] })).toEqual([
      { code: 'webhook_unconnected', verdict: 'red', about: 'webhook:live', data: { mode: 'live' } },
    ]);
    expect(check({ ...blank, stripeKeys: { live: null, test: 'sealed1.main.AAAA' } })).toMatchObject([
      { code: 'webhook_unconnected', verdict: 'yellow', about: 'webhook:test' },
    ]);
    expect(check(blank)).toEqual([]);
  });

  test('a webhook that was left out is neither red nor yellow, whatever waits for it, and is told once for both modes', () => {
    const keys = { live: 'sealed1.main.AAAA', test: 'sealed1.main.AAAA' };
    const left = { ...blank, destinations: [ga4], stripeKeys: keys, ticked: { webhook: 7 } };
    expect(check(left)).toEqual([
      { code: 'webhook_left_out', verdict: 'left_out', about: 'webhook', data: { atMs: 7 } },
    ]);
    expect(check({ ...connected, ticked: { webhook: 7 } })).toMatchObject([{ code: 'events_none' }]);
  });

  test('refusals without an accepted event since are red, others yellow, each told by its word', () => {
    const counts = { invalid_signature: 2, wrong_mode: 1, unknown_type: 7 };
    expect(check(connected, counts)).toContainEqual({
      ...{ code: 'events_refused', verdict: 'red', about: 'webhook' },
      data: { count: 3, lastDay: today, words: { invalid_signature: 2, wrong_mode: 1 } },
    });
    expect(check(connected, { ...counts, accepted: 1 })).toContainEqual(
      expect.objectContaining({ code: 'events_refused', verdict: 'yellow' }),
    );
    expect(check(connected, counts, '2023-11-10')).toContainEqual(
      expect.objectContaining({ code: 'events_refused', verdict: 'yellow' }),
    );
  });

  test('a secret that the key ring does not open is red', () => {
    const findings = checkEvents(connected, newFacts(), otherKeyRing);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'webhook_secret_closed', verdict: 'red', about: 'webhook:live' }),
    );
  });
});
