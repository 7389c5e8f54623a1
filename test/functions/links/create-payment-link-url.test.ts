// A payment link made on a server: what is added to it, and that what it has stays to the letter.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPaymentLinkUrl, type PaymentLinkOptions } from '../../../functions/links/create-payment-link-url.ts';
import { decodePassport } from '../../../functions/rules/decode-passport.ts';
import { readMarkdown, root } from '../../house/markdown.ts';

const link = 'https://buy.stripe.com/test_abc123';
const options: PaymentLinkOptions = {
  now: new Date('2026-11-21T12:00:00.900Z'),
  randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => index),
};
const granted = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
} as const;
const denied = {
  ad_storage: 'denied',
  analytics_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
};

describe('createPaymentLinkUrl', () => {
  test('adds a passport that says when the link was made and that nothing is known of consent', () => {
    const { url, clickId, passport } = createPaymentLinkUrl(link, options);
    expect(url).toBe(`${link}?client_reference_id=${passport}`);
    expect(clickId).toBe('AAECAwQFBgcICQoLDA0ODw');
    expect(decodePassport(passport ?? '')).toEqual({ clickId, clickedAtSeconds: 1_795_262_400, consent: denied });
  });

  test('adds the campaign in the form that Stripe forwards', () => {
    const utms = { utm_source: 'news letter', utm_medium: 'email', utm_campaign: 'Frühling', utm_term: '🎉' };
    const { url, passport } = createPaymentLinkUrl(link, { ...options, utms });
    expect(url).toBe(
      `${link}?client_reference_id=${passport}&utm_source=news-letter&utm_medium=email&utm_campaign=Fruehling`,
    );
  });

  test('carries the click id of Google Ads where consent to it is stated', () => {
    const { passport } = createPaymentLinkUrl(link, { ...options, consent: granted, wbraid: 'w-1', gclid: 'Cj0_1' });
    expect(decodePassport(passport ?? '')).toMatchObject({
      consent: granted,
      googleClick: { parameter: 'gclid', value: 'Cj0_1' },
    });
  });

  test('leaves the click id out where consent to it is denied or not stated', () => {
    for (const consent of [undefined, { ad_user_data: 'granted' }, { ad_storage: 'denied' }] as const) {
      const { passport } = createPaymentLinkUrl(link, { ...options, gclid: 'Cj0', ...(consent && { consent }) });
      expect(decodePassport(passport ?? '')).not.toHaveProperty('googleClick');
    }
  });

  test('makes another passport each time', () => {
    const make = () => createPaymentLinkUrl(link, { now: options.now }).passport;
    expect(make()).not.toBe(make());
  });

  test('keeps the reference that is there, and has none of its own then', () => {
    const own = `${link}?client_reference_id=order-7`;
    const utms = { utm_source: 'newsletter' };
    expect(createPaymentLinkUrl(own, { ...options, utms })).toEqual({
      url: `${own}&utm_source=newsletter`,
      clickId: undefined,
      passport: undefined,
    });
  });

  test('keeps the campaign that is there whole', () => {
    const own = `${link}?utm_medium=sms`;
    const { url, passport } = createPaymentLinkUrl(own, { ...options, utms: { utm_source: 'newsletter' } });
    expect(url).toBe(`${own}&client_reference_id=${passport}`);
  });

  test.each(['?prefilled_email=a%2Bb%40example.com&locale=de', '?prefilled_promo_code=A%20B', '?x=1+2&&y', '??x=1'])(
    'keeps %s to the letter',
    (query) => {
      const { url, passport } = createPaymentLinkUrl(`${link}${query}#top`, options);
      expect(url).toBe(`${link}${query}&client_reference_id=${passport}#top`);
    },
  );

  test('takes links on a domain of the shop', () => {
    expect(createPaymentLinkUrl('https://pay.example.com/abc', options).url).toMatch(
      /^https:\/\/pay\.example\.com\/abc\?/,
    );
  });

  test.each(['', 'buy.stripe.com/abc', 'http://buy.stripe.com/abc', 'javascript:alert(1)'])(
    'refuses %j as no https address',
    (url) => {
      expect(() => createPaymentLinkUrl(url, options)).toThrow('with https://');
    },
  );

  test('refuses a time that is none', () => {
    expect(() => createPaymentLinkUrl(link, { ...options, now: new Date(Number.NaN) })).toThrow('valid Date');
  });

  test('whatever the campaign is, the link has nothing that Stripe drops', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(fc.record({ utm_source: text, utm_content: text }), text, (utms, gclid) => {
        const { url } = createPaymentLinkUrl(link, { ...options, utms, gclid, consent: granted });
        for (const [name, value] of new URL(url).searchParams) {
          expect(value).toMatch(name === 'client_reference_id' ? /^[\w-]{1,200}$/ : /^[\w-]{1,150}$/);
        }
      }),
    );
  });

  test('the example of the README makes a link', async () => {
    const examples = readMarkdown('README.md').blocks('ts');
    const example = examples.find((block) => block.includes('createPaymentLinkUrl')) ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'tilltag-links-'));
    const file = join(folder, 'example.ts');
    writeFileSync(file, example.replace("'./functions/", `'${pathToFileURL(root)}/functions/`));
    const { stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    const [url = '', clickId = '', passport = ''] = stdout.trim().split(' ');
    expect(decodePassport(passport)).toMatchObject({ clickId, consent: { analytics_storage: 'granted' } });
    expect(new URL(url).searchParams.get('client_reference_id')).toBe(passport);
    expect(new URL(url).searchParams.get('utm_campaign')).toBe('Fruehling-2026');
  });
});
