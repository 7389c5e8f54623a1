// What purchases brought, currency by currency, with what banks took back in other currencies apart.
import { describe, expect, test } from 'vitest';
import { createMoneySum, sumMoney, sumOtherDisputes, toNetMinor } from '../../../functions/rules/money-sum.ts';

const purchase = { currency: 'EUR', totalMinor: 10_000, valueMinor: 10_000, refunds: {} };

describe('createMoneySum', () => {
  test('adds purchases up, each currency for itself, in the order of their names', () => {
    const sum = createMoneySum();
    sum.add({ ...purchase, currency: 'usd' });
    sum.add(purchase);
    sum.add({ ...purchase, refunds: { re_1: { amountMinor: 1_000, valueMinor: 1_000 } } });
    expect(sum.toList()).toEqual([
      { currency: 'eur', count: 2, grossMinor: 20_000, refundedMinor: 1_000 },
      { currency: 'usd', count: 1, grossMinor: 10_000, refundedMinor: 0 },
    ]);
  });

  test('takes a lost dispute off in the purchase’s own currency, however it is written', () => {
    const sum = createMoneySum();
    sum.add({ ...purchase, lostDisputes: { dp_1: { amountMinor: 4_000, currency: 'eur' } } });
    expect(sum.toList()).toEqual([
      { currency: 'eur', count: 1, grossMinor: 10_000, refundedMinor: 0, disputedMinor: 4_000 },
    ]);
  });

  test('takes nothing off for a dispute in another currency, and keeps what it was', () => {
    const sum = createMoneySum();
    const lostDisputes = {
      dp_1: { amountMinor: 10_800, currency: 'USD' },
      dp_2: { amountMinor: 1_000, currency: 'eur' },
      dp_3: { amountMinor: 200, currency: 'usd' },
    };
    sum.add({ ...purchase, lostDisputes });
    const [money] = sum.toList();
    expect(money).toMatchObject({ disputedMinor: 1_000, otherDisputes: { usd: 11_000 } });
    expect(money && toNetMinor(money)).toBe(9_000);
  });

  test('changes nothing that it gave away before', () => {
    const sum = createMoneySum();
    const add = () => sum.add({ ...purchase, lostDisputes: { dp_1: { amountMinor: 500, currency: 'usd' } } });
    add();
    const before = sum.toList();
    add();
    expect(before[0]?.otherDisputes).toEqual({ usd: 500 });
    expect(sum.toList()[0]?.otherDisputes).toEqual({ usd: 1_000 });
  });
});

describe('sumOtherDisputes', () => {
  const lost = (otherDisputes?: Record<string, number>) => ({
    ...{ currency: 'eur', count: 1, grossMinor: 5_000, refundedMinor: 0 },
    ...(otherDisputes !== undefined && { otherDisputes }),
  });

  test('adds days up by currency', () => {
    const days = [lost({ usd: 300, gbp: 20 }), lost(), lost({ usd: 1 })];
    expect(sumOtherDisputes(days)).toEqual([
      ['gbp', 20],
      ['usd', 301],
    ]);
    expect(sumMoney(days.map((day) => [day]))).toMatchObject([{ otherDisputes: { usd: 301, gbp: 20 } }]);
  });

  test('is empty where none was lost', () => {
    expect(sumOtherDisputes([lost()])).toEqual([]);
  });
});
