// The purchase is pushed exactly once, however often and by whatever way the thank-you page is opened.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney, thanksUrl } from './start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish());

afterEach(() => journey.endTest());

const pushed = { ended: 'succeeded', lines: ['Tilltag: pushed purchase 49.50 EUR.'], pushed: ['purchase'] };
const notPushed = {
  ended: 'succeeded',
  lines: ['Tilltag: nothing pushed: purchase of this session was pushed before, or another tab is at it.'],
  pushed: [],
};

const claims = () => journey.tags.lookups.map(({ searchParams }) => searchParams.get('claim'));

describe('a purchase is pushed once', () => {
  test('after a reload', async () => {
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual(pushed);
    await journey.reported(sessionId);
    await visit.reload();
    expect(await visit.outcome()).toEqual(notPushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('after a reload before the answer came', async () => {
    const sessionId = journey.buy();
    const held = journey.tags.holdNextAnswer();
    const visit = await journey.visit(thanksUrl(sessionId));
    await held.handled;
    expect(await visit.events()).toEqual([]);
    await visit.reload();
    expect(await visit.outcome()).toEqual(pushed);
    held.release();
    const [first, second] = claims();
    expect(first).toMatch(/^[\w-]{22}$/);
    expect(second).toBe(first);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('where the answer is lost on its way, which the retry of the same claim gets again', async () => {
    const sessionId = journey.buy();
    journey.tags.loseNextAnswer();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual(pushed);
    const [first, second, ...more] = claims();
    expect(second).toBe(first);
    expect(more).toEqual([]);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('where answer and retry are lost, by the reload', async () => {
    const sessionId = journey.buy();
    journey.tags.loseNextAnswer();
    journey.tags.loseNextAnswer();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toMatchObject({ ended: 'failed', pushed: [] });
    await visit.reload();
    expect(await visit.outcome()).toEqual(pushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('where the report is lost, although its claim has lapsed at the reload', async () => {
    journey.tags.breakPath('/checkout/reports');
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual(pushed);
    journey.advance(3 * 60_000);
    await visit.reload();
    expect(await visit.outcome()).toEqual(notPushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('by two tabs at once', async () => {
    const sessionId = journey.buy();
    const visitor = await journey.newVisitor();
    const answers = [journey.tags.holdNextAnswer(), journey.tags.holdNextAnswer()];
    const tabs = await Promise.all([visitor.open(thanksUrl(sessionId)), visitor.open(thanksUrl(sessionId))]);
    await Promise.all(answers.map(({ handled }) => handled));
    for (const { release } of answers) release();
    const outcomes = await Promise.all(tabs.map((tab) => tab.outcome()));
    expect(outcomes.toSorted((a, b) => b.pushed.length - a.pushed.length)).toEqual([pushed, notPushed]);
    expect(new Set(claims()).size).toBe(2);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('by two tabs at once whose questions two instances of the function answer', async () => {
    journey.tags.serveFrom([await journey.startFunction({}), await journey.startFunction({})]);
    const sessionId = journey.buy();
    const visitor = await journey.newVisitor();
    const tabs = await Promise.all([visitor.open(thanksUrl(sessionId)), visitor.open(thanksUrl(sessionId))]);
    const outcomes = await Promise.all(tabs.map((tab) => tab.outcome()));
    expect(outcomes.toSorted((a, b) => b.pushed.length - a.pushed.length)).toEqual([pushed, notPushed]);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('by two tabs one after the other', async () => {
    const sessionId = journey.buy();
    const visitor = await journey.newVisitor();
    const first = await visitor.open(thanksUrl(sessionId));
    expect(await first.outcome()).toEqual(pushed);
    const second = await visitor.open(thanksUrl(sessionId));
    expect(await second.outcome()).toEqual(notPushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('after the back button', async () => {
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual(pushed);
    await visit.goto(`${shopUrl}/imprint`);
    await visit.page.goBack();
    expect(visit.page.url()).toBe(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual(notPushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('after a bookmark is opened hours later, on another device too', async () => {
    const sessionId = journey.buy();
    const visitor = await journey.newVisitor();
    expect(await (await visitor.open(thanksUrl(sessionId))).outcome()).toEqual(pushed);
    await journey.reported(sessionId);
    journey.advance(5 * 3_600_000);
    expect(await (await visitor.open(thanksUrl(sessionId))).outcome()).toEqual(notPushed);
    expect(await (await journey.visit(thanksUrl(sessionId))).outcome()).toEqual(notPushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });

  test('by the next page, where the first was closed before it could push', async () => {
    const sessionId = journey.buy();
    const held = journey.tags.holdNextAnswer();
    const closed = await journey.visit(thanksUrl(sessionId));
    await held.handled;
    await closed.page.close();
    held.release();
    expect(await (await journey.visit(thanksUrl(sessionId))).outcome()).toEqual(notPushed);
    journey.advance(2 * 60_000);
    const later = await journey.visit(thanksUrl(sessionId));
    expect(await later.outcome()).toEqual(pushed);
    expect(await journey.collected(sessionId)).toHaveLength(1);
  });
});
