// When the payment links that Stripe lists say by themselves that buyers come back, and when they say too little.
import { describe, expect, test } from 'vitest';
import { areAllGood } from '../../../../functions/console/setup/keep-redirects.ts';
import type { ModeLinks } from '../../../../functions/console/setup/read-links.ts';
import { newProperty } from '../../../../functions/rules/new-property.ts';
import type { Property } from '../../../../functions/rules/property.ts';

const good = 'https://shop.example.com/thanks?session_id={CHECKOUT_SESSION_ID}';

function linksOf(mode: ModeLinks['mode'], redirects: readonly (string | null)[], isWhole = true): ModeLinks {
  const links = redirects.map((redirectUrl, index) => {
    const id = `plink_${mode}${index}`;
    return { id, url: `https://buy.stripe.com/${id}`, redirectUrl };
  });
  return { mode, kind: 'listed', links, isWhole };
}

function judge(read: readonly ModeLinks[], scope: Property['scope'] = { kind: 'account' }): boolean {
  return areAllGood(read, { ...newProperty('tt_1', 0), hostnames: ['shop.example.com'], scope });
}

describe('areAllGood', () => {
  test('is true where each link of each mode leads back with the payment, and false where one does not', () => {
    expect(judge([linksOf('test', [good, good])])).toBe(true);
    expect(judge([linksOf('live', [good]), linksOf('test', [good])])).toBe(true);
    expect(judge([linksOf('live', [null]), linksOf('test', [good])])).toBe(false);
  });

  test('is false where there is no link, or none that is the property’s', () => {
    expect(judge([])).toBe(false);
    expect(judge([linksOf('test', [])])).toBe(false);
    expect(judge([linksOf('test', [null])], { kind: 'hostnames' })).toBe(false);
  });

  test('is false where a mode was not read whole', () => {
    expect(judge([linksOf('test', [good], false)])).toBe(false);
    expect(judge([linksOf('live', [good]), linksOf('test', [good], false)])).toBe(false);
  });

  test.each<ModeLinks>([
    { mode: 'live', kind: 'closed' },
    { mode: 'live', kind: 'missing_permission', permission: 'rak_payment_links_read' },
    { mode: 'live', kind: 'unavailable', reason: 'timeout' },
  ])('is false where the answer for a mode is $kind', (unread) => {
    expect(judge([unread, linksOf('test', [good])])).toBe(false);
  });

  test('goes by the chosen links alone, and wants all of them to be there', () => {
    const read = [linksOf('test', [good, null])];
    expect(judge(read, { kind: 'payment_links', ids: ['plink_test0'] })).toBe(true);
    expect(judge(read, { kind: 'payment_links', ids: ['plink_test0', 'plink_gone'] })).toBe(false);
  });
});
