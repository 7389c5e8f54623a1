// Which clicks on payment links are told, how often, and what is pushed.
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createEvent, createFakeWindow } from '../fake-window.ts';
import { click, createDescription, parametersOf, paymentLink, toLinkRequest, watch } from './link-clicks.ts';

describe('links', () => {
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
