// What a tag can rely on when it pushes an event.
import { describe, expect, test } from 'vitest';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { answering, sessionId } from '../answers.ts';
import { createFakeWindow } from '../fake-window.ts';
import { claimOf, lookUp, toPush, toRequest } from './requests.ts';

describe('push', () => {
  test('the messages reach the data layer in order, the last with a callback and its time-out', () => {
    const page = createFakeWindow();
    expect(createTilltag(page).push(toPush(), () => undefined)).toBe('pushed');
    expect(page.dataLayer).toEqual([
      { ecommerce: null },
      { event: 'purchase', eventCallback: expect.any(Function), eventTimeout: 2000 },
    ]);
  });

  test('a data layer that is there already, or has another name, is used as it is', () => {
    const page = createFakeWindow();
    const custom: unknown[] = [{ event: 'before' }];
    Object.assign(page, { shopLayer: custom });
    createTilltag(page).push(toPush({ dataLayer: 'shopLayer' }), () => undefined);
    expect(custom).toHaveLength(3);
    expect(page.dataLayer).toBeUndefined();
  });

  test('the same event is pushed once per page, also by two tags that both were told it is the first view', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
    expect(tilltag.push(toPush({ remember: false }), () => undefined)).toBe('already_pushed');
    expect(page.dataLayer).toHaveLength(2);
  });

  test('two properties on one page each push the event, report it under a claim of their own, and know it after a reload', async () => {
    const page = createFakeWindow(answering());
    const tilltag = createTilltag(page);
    const other = { ...toPush().report, property_id: 'prop_87654321' };
    const query = { ...toRequest().query, property_id: other.property_id };
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
    tilltag.lookup(toRequest({ query }), () => undefined);
    expect(tilltag.push(toPush({ report: other }), () => undefined)).toBe('pushed');
    await page.pass(2000);
    const bodies = page.beacons.map(({ body }) => Object(body));
    expect(bodies.map(({ property_id }) => property_id)).toEqual(['prop_12345678', 'prop_87654321']);
    expect(bodies[1].claim).toBe(claimOf(page));
    expect(bodies[0].claim).not.toBe(bodies[1].claim);
    for (const request of [toRequest(), toRequest({ query })]) {
      expect(await lookUp(page.reload(), request)).toMatchObject([{ ok: true, answer: { first_view: false } }]);
    }
  });

  test('another event of the same session is pushed', () => {
    const page = createFakeWindow();
    const tilltag = createTilltag(page);
    tilltag.push(
      toPush({ report: { ...toPush().report, event_id: `checkout_pending:${sessionId}` } }),
      () => undefined,
    );
    expect(tilltag.push(toPush(), () => undefined)).toBe('pushed');
  });

  test('the event is marked as pushed before it is, so that a page that breaks in between pushes it at most once', () => {
    const page = createFakeWindow();
    Object.assign(page, {
      dataLayer: Object.assign([], {
        push: () => {
          throw new Error('another script’s wrapper');
        },
      }),
    });
    expect(createTilltag(page).push(toPush(), () => undefined)).toBeUndefined();
    expect(createTilltag(page.reload()).push(toPush(), () => undefined)).toBe('already_pushed');
  });

  test('something else under the data layer’s name is left alone, and the event stays unpushed', () => {
    const page = createFakeWindow();
    Object.assign(page, { dataLayer: { push: 'mine' } });
    const tilltag = createTilltag(page);
    expect(tilltag.push(toPush(), () => undefined)).toBe('no_data_layer');
    expect(tilltag.push(toPush({ dataLayer: 'other' }), () => undefined)).toBe('pushed');
  });
});
