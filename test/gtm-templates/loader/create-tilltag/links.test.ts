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

  test('a second click gets a fresh passport in the place of the first, and is told', async () => {
    const page = createFakeWindow();
    const asked = watch(page);
    const first = click(page, `${paymentLink}?locale=de`);
    await page.pass(1000);
    const second = click(page, first);
    expect(first).toContain(`tt1_${asked[0]}`);
    expect(second).toBe(first.replace(`${asked[0]}`, `${asked[1]}`));
    expect(page.beacons).toHaveLength(2);
  });

  test('a right click is told and decorates the link, because its menu may open it, and pushes nothing', () => {
    const page = createFakeWindow();
    const uses: string[] = [];
    Object.assign(page, { dataLayer: [] });
    watch(page, (clickId, how) => {
      uses.push(how);
      return createDescription(clickId);
    });
    // The menu opens before or after the button is let go, as the system has it.
    for (const type of ['contextmenu', 'auxclick'])
      expect(click(page, paymentLink, { type, button: 2 })).toMatch(type === 'auxclick' ? paymentLink : /=tt1_/);
    expect(uses).toEqual(['menu']);
    expect(page.beacons).toHaveLength(1);
    expect(page.dataLayer).toEqual([]);
  });

  test('the menu that a key opens decorates the link too', () => {
    const page = createFakeWindow();
    watch(page);
    expect(click(page, paymentLink, { type: 'contextmenu', button: -1 })).toMatch(/client_reference_id=tt1_/);
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

  test('a double click, and a window that opens the link that was clicked, are one click', () => {
    const page = createFakeWindow();
    watch(page, (clickId) =>
      createDescription(clickId, { push: { dataLayer: 'dataLayer', messages: [{ event: 'begin_checkout' }] } }),
    );
    Object.assign(page, { dataLayer: [] });
    const first = click(page, paymentLink);
    expect(click(page, first)).toBe(first);
    page.open(first, '_blank');
    expect(page.opened).toEqual([[first, '_blank']]);
    expect(page.beacons).toHaveLength(1);
    expect(page.dataLayer).toEqual([{ event: 'begin_checkout' }]);
  });

  test('a handler that opens the address as the page wrote it gets the decorated one, and it is one click', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    const clicked = click(page, paymentLink);
    page.open(paymentLink);
    expect(page.opened).toEqual([[clicked]]);
    expect([asked.length, page.beacons.length]).toEqual([1, 1]);
  });

  test('another link within the same second is a click of its own', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    click(page, paymentLink);
    expect(click(page, 'https://buy.stripe.com/other')).toContain(`other?client_reference_id=tt1_${asked[1]}&`);
    expect(page.beacons).toHaveLength(2);
  });

  test('a link that is drawn, as SVG, is decorated where its address is', () => {
    const page = createFakeWindow();
    watch(page);
    const drawn = { localName: 'a', href: { baseVal: paymentLink } };
    page.dispatch('click', createEvent({ composedPath: () => [Object(drawn)] }));
    expect(drawn.href.baseVal).toMatch(/client_reference_id=tt1_/);
  });

  test('the middle button counts, the others open nothing', () => {
    const page = createFakeWindow();
    watch(page);
    expect(click(page, paymentLink, { type: 'auxclick', button: 1 })).not.toBe(paymentLink);
    expect(click(page, paymentLink, { type: 'auxclick', button: 2 })).toBe(paymentLink);
    expect(click(page, paymentLink, { type: 'auxclick', button: 3 })).toBe(paymentLink);
  });

  test('messages are pushed one by one, after the link is decorated and the click is told', () => {
    const page = createFakeWindow();
    const link = { localName: 'a', href: paymentLink };
    const seen: unknown[] = [];
    const push = (...messages: unknown[]): void => {
      seen.push([messages, link.href !== paymentLink, page.beacons.length]);
    };
    Object.assign(page, { layer: { push } });
    const messages = [{ ecommerce: null }, { event: 'begin_checkout' }];
    watch(page, (clickId) => createDescription(clickId, { push: { dataLayer: 'layer', messages } }));
    page.dispatch('click', createEvent({ composedPath: () => [link] }));
    expect(seen).toEqual(messages.map((message) => [[message], true, 1]));
  });

  test('a data layer that throws, or is not there, does not undo the decoration', () => {
    const page = createFakeWindow();
    watch(page, (clickId) => createDescription(clickId, { push: { dataLayer: 'missing', messages: [{}] } }));
    expect(click(page, paymentLink)).toMatch(/client_reference_id=tt1_/);
    expect(page.beacons).toHaveLength(1);
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

  test('a refused beacon is sent as a request that outlives the page', () => {
    const page = createFakeWindow();
    page.takesBeacons = false;
    const asked = watch(page);
    click(page, paymentLink);
    expect(page.requests).toMatchObject([
      {
        options: { method: 'POST', keepalive: true, credentials: 'omit', body: expect.stringContaining(`${asked[0]}`) },
      },
    ]);
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

  test('two properties both tell a click, and the reference is that of the first', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    const asked: string[] = [];
    for (const property_id of ['prop_aaaaaaaa', 'prop_bbbbbbbb']) {
      tilltag.links(toLinkRequest({ property_id }), (clickId) => {
        asked.push(clickId);
        return createDescription(clickId);
      });
    }
    const { client_reference_id = '' } = parametersOf(click(page, paymentLink));
    expect(client_reference_id).toBe(`tt1_${asked[0]}`);
    expect(page.beacons).toMatchObject([{ body: { click_id: asked[0] } }, { body: { click_id: asked[1] } }]);
  });
});
