// The fake page's clock, chance and cookies, on which every other test here leans.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../scripts/simulator/web/fake-page.ts';

describe('createFakePage', () => {
  test('timers run in order of time, at their own time, and those they start run too', () => {
    const page = createFakePage({ nowMs: 1000 });
    const ran: [string, number][] = [];
    const note = (name: string) => ran.push([name, page.now()]);
    page.schedule(() => note('late'), 50);
    page.schedule(() => {
      note('early');
      page.schedule(() => note('inner'), 10);
    }, 20);
    page.advance(40);
    expect(ran).toEqual([
      ['early', 1020],
      ['inner', 1030],
    ]);
    page.advance(10);
    expect(ran.at(-1)).toEqual(['late', 1050]);
  });

  test('timers of the same moment run in the order in which they were set', () => {
    const page = createFakePage();
    const ran: number[] = [];
    page.schedule(() => ran.push(1), 5);
    page.schedule(() => ran.push(2), 5);
    page.advance(5);
    expect(ran).toEqual([1, 2]);
  });

  test('settle lets no time pass', () => {
    const page = createFakePage({ nowMs: 5 });
    const ran: string[] = [];
    page.schedule(() => ran.push('now'), 0);
    page.schedule(() => ran.push('later'), 1);
    page.settle();
    expect([ran, page.now()]).toEqual([['now'], 5]);
  });

  test('chance is what the test says, the last number for ever', () => {
    const page = createFakePage({ randoms: [0.1, 0.2] });
    expect([page.random(), page.random(), page.random()]).toEqual([0.1, 0.2, 0.2]);
  });

  test('cookies are set, replaced and removed', () => {
    const page = createFakePage({ cookies: { a: '1' } });
    page.writeCookie('b=2=2; path=/');
    page.writeCookie('a=3');
    expect(page.cookies()).toBe('a=3; b=2=2');
    page.writeCookie('a=; max-age=0');
    expect(page.cookies()).toBe('b=2=2');
  });

  test('a script may answer by itself', () => {
    const page = createFakePage({ onScript: (script) => script.load() });
    let isLoaded = false;
    page.loadScript(
      'https://a.test.com/x.js',
      () => {
        isLoaded = true;
      },
      () => undefined,
    );
    expect(isLoaded).toBe(true);
  });

  test('moves to another address', () => {
    const page = createFakePage();
    page.navigate('https://shop.example.test/next');
    expect(page.href()).toBe('https://shop.example.test/next');
  });
});
