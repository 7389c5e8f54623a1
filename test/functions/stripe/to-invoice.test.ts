// An invoice's lines always add up to what it charges for them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInvoice } from '../../../functions/stripe/to-invoice.ts';
import { toWireRecord } from '../../../functions/stripe/wire-record.ts';
import { invoice } from './events.ts';

function translate(changes: object, moreLines: object[] = []) {
  const record = toWireRecord({ ...invoice, ...changes });
  const translated =
    record &&
    toInvoice(
      record,
      moreLines.map(toWireRecord).filter((line) => line !== undefined),
    );
  if (translated === undefined) throw new Error('This is no invoice.');
  return translated;
}

const [line] = invoice.lines.data;

describe('toInvoice', () => {
  it('counts a tax inside the price once', () => {
    const inside = { ...line, discount_amounts: [], taxes: [{ amount: 319, tax_behavior: 'inclusive' }] };
    const { lines } = translate({ total: 2000, lines: { data: [inside], has_more: false } });
    expect(lines).toMatchObject([{ amountTotalMinor: 2000, amountTaxMinor: 319 }]);
  });

  it('makes totals add up that discounts of the whole invoice left too high', () => {
    const full = [2000, 1000].map((amount, index) => ({ id: `il_${index}`, amount, subtotal: amount, taxes: [] }));
    const { lines } = translate({ total: 2400, lines: { data: full, has_more: false } });
    expect(lines.map(({ amountTotalMinor }) => amountTotalMinor)).toEqual([1600, 800]);
  });

  it('keeps shipping out of the lines', () => {
    const shipping_cost = { amount_subtotal: 500, amount_tax: 0, amount_total: 500 };
    const { lines, shipping } = translate({ total: 2285, shipping_cost });
    expect(lines).toMatchObject([{ amountTotalMinor: 1785 }]);
    expect(shipping).toEqual({ amountSubtotalMinor: 500, amountTaxMinor: 0, amountTotalMinor: 500 });
  });

  it('knows no shipping where nothing is shipped, or for nothing', () => {
    expect(translate({})).not.toHaveProperty('shipping');
    const shipping_cost = { amount_subtotal: 0, amount_tax: 0, amount_total: 0 };
    expect(translate({ shipping_cost })).not.toHaveProperty('shipping');
  });

  it('takes lines as they are while others are missing', () => {
    const { lines } = translate({ total: 9000, lines: { data: [line], has_more: true } });
    expect(lines).toMatchObject([{ amountTotalMinor: 1785 }]);
  });

  it('joins the lines of further pages', () => {
    const { lines } = translate({ total: 3570, lines: { data: [line], has_more: true } }, [{ ...line, id: 'il_2' }]);
    expect(lines).toMatchObject([
      { id: 'il_1', amountTotalMinor: 1785 },
      { id: 'il_2', amountTotalMinor: 1785 },
    ]);
  });

  it('takes metered use billed with a quantity of none for one piece', () => {
    const { lines } = translate({ lines: { data: [{ ...line, quantity: 0 }], has_more: false } });
    expect(lines[0]?.quantity).toBe(1);
  });

  it('gives lines that add up to the total, whatever the amounts', () => {
    const amounts = fc.array(fc.integer({ min: -50_000, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000_000 }), (parts, total) => {
        const data = parts.map((amount, index) => ({ id: `il_${index}`, amount }));
        const { lines } = translate({ total, lines: { data, has_more: false } });
        expect(lines.reduce((sum, { amountTotalMinor }) => sum + amountTotalMinor, 0)).toBe(total);
      }),
    );
  });
});
