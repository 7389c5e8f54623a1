// What is asked, pushed and stored when the visitor has not agreed, agrees late, or never does.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buyer, findPersonal } from './buyer.ts';
import { type Journey, startJourney, thanksUrl } from './start-journey.ts';
import type { Visit } from './visit.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish());

afterEach(() => journey.endTest());

type States = Partial<Record<'ad_user_data' | 'ad_storage' | 'analytics_storage' | 'ad_personalization', string>>;

const all = (state: string): States => ({
  ad_user_data: state,
  ad_storage: state,
  analytics_storage: state,
  ad_personalization: state,
});

/** What a consent tool puts before the container. */
const consentHead = (states: States): string =>
  `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
    gtag('consent', 'default', ${JSON.stringify(states)});</script>`;

const grantAll = (visit: Visit): Promise<void> =>
  visit.page.evaluate((states) => Reflect.get(window, 'gtag')('consent', 'update', states), all('granted'));

const askedForPersonalData = () =>
  journey.tags.lookups.map(({ searchParams }) => searchParams.get('personal_data') !== 'none');

/** A passport of the form that click records get, made of no real ids. */
const passport = `tt1_${'A'.repeat(54)}`;

describe('consent', () => {
  test('that is denied and never granted leaves a purchase without anything personal, and nothing in the browser', async () => {
    await journey.publish({ head: consentHead(all('denied')) });
    const sessionId = journey.buy({ clientReferenceId: passport });
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(askedForPersonalData()).toEqual([false]);
    const event = await visit.event();
    expect(event).toMatchObject({ customer_email: null, client_reference_id: null, ecommerce: { value: 49.5 } });
    expect(event).not.toHaveProperty('user_data');
    expect(event).not.toHaveProperty('meta_user_data');
    expect(findPersonal(JSON.stringify(event))).toEqual([]);
    expect(await visit.stored()).toEqual([]);
    expect(journey.hitsOf(sessionId)).toEqual([]);
    await journey.reported(sessionId);
  });

  test('that is denied still pushes once, because the function knows', async () => {
    await journey.publish({ head: consentHead(all('denied')), fields: { consentWaitMs: '0' } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await journey.reported(sessionId);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    expect(await visit.stored()).toEqual([]);
  });

  test('that is granted keeps what this browser pushed in its session storage only', async () => {
    await journey.publish({ head: consentHead(all('granted')) });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const stored = (await visit.stored()).filter((key) => !key.startsWith('_ga'));
    expect(stored).toEqual([`tilltag:${journey.property.id}:${sessionId}`]);
  });

  test('that is granted late, within the wait, gives the whole event and the hit', async () => {
    await journey.publish({ head: consentHead(all('denied')), fields: { consentWaitMs: '30000' } });
    const sessionId = journey.buy({ clientReferenceId: passport });
    const visit = await journey.visit(thanksUrl(sessionId));
    await visit.page.waitForFunction(() => Reflect.has(window, 'tilltag'));
    expect(journey.tags.lookups).toEqual([]);
    await grantAll(visit);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(askedForPersonalData()).toEqual([true]);
    expect(await visit.event()).toMatchObject({
      customer_email: buyer.email,
      client_reference_id: passport,
      user_data: { email: buyer.email },
    });
    expect(await journey.collected(sessionId)).toMatchObject([{ eventName: 'purchase', parameters: { value: 49.5 } }]);
  });

  test('that is granted after the wait adds nothing to what was pushed, and pushes nothing again', async () => {
    await journey.publish({ head: consentHead(all('denied')), fields: { consentWaitMs: '50' } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await journey.reported(sessionId);
    await grantAll(visit);
    expect(await visit.outcome()).toMatchObject({ ended: 'succeeded', pushed: ['purchase'] });
    expect(await visit.event()).toMatchObject({ customer_email: null });
    await journey.publish({ head: consentHead(all('granted')) });
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    expect(journey.hitsOf(sessionId)).toEqual([]);
  });

  test('that is withdrawn between question and answer is heeded by the push', async () => {
    await journey.publish({ head: consentHead(all('granted')) });
    const sessionId = journey.buy();
    const held = journey.tags.holdNextAnswer();
    const visit = await journey.visit(thanksUrl(sessionId));
    await held.handled;
    await visit.page.evaluate((states) => Reflect.get(window, 'gtag')('consent', 'update', states), all('denied'));
    held.release();
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(askedForPersonalData()).toEqual([true]);
    expect(findPersonal(JSON.stringify(await visit.event()))).toEqual([]);
    expect(journey.hitsOf(sessionId)).toEqual([]);
  });

  test('to ads alone denied leaves the hit to analytics, without the buyer', async () => {
    const states = { ...all('denied'), analytics_storage: 'granted' };
    await journey.publish({ head: consentHead(states), fields: { consentWaitMs: '0' } });
    const sessionId = journey.buy({ clientReferenceId: passport });
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(askedForPersonalData()).toEqual([false]);
    const event = await visit.event();
    expect(event).toMatchObject({ customer_email: null, client_reference_id: null });
    expect(event).not.toHaveProperty('user_data');
    const hits = await journey.collected(sessionId);
    expect(hits).toMatchObject([{ eventName: 'purchase', parameters: { value: 49.5 } }]);
    expect(findPersonal(JSON.stringify(hits))).toEqual([]);
  });

  test('to analytics alone denied gives the buyer to ads, stores nothing and sends no hit', async () => {
    const states = { ...all('granted'), analytics_storage: 'denied' };
    await journey.publish({ head: consentHead(states), fields: { consentWaitMs: '0' } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(await visit.event()).toMatchObject({ customer_email: buyer.email });
    expect(await visit.stored()).toEqual([]);
    expect(journey.hitsOf(sessionId)).toEqual([]);
  });
});
