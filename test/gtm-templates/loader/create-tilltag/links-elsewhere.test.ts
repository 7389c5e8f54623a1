// Ways to a payment other than a link: forms, windows that scripts open, and Stripe's own elements.
import { describe, expect, test } from 'vitest';
import type { ClickDescription, DescribeClick } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createElement, createEvent, createFakeWindow, type FakeWindow } from '../fake-window.ts';
import { createDescription, paymentLink, toLinkRequest, watch } from './link-clicks.ts';

function withoutGa(clickId: string): ClickDescription {
  const description = createDescription(clickId);
  delete description.report.ga_client_id;
  return description;
}

/** A button of a form; without a place it reads as leading to the page itself, as in browsers. */
function createButton(place?: string) {
  return {
    formAction: place ?? 'https://shop.example.com/thanks',
    hasAttribute: (name: string) => name === 'formaction' && place !== undefined,
  };
}

function submit(
  page: FakeWindow,
  fields: Record<string, string>,
  form = { action: paymentLink, method: 'get' },
  submitter: ReturnType<typeof createButton> | null = createButton(),
) {
  page.dispatch('submit', createEvent({ target: form, submitter }));
  return send(page, fields, form);
}

/** What a browser does behind `form.submit()`. */
function send(page: FakeWindow, fields: Record<string, string>, form = { action: paymentLink, method: 'get' }) {
  const formData = new FormData();
  for (const [name, value] of Object.entries(fields)) formData.append(name, value);
  page.dispatch('formdata', createEvent({ target: form, formData }));
  return { form, sent: Object.fromEntries(formData) };
}

describe('links, forms', () => {
  test('a form that is sent as a query gets the parameters as fields, because browsers drop the action’s own query', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    const { form, sent } = submit(page, { prefilled_email: 'a@b.c' });
    expect(form.action).toBe(paymentLink);
    expect(sent).toEqual({
      prefilled_email: 'a@b.c',
      client_reference_id: expect.stringContaining(asked[0] ?? ''),
      utm_source: 'news-letter',
      utm_campaign: 'fall',
    });
  });

  test('a form’s own reference and UTMs stay', () => {
    const page = createFakeWindow();
    watch(page);
    const own = { client_reference_id: 'order-7', utm_medium: 'own' };
    expect(submit(page, own).sent).toEqual(own);
    expect(page.beacons).toHaveLength(1);
  });

  test('a form that is posted gets them on its action, and its fields stay', () => {
    const page = createFakeWindow();
    watch(page);
    const { form, sent } = submit(page, { a: '1' }, { action: `${paymentLink}?locale=de`, method: 'post' });
    expect(form.action).toMatch(/\?locale=de&client_reference_id=tt1_/);
    expect(sent).toEqual({ a: '1' });
  });

  const cart = 'https://shop.example.com/cart';

  test('a button that sends the form to a payment link of its own is decorated, and the form is not', () => {
    const page = createFakeWindow();
    watch(page);
    const posting = createButton(paymentLink);
    expect(submit(page, { a: '1' }, { action: cart, method: 'post' }, posting)).toEqual({
      form: { action: cart, method: 'post' },
      sent: { a: '1' },
    });
    expect(posting.formAction).toMatch(/client_reference_id=tt1_/);
    const asking = createButton('https://buy.stripe.com/other');
    const { form, sent } = submit(page, { a: '1' }, { action: cart, method: 'get' }, asking);
    expect(sent).toMatchObject({ a: '1', client_reference_id: expect.stringContaining('tt1_'), utm_campaign: 'fall' });
    expect([form.action, asking.formAction]).toEqual([cart, 'https://buy.stripe.com/other']);
  });

  test('a button that leads elsewhere takes its form with it', () => {
    const page = createFakeWindow();
    const asked = watch(page);
    for (const method of ['get', 'post']) {
      const form = { action: paymentLink, method };
      expect(submit(page, { a: '1' }, form, createButton(cart))).toEqual({ form, sent: { a: '1' } });
    }
    expect(asked).toEqual([]);
  });

  test('a script that sends a form as a query sends it without the button that was pressed before', async () => {
    const page = createFakeWindow();
    watch(page);
    const form = { action: cart, method: 'get' };
    page.dispatch('submit', createEvent({ target: form, submitter: createButton(paymentLink) }));
    await page.pass(0);
    expect(send(page, { q: '1' }, form).sent).toEqual({ q: '1' });
    expect(send(page, {}).sent).toHaveProperty('client_reference_id');
  });

  test.each([{ action: 'https://shop.example.com/search', method: 'get' }, Object({ action: {}, method: {} })])(
    'a form that leads elsewhere, or hides where it leads, is left alone: %j',
    (form) => {
      const page = createFakeWindow();
      const asked = watch(page);
      expect(submit(page, { q: '1' }, form).sent).toEqual({ q: '1' });
      expect(asked).toEqual([]);
    },
  );
});

describe('links, window.open', () => {
  test('a payment link that a script opens is decorated, with the script’s other arguments and what it gets back', () => {
    const page = createFakeWindow();
    watch(page);
    expect(page.open(paymentLink, '_blank', 'noopener')).toBe(page);
    expect(page.opened).toEqual([
      [expect.stringMatching(/client_reference_id=tt1_[\w-]+&utm_source=news-letter/), '_blank', 'noopener'],
    ]);
  });

  test('every other call passes as it came', () => {
    const page = createFakeWindow();
    watch(page);
    page.open();
    page.open('/terms', 'terms');
    page.open('');
    expect(page.opened).toEqual([[], ['/terms', 'terms'], ['']]);
  });

  test('a window without an address stays without one, also on a page that is on a payment domain', () => {
    const page = createFakeWindow([], 'https://pay.example.com/start');
    watch(page);
    page.open();
    page.open('');
    expect(page.opened).toEqual([[], ['']]);
  });

  test('an address that begins with the host is decorated', () => {
    const page = createFakeWindow();
    watch(page);
    page.open('//buy.stripe.com/x');
    expect(page.opened).toEqual([[expect.stringMatching(/^https:\/\/buy\.stripe\.com\/x\?client_reference_id=/)]]);
  });

  test('the function keeps its name, length and text', () => {
    const page = createFakeWindow();
    page.open = function open(_url, _target) {
      return null;
    };
    watch(page);
    expect([page.open.name, page.open.length]).toEqual(['open', 2]);
  });
});

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
