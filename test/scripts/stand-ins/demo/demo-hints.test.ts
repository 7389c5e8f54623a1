// What the demo tells the console to say: values that the demo's own parts take.
import { describe, expect, it } from 'vitest';
import { stepIds } from '../../../../functions/console/setup/setup-steps.ts';
import { parseMeasurementId } from '../../../../functions/properties/destinations/destination-place.ts';
import { parseStripeKey } from '../../../../functions/properties/stripe-keys/parse-stripe-key.ts';
import { parseHostnamePattern } from '../../../../functions/rules/hostnames.ts';
import { toRedirectUrl } from '../../../../functions/rules/redirect-url.ts';
import { createDemoHints } from '../../../../scripts/stand-ins/demo/demo-hints.ts';

const places = {
  shopUrl: 'http://127.0.0.1:8787',
  collectorUrl: 'http://127.0.0.1:8790',
  propertyId: 'tt_theDemosOwn',
};
const findHint = createDemoHints(() => places);

const copiedAt = (place: Parameters<typeof findHint>[0]) =>
  (findHint(place, 'tt_ofSomebody')?.parts ?? []).flatMap(({ copied }) => copied ?? []);

describe('createDemoHints', () => {
  it('says at every step of a property of one’s own but the value’s what to do', () => {
    const silent = stepIds.filter((step) => findHint(step, 'tt_ofSomebody') === undefined);
    expect(silent).toEqual(['value']);
  });

  it('names a hostname, a key, a page and a Measurement ID that the console takes', () => {
    const [host = ''] = copiedAt('new');
    expect(parseHostnamePattern(host)).toEqual({ kind: 'pattern', pattern: '127.0.0.1' });
    expect(copiedAt('name')).toEqual([host]);
    expect(parseStripeKey(copiedAt('keys')[0] ?? '')).toMatchObject({ kind: 'key', key: { mode: 'test' } });
    const [thankYou = ''] = copiedAt('redirect');
    expect(toRedirectUrl(thankYou, { hostnames: [host] })).toEqual({
      kind: 'value',
      value: 'http://127.0.0.1:8787/p/tt_ofSomebody/thank-you?session_id={CHECKOUT_SESSION_ID}',
    });
    const [measurementId = ''] = copiedAt('destinations');
    expect(parseMeasurementId(measurementId)).toEqual({ kind: 'value', value: measurementId });
  });

  it('leads from the last step to the property’s own page', () => {
    expect(findHint('test', 'tt_ofSomebody')?.link?.href).toBe('http://127.0.0.1:8787/p/tt_ofSomebody/pricing');
  });

  it('leaves the demo’s own property as it is: set up, with a shop to buy in', () => {
    expect(stepIds.filter((step) => findHint(step, places.propertyId) !== undefined)).toEqual(['test']);
    expect(findHint('test', places.propertyId)?.link?.href).toBe(places.shopUrl);
  });

  it('says of both, at the list of steps and at the check-up, why there is no key for live payments', () => {
    for (const id of [places.propertyId, 'tt_ofSomebody']) {
      for (const place of ['setup', 'doctor'] as const) {
        expect(findHint(place, id)?.parts[0]?.text, place).toMatch(/no key for live payments/);
      }
    }
  });

  it('is silent before the demo’s addresses are known', () => {
    expect(createDemoHints(() => undefined)('keys', 'tt_ofSomebody')).toBeUndefined();
  });
});
