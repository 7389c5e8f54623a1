// When and how the loader reports a pushed event to the function.
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, sessionId } from '../answers.ts';
import { createFakeWindow, type FakeWindow } from '../fake-window.ts';
import { claimOf, endpoint, eventId, toPush, toRequest } from './requests.ts';

describe('push', () => {
  test('the report is sent when the container calls back, once, with the claim of the lookup', async () => {
    const page = createFakeWindow(answering());
    const tilltag = createTilltag(page);
    tilltag.lookup(toRequest(), () => undefined);
    await page.pass(0);
    let settled = 0;
    tilltag.push(toPush(), () => {
      settled += 1;
    });
    expect(page.beacons).toEqual([]);
    callBack(page);
    callBack(page);
    await page.pass(5000);
    page.hide();
    expect(page.beacons).toEqual([
      {
        url: `${endpoint}/checkout/reports`,
        body: { property_id: 'prop_12345678', checkout_session_id: sessionId, event_id: eventId, claim: claimOf(page) },
      },
    ]);
    expect(settled).toBe(1);
  });

  test('the report is sent after two seconds when no container calls back', async () => {
    const page = createFakeWindow();
    createTilltag(page).push(toPush(), () => undefined);
    await page.pass(1999);
    expect(page.beacons).toHaveLength(0);
    await page.pass(1);
    expect(page.beacons).toHaveLength(1);
  });

  test('the report is sent when the page goes away before', () => {
    const page = createFakeWindow();
    createTilltag(page).push(toPush(), () => undefined);
    page.hide();
    expect(page.beacons).toHaveLength(1);
  });

  test('a refused beacon is sent as a request that outlives the page', async () => {
    const page = createFakeWindow();
    page.takesBeacons = false;
    createTilltag(page).push(toPush(), () => undefined);
    await page.pass(2000);
    expect(page.requests).toMatchObject([
      { options: { method: 'POST', keepalive: true, credentials: 'omit', body: expect.stringContaining(eventId) } },
    ]);
  });

  test('where beacons are switched off, the report is sent as a request that outlives the page', async () => {
    const page = createFakeWindow();
    Reflect.deleteProperty(page.navigator, 'sendBeacon');
    let settled = 0;
    createTilltag(page).push(toPush(), () => {
      settled += 1;
    });
    await page.pass(2000);
    expect(page.requests).toMatchObject([{ options: { method: 'POST', keepalive: true } }]);
    expect(settled).toBe(1);
  });

  test('where a wrapper of push throws, only the container’s own word is reported', async () => {
    for (const isProcessed of [true, false]) {
      const page = createFakeWindow();
      const dataLayer: unknown[] = [];
      const push = (message: unknown): void => {
        if (isProcessed) dataLayer[dataLayer.length] = message;
        if (Object(message).event) throw new Error('another script’s wrapper');
      };
      Object.assign(page, { dataLayer: Object.assign(dataLayer, { push }) });
      expect(createTilltag(page).push(toPush(), () => undefined)).toBeUndefined();
      callBack(page);
      await page.pass(5000);
      page.hide();
      expect(page.beacons).toHaveLength(isProcessed ? 1 : 0);
    }
  });
});

function callBack(page: FakeWindow): void {
  const messages: unknown = page.dataLayer;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  if (last instanceof Object && 'eventCallback' in last && typeof last.eventCallback === 'function') {
    last.eventCallback('GTM-TEST');
  }
}
