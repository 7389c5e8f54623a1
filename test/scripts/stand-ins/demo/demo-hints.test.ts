// What the demo tells the console to say: values that the demo's own parts take.
import { describe, expect, it } from 'vitest';
import { stepIds } from '../../../../functions/console/setup/setup-steps.ts';
import {
  parseDestinationSecret,
  parseMeasurementId,
} from '../../../../functions/properties/destinations/destination-place.ts';
import { parseStripeKey } from '../../../../functions/properties/stripe-keys/parse-stripe-key.ts';
import { parseHostnamePattern } from '../../../../functions/rules/hostnames.ts';
import { toRedirectUrl } from '../../../../functions/rules/redirect-url.ts';
import { createDemoHints } from '../../../../scripts/stand-ins/demo/demo-hints.ts';

const places = {
  shopUrl: 'http://127.0.0.1:8787',
  collectorUrl: 'http://127.0.0.1:8790',
  functionUrl: 'http://127.0.0.1:8788',
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

  it('names a hostname, a key, a page, a Measurement ID and an API secret that the console takes', () => {
    const [host = ''] = copiedAt('new');
    expect(parseHostnamePattern(host)).toEqual({ kind: 'pattern', pattern: '127.0.0.1' });
    expect(copiedAt('name')).toEqual([host]);
    expect(parseStripeKey(copiedAt('keys')[0] ?? '')).toMatchObject({ kind: 'key', key: { mode: 'test' } });
    const [thankYou = ''] = copiedAt('redirect');
    expect(toRedirectUrl(thankYou, { hostnames: [host] })).toEqual({
      kind: 'value',
      value: 'http://127.0.0.1:8787/p/tt_ofSomebody/thank-you?session_id={CHECKOUT_SESSION_ID}',
    });
    const [measurementId = '', secret = ''] = copiedAt('destinations');
    expect(parseMeasurementId(measurementId)).toEqual({ kind: 'value', value: measurementId });
    expect(parseDestinationSecret(secret)).toEqual({ kind: 'value', value: secret });
  });

  it('gives the address that the webhook is made for, and calls none right that somebody may have entered instead', () => {
    expect(copiedAt('webhook')).toEqual([places.functionUrl]);
    expect(findHint('webhook', 'tt_ofSomebody')?.parts[0]?.text).not.toContain('below');
  });

  it('leads from the last step to the property’s own page', () => {
    expect(findHint('test', 'tt_ofSomebody')?.link?.href).toBe('http://127.0.0.1:8787/p/tt_ofSomebody/pricing');
  });

  it('leaves the demo’s own property as it is: set up, with a shop to buy in', () => {
    expect(stepIds.filter((step) => findHint(step, places.propertyId) !== undefined)).toEqual(['test']);
    expect(findHint('test', places.propertyId)?.link?.href).toBe(places.shopUrl);
  });

  it('says at the overview of the demo’s own property why a step is left, and what to look at instead', () => {
    const { parts = [], link } = findHint('overview', places.propertyId) ?? {};
    expect(parts[0]?.text).toMatch(
      /Buy something there.*Conversions, Coverage.*Stripe keys as it is.*nobody pays for real in the demo/,
    );
    expect(link?.href).toBe(places.shopUrl);
    for (const place of ['overview', 'test'] as const) {
      expect(findHint(place, places.propertyId)?.parts[1]?.text).toContain('push test payments like live ones');
    }
    expect(findHint('overview', 'tt_ofSomebody')?.parts[0]?.text).toMatch(/no key for live payments/);
  });

  it('sends nobody to the key for live payments, and names the account by which a property of one’s own is made', () => {
    for (const id of [places.propertyId, 'tt_ofSomebody']) {
      for (const place of ['overview', 'setup'] as const) expect(findHint(place, id)?.leave).toEqual(['only_test_key']);
    }
    const { text = '' } = findHint('overview', places.propertyId)?.parts[0] ?? {};
    expect(text).toMatch(/make a property of your own: “My shops” at the top of the page, then New property\.$/);
  });

  it('says beside the payments of the demo’s own property that its tests are pushed like live ones', () => {
    for (const place of ['conversions', 'payment'] as const) {
      expect(findHint(place, places.propertyId)?.parts[0]?.text).toContain('push test payments like live ones');
      expect(findHint(place, 'tt_ofSomebody')).toBeUndefined();
    }
  });

  it('says that the redirect is all that its step needs', () => {
    const texts = findHint('redirect', 'tt_ofSomebody')?.parts.map(({ text }) => text) ?? [];
    expect(texts.join(' ')).toMatch(/That is all, and this step is done\. If you like/);
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
