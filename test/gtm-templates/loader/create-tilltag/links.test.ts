// What a tag can rely on when it asks the loader to take care of payment links.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createEvent, createFakeWindow } from '../fake-window.ts';
import { click, createDescription, parametersOf, paymentLink, toLinkRequest, watch } from './link-clicks.ts';
import { endpoint } from './requests.ts';

const foreign = `${paymentLink}?client_reference_id=partner-7`;

describe('links', () => {
  test('a click is told, and the link carries the tag’s reference and the visit’s UTMs in Stripe’s alphabet', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    const address = click(page, paymentLink);
    const [clickId = ''] = asked;
    expect(asked).toEqual([expect.stringMatching(/^[A-Za-z0-9_-]{21}[AQgw]$/)]);
    expect(address).toBe(`${paymentLink}?client_reference_id=tt1_${clickId}&utm_source=news-letter&utm_campaign=fall`);
    expect(page.beacons).toEqual([{ url: `${endpoint}/checkout/clicks`, body: createDescription(clickId).report }]);
  });

  test.each(['https://book.stripe.com/b', 'https://donate.stripe.com/d', 'https://pay.example.com/b/x'])(
    'a click on %s is decorated too',
    (href) => {
      const page = createFakeWindow();
      watch(page);
      expect(click(page, href)).toMatch(/\?client_reference_id=tt1_/);
    },
  );

  test.each([
    'https://shop.example.com/',
    'https://checkout.stripe.com/c/pay/cs_live_1',
    'https://buy.stripe.com.example.com/',
    'https://xbuy.stripe.com/',
    'https://example.com/?to=https://buy.stripe.com/x',
    'https://other.pay.example.com/',
    'https://pay.example.com:8443/',
    'mailto:buy.stripe.com',
    'javascript:void(0)',
    'https://',
    '//[',
    '#top',
  ])('%s is left alone, and the tag is not asked', (href) => {
    const page = createFakeWindow();
    const asked = watch(page);
    expect(click(page, href)).toBe(href);
    expect([...asked, ...page.beacons]).toEqual([]);
  });

  test('what is on the link stays as it is, character for character', () => {
    const page = createFakeWindow();
    watch(page);
    const kept = '?prefilled_email=a%2Bb%40c.de&locale=de&x=%20+&&y';
    expect(click(page, `${paymentLink}${kept}#at-%C3%BC`)).toMatch(
      /^https:\/\/buy\.stripe\.com\/test_abc\?prefilled_email=a%2Bb%40c\.de&locale=de&x=%20\+&&y&client_reference_id=tt1_[\w-]+&utm_source=news-letter&utm_campaign=fall#at-%C3%BC$/,
    );
  });

  test('whatever the query and the fragment are, they are still there, with nothing between their characters', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), (query, fragment) => {
        const page = createFakeWindow();
        watch(page);
        const before = new URL(`${paymentLink}?${query}#${fragment}`);
        const after = new URL(click(page, before.href));
        expect(after.search.slice(1).startsWith(before.search.slice(1))).toBe(true);
        expect(after.hash).toBe(before.hash);
        expect(after.searchParams.get('client_reference_id')).toMatch(/^tt1_/);
      }),
    );
  });

  test('a foreign reference stays, and the click is told all the same', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    expect(parametersOf(click(page, foreign))).toEqual({
      client_reference_id: 'partner-7',
      utm_source: 'news-letter',
      utm_campaign: 'fall',
    });
    expect(page.beacons).toMatchObject([{ body: { click_id: asked[0] } }]);
  });

  test.each(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'])(
    'a link that has %s gets none of ours',
    (name) => {
      const page = createFakeWindow();
      watch(page);
      const { client_reference_id, ...utms } = parametersOf(click(page, `${paymentLink}?${name}=own`));
      expect(utms).toEqual({ [name]: 'own' });
      expect(client_reference_id).toMatch(/^tt1_/);
    },
  );

  test('a UTM of which nothing is left, and a visit that is not known, add nothing', () => {
    const page = createFakeWindow();
    const described = createDescription('');
    const parameters = { utm_source: '🎉', utm_term: 'a@b.c' };
    const reports = [{ ...described.report, visit: { at: 1, parameters } }, createDescription('').report];
    delete reports[1]?.visit;
    watch(page, (clickId) => {
      const [report = described.report] = reports.splice(0, 1);
      return createDescription(clickId, { report });
    });
    for (const path of ['/1', '/2']) {
      expect(Object.keys(parametersOf(click(page, `https://buy.stripe.com${path}`)))).toEqual(['client_reference_id']);
    }
  });

  test('a link for which the tag has no reference gets its campaign alone', () => {
    const page = createFakeWindow();
    watch(page, (clickId) => createDescription(clickId, { reference: '' }));
    expect(click(page, paymentLink)).toBe(`${paymentLink}?utm_source=news-letter&utm_campaign=fall`);
  });

  test('what others did to a decorated link afterwards stays', async () => {
    const page = createFakeWindow();
    watch(page);
    const changed = click(page, paymentLink).replace(/tt1_[\w-]+/, 'partner-7');
    await page.pass(1000);
    expect(click(page, changed)).toBe(changed);
    expect(page.beacons).toHaveLength(2);
  });

  test('a link that is drawn, as SVG, is decorated where its address is', () => {
    const page = createFakeWindow();
    watch(page);
    const drawn = { localName: 'a', href: { baseVal: paymentLink } };
    page.dispatch('click', createEvent({ composedPath: () => [Object(drawn)] }));
    expect(drawn.href.baseVal).toMatch(/client_reference_id=tt1_/);
  });

  test.each([
    ['has nothing to say', () => undefined],
    [
      'throws',
      () => {
        throw new Error('the tag’s own');
      },
    ],
  ])('where the tag %s, the link stays as it is and nothing is told', (_, describeClick) => {
    const page = createFakeWindow();
    watch(page, describeClick);
    expect(click(page, paymentLink)).toBe(paymentLink);
    expect(page.beacons).toEqual([]);
  });

  test('a page without crypto leaves its links alone', () => {
    const page = createFakeWindow();
    Reflect.deleteProperty(page, 'crypto');
    watch(page);
    expect(click(page, paymentLink)).toBe(paymentLink);
  });

  test('a page that has frozen window.open still has its links decorated', () => {
    const page = createFakeWindow();
    Object.defineProperty(page, 'open', { value: page.open, writable: false });
    expect(createTilltag(page).links(toLinkRequest(), (clickId) => createDescription(clickId))).toBe(true);
    expect(click(page, paymentLink)).toMatch(/client_reference_id=tt1_/);
  });

  test('a second call for the same property returns true and changes no link', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    expect(tilltag.links(toLinkRequest(), (clickId) => createDescription(clickId))).toBe(true);
    const { open } = page;
    expect(tilltag.links(toLinkRequest(), (clickId) => createDescription(clickId))).toBe(true);
    expect(page.open).toBe(open);
    click(page, paymentLink);
    expect(page.beacons).toHaveLength(1);
  });
});
