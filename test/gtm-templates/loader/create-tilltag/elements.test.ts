// The loader on Stripe’s buy buttons and pricing tables.
import { describe, expect, test } from 'vitest';
import type { ClickDescription, DescribeClick } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createElement } from '../fake-element.ts';
import { createFakeWindow } from '../fake-window.ts';
import { createDescription, toLinkRequest, watch } from './link-clicks.ts';

function withoutGa(clickId: string): ClickDescription {
  const description = createDescription(clickId);
  delete description.report.ga_client_id;
  return description;
}

describe('links, buy buttons and pricing tables', () => {
  test('an element that is there gets its reference at once where GA’s client id is known, and is told once', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    const asked = watch(page);
    await page.pass(10_000);
    expect(page.elements[0]?.reference).toBe(`tt1_${asked[0]}`);
    expect(page.beacons).toMatchObject([{ body: { click_id: asked[0], ga_client_id: '1234567890.1700000000' } }]);
    expect(asked).toHaveLength(1);
  });

  test('elements of all kinds and depths of open shadows are found, and no others', async () => {
    const page = createFakeWindow();
    const table = createElement('stripe-pricing-table');
    const inner = createElement('stripe-buy-button', [createElement('iframe')]);
    const others = [createElement('stripe-buy-button-x'), createElement('div')];
    page.elements.push(table, createElement('main', [createElement('section', [inner]), ...others]), ...others);
    watch(page);
    await page.pass(0);
    expect(table.reference).toMatch(/^tt1_/);
    expect(inner.reference).toMatch(/^tt1_/);
    expect(page.beacons).toHaveLength(2);
    expect(others.map(({ reference }) => reference)).toEqual([undefined, undefined]);
  });

  test('an element that has a reference keeps it', async () => {
    const page = createFakeWindow();
    const own = createElement();
    own.reference = 'member_5';
    page.elements.push(own);
    const asked = watch(page);
    await page.pass(10_000);
    expect([own.reference, ...asked]).toEqual(['member_5']);
  });

  test('without a client id it waits, and is set when the id appears', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    let hasCookie = false;
    watch(page, (clickId) => (hasCookie ? createDescription(clickId) : withoutGa(clickId)));
    await page.pass(999);
    expect(page.elements[0]?.reference).toBeUndefined();
    expect(page.beacons).toEqual([]);
    hasCookie = true;
    await page.pass(1);
    expect(page.elements[0]?.reference).toMatch(/^tt1_/);
    expect(page.beacons).toHaveLength(1);
  });

  test('after two seconds it is set without a client id', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    const asked = watch(page, withoutGa);
    await page.pass(1999);
    expect(page.elements[0]?.reference).toBeUndefined();
    await page.pass(1);
    expect(page.elements[0]?.reference).toBe(`tt1_${asked.at(-1)}`);
    expect(asked).toHaveLength(5);
    expect(page.beacons).toHaveLength(1);
  });

  test('an element that appears later is found, and each has a click of its own', async () => {
    const page = createFakeWindow();
    watch(page);
    for (let count = 1; count <= 2; count++) {
      page.elements.push(createElement());
      page.mutate();
      await page.pass(500);
      expect(page.beacons).toHaveLength(count);
    }
    expect(page.elements[0]?.reference).toMatch(/^tt1_/);
    expect(page.elements[1]?.reference).not.toBe(page.elements[0]?.reference);
  });

  test('where the tag is silent for want of consent, the next change of the page asks again', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    let mayTell = false;
    const asked = watch(page, (clickId) => (mayTell ? createDescription(clickId) : undefined));
    await page.pass(60_000);
    expect(asked).toHaveLength(5);
    mayTell = true;
    page.mutate();
    await page.pass(500);
    expect(page.elements[0]?.reference).toMatch(/^tt1_/);
  });

  test('where consent comes and nothing on the page changes, a second call of the tag asks again', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    const tilltag = createTilltag(page);
    let answer: DescribeClick = () => undefined;
    const callAgain = () => tilltag.links(toLinkRequest(), (...args) => answer(...args));
    callAgain();
    await page.pass(60_000);
    answer = withoutGa;
    callAgain();
    // One update of consent is several changes, and GA's cookie comes a little after it.
    callAgain();
    await page.pass(1999);
    expect(page.elements[0]?.reference).toBeUndefined();
    answer = (clickId) => createDescription(clickId);
    await page.pass(1);
    expect(page.elements[0]?.reference).toMatch(/^tt1_/);
    expect(page.beacons).toMatchObject([{ body: { ga_client_id: '1234567890.1700000000' } }]);
  });

  test('an element that appears after others waits for GA’s client id as long as they did', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    watch(page, withoutGa);
    await page.pass(2000);
    page.elements.push(createElement());
    page.mutate();
    await page.pass(2499);
    expect(page.elements[1]?.reference).toBeUndefined();
    await page.pass(1);
    expect(page.elements[1]?.reference).toMatch(/^tt1_/);
  });

  test('a page that changes all the time is looked at no more than twice a second', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    const asked = watch(page, () => undefined);
    await page.pass(2000);
    for (let step = 0; step < 100; step++) {
      page.mutate();
      await page.pass(10);
    }
    expect(asked.length).toBeLessThanOrEqual(7);
  });

  test('an element that the tag throws at is asked about again', async () => {
    const page = createFakeWindow();
    page.elements.push(createElement());
    let isBroken = true;
    watch(page, (clickId) => {
      if (isBroken) throw new Error('the tag’s own');
      return createDescription(clickId);
    });
    await page.pass(5000);
    expect(page.elements[0]?.reference).toBeUndefined();
    isBroken = false;
    page.mutate();
    await page.pass(500);
    expect(page.elements[0]?.reference).toMatch(/^tt1_/);
  });
});
