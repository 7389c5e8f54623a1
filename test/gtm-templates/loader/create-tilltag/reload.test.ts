// What a lookup answers where the event was pushed before.
import { describe, expect, test } from 'vitest';
import type { LookupResult, PushRequest } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, sessionId } from '../answers.ts';
import { createFakeWindow, type FakeWindow } from '../fake-window.ts';
import { claimOf, eventId, lookUp, toPush, toRequest } from './requests.ts';

describe('lookup after a push', () => {
  test('a reload after the report is no first view and reports nothing', async () => {
    const page = await pushOn(createFakeWindow(answering()));
    await page.pass(2000);
    const reloaded = page.reload();
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(reloaded.beacons).toEqual([]);
  });

  test('a reload before the report is no first view, and sends the report with the same claim', async () => {
    const page = await pushOn(createFakeWindow(answering()));
    const reloaded = page.reload();
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(reloaded.beacons).toMatchObject([{ body: { event_id: eventId, claim: claimOf(page) } }]);
    const again = reloaded.reload();
    await lookUp(again);
    expect(again.beacons).toEqual([]);
  });

  test('a browser that can send no report at all still gets its answer, once', async () => {
    const page = await pushOn(createFakeWindow(answering()));
    const reloaded = page.reload();
    Reflect.deleteProperty(reloaded.navigator, 'sendBeacon');
    const { fetch } = reloaded;
    reloaded.fetch = (url, options) => {
      if (options.method === 'POST') throw new Error('another script’s wrapper');
      return fetch(url, options);
    };
    expect(await lookUp(reloaded)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
  });

  test('a second lookup on the page does not report before the container has called back', async () => {
    const page = createFakeWindow(answering());
    const tilltag = createTilltag(page);
    tilltag.push(toPush(), () => undefined);
    const results: LookupResult[] = [];
    tilltag.lookup(toRequest(), (result) => results.push(result));
    await page.pass(0);
    expect(results).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    expect(page.beacons).toEqual([]);
    await page.pass(2000);
    expect(page.beacons).toHaveLength(1);
  });

  test('a reload of a pending checkout whose money has come is a first view of the purchase', async () => {
    const pending = { ...toPush().report, event_id: `checkout_pending:${sessionId}` };
    const page = await pushOn(createFakeWindow(answering()), { report: pending });
    expect(await lookUp(page.reload())).toMatchObject([{ ok: true, answer: { first_view: true } }]);
  });

  test('a push without storage leaves no mark', async () => {
    const page = await pushOn(createFakeWindow(answering()), { remember: false });
    await page.pass(2000);
    expect(page.stored.size).toBe(0);
  });

  test('a mark that becomes readable only when consent returns still prevents the second push', async () => {
    const page = await pushOn(createFakeWindow(answering()));
    const reloaded = page.reload();
    const tilltag = createTilltag(reloaded);
    tilltag.lookup(toRequest({ remember: false }), () => undefined);
    await reloaded.pass(0);
    expect(tilltag.push(toPush(), () => undefined)).toBe('already_pushed');
  });
});

async function pushOn(page: FakeWindow, change: Partial<PushRequest> = {}): Promise<FakeWindow> {
  const tilltag = createTilltag(page);
  const remember = change.remember !== false;
  tilltag.lookup(toRequest({ remember }), () => undefined);
  await page.pass(0);
  tilltag.push(toPush(change), () => undefined);
  return page;
}
