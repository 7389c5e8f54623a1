// What the page address variable makes of a page's address and referrer, told by the built file.
import { describe, expect, test } from 'vitest';
import { simulateTemplate } from '../../../scripts/simulator/simulate-template.ts';
import { createFakePage } from '../../../scripts/simulator/web/fake-page.ts';
import { sessionId } from '../loader/answers.ts';
import { readBuiltTpl } from './built-tpl.ts';

const tpl = await readBuiltTpl('page-address-variable');

const shop = 'https://shop.example.com';

function read(part: 'page_location' | 'ignore_referrer', page: { href: string; referrer?: string }): unknown {
  const run = simulateTemplate({
    tpl,
    fields: { part, paymentDomains: 'pay.example.com' },
    page: createFakePage(page),
  });
  expect(run.problems).toEqual([]);
  return run.returned;
}

describe('Tilltag page address', () => {
  test.each([
    [`?session_id=${sessionId}`, ''],
    [`?a=1&session_id=${sessionId}&utm_source=ads&utm_id=7&b=%20x`, '?a=1&b=%20x'],
    [`?utm_source=ads&checkout=${sessionId}#top`, '#top'],
    [`?session_id=${sessionId}&a&=b&c=`, '?a&=b&c='],
    ['?session_id={CHECKOUT_SESSION_ID}&utm_source=ads', ''],
    ['?session_id=%7BCHECKOUT_SESSION_ID%7D', ''],
  ])('the thank-you page with %s is told as "%s"', (search, kept) => {
    expect(read('page_location', { href: `${shop}/thanks${search}` })).toBe(`${shop}/thanks${kept}`);
    expect(read('ignore_referrer', { href: `${shop}/thanks${search}` })).toBe('true');
  });

  test.each(['https://checkout.stripe.com/', 'https://buy.stripe.com/', 'https://pay.example.com/x'])(
    'a page that was reached from %s has no campaign of its own',
    (referrer) => {
      const page = { href: `${shop}/thanks?utm_source=ads&a=1`, referrer };
      expect(read('page_location', page)).toBe(`${shop}/thanks?a=1`);
      expect(read('ignore_referrer', page)).toBe('true');
    },
  );

  test.each(['https://www.google.com/', 'https://notstripe.com/', 'https://stripe.com.example.org/', ''])(
    'a page that was reached from "%s" is left to GA4',
    (referrer) => {
      const page = { href: `${shop}/?utm_source=ads&session_id=42`, referrer };
      expect(read('page_location', page)).toBeUndefined();
      expect(read('ignore_referrer', page)).toBeUndefined();
    },
  );
});
