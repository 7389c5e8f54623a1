// The loader’s link handling on forms, and where a script opens a payment link.
import { describe, expect, test } from 'vitest';
import { createEvent, createFakeWindow, type FakeWindow } from '../fake-window.ts';
import { paymentLink, watch } from './link-clicks.ts';

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
