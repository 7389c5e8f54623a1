// The built loader on pages with buy buttons and pricing tables: the reference that each gets, once.
import { describe, expect, test } from 'vitest';
import { useLinkPages } from './use-link-pages.ts';

const shop = useLinkPages();

describe('Stripe’s elements in Chromium', () => {
  /** Reads the attribute as Stripe's do: when it is connected, and whenever it changes. */
  const define = () => {
    const seen: (string | null)[] = [];
    Object.assign(window, { seen });
    for (const name of ['stripe-buy-button', 'stripe-pricing-table']) {
      customElements.define(
        name,
        class extends HTMLElement {
          static observedAttributes = ['client-reference-id'];
          attributeChangedCallback(_name: string, _before: string | null, value: string | null): void {
            seen.push(value);
          }
        },
      );
    }
  };

  test.each(['stripe-buy-button', 'stripe-pricing-table'])(
    'a <%s> that is there, and one that comes later, each get a reference once and are told',
    async (name) => {
      await shop.open(`<${name}></${name}>`);
      await shop.page().evaluate(define);
      await expect.poll(() => shop.clicks().length).toBe(1);
      await shop.page().evaluate((tag) => document.body.append(document.createElement(tag)), name);
      await expect.poll(() => shop.clicks().length).toBe(2);
      const references = await shop
        .page()
        .evaluate(
          (tag) => [...document.querySelectorAll(tag)].map((element) => element.getAttribute('client-reference-id')),
          name,
        );
      expect(references).toEqual(shop.clicks().map(({ click_id }) => `tt1_${click_id}`));
      expect(await shop.page().evaluate(() => Reflect.get(window, 'seen'))).toEqual(references);
    },
  );

  test('one that has a reference keeps it', async () => {
    await shop.open(
      `<stripe-buy-button client-reference-id="user-7"></stripe-buy-button><stripe-buy-button></stripe-buy-button>`,
    );
    await expect.poll(() => shop.clicks().length).toBe(1);
    expect(await shop.page().locator('stripe-buy-button').first().getAttribute('client-reference-id')).toBe('user-7');
  });
});
