// A send in doubt that the rule of its destination decides, or decided: what every page says of it, and where it is found.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unsentTexts } from '../../../../functions/console/texts/missing-texts.ts';
import type { Delivery } from '../../../../functions/rules/delivery.ts';
import { toText } from '../settings/read-page.ts';
import { idsOn } from './list/use-list.ts';
import { ga4Id, type Sales, startSales } from './start-sales.ts';

let sales: Sales;
let sessionId: string;
let refundId: string;
beforeEach(async () => {
  sales = await startSales();
  sessionId = sales.buy();
  await sales.check();
  refundId = sales.stripe.refund(sessionId).id;
  await sales.check();
});
afterEach(() => sales.close());

const changeRefund = async (changes: Partial<Delivery>): Promise<void> =>
  await sales.changeDelivery(refundId, 'refund', { mayBeTaken: true, reason: 'timeout', ...changes });

const load = async (path: string): Promise<string> => (await sales.console.get(`${sales.base}${path}`)).body;
/** The part of the payment's page that is about the refund, as text. */
const showRefund = async (): Promise<string> =>
  toText(
    (await load(`/conversions/${sessionId}`)).split('<h3>Refund →')[1]?.replace(/<details>.*?<\/details>/s, '') ?? '',
  );
const find = async (status: string): Promise<string[]> => idsOn(await load(`/conversions?mode=test&status=${status}`));

describe('a send in doubt that a rule will decide', () => {
  const dueAtMs = Date.parse('2026-05-12T11:30:00Z');

  it('says on the page of its payment when the rule decides, and lets a person decide before', async () => {
    await changeRefund({ state: 'uncertain', dueAtMs });
    expect(await showRefund()).toMatch(/The rule of this destination decides 2026-05-12 11:30/);
    expect(await load(`/conversions/${sessionId}`)).toContain('It arrived: leave it');
  });

  it('says when it is tried next, and until when a sender has it, of what is not in doubt', async () => {
    await changeRefund({ state: 'waiting', dueAtMs });
    expect(await showRefund()).toMatch(/Next try 2026-05-12 11:30/);
    await changeRefund({ state: 'leased', lease: 'mine', dueAtMs });
    expect(await showRefund()).toMatch(/In the hands of a sender until 2026-05-12 11:30/);
  });

  it('is found under what goes on by itself, and under what needs a decision once no rule decides', async () => {
    await changeRefund({ state: 'uncertain', dueAtMs });
    expect([await find('waiting'), await find('undecided')]).toEqual([[refundId], []]);
    await changeRefund({ state: 'uncertain', dueAtMs: null });
    expect([await find('waiting'), await find('undecided')]).toEqual([[], [refundId]]);
    await changeRefund({ state: 'dead', dueAtMs: null });
    expect([await find('waiting'), await find('undecided')]).toEqual([[], [refundId]]);
  });
});

describe('what coverage says of purchases in doubt', () => {
  it('sends nobody to decide without naming the rule that does', () => {
    expect(unsentTexts['uncertain']?.meaning).toMatch(/Where a rule of the destination decides.* Otherwise look in/);
  });
});

describe('a send in doubt that a rule left', () => {
  const word = 'Left by a rule, arrival unknown';

  it('says everywhere that nobody knows whether it arrived, and names no person', async () => {
    await changeRefund({ state: 'sent', dueAtMs: null, reason: 'settled_by_rule', isRuled: true });
    const refund = await showRefund();
    expect(refund).toContain(word);
    expect(refund).toContain('The rule of this destination left it; whether it arrived is not known.');
    expect(refund).toContain('whether it arrived is not known. Sent again, it might count twice.');
    expect(refund).not.toMatch(/person|It arrived/);
    expect(await load('/conversions?mode=test')).toContain(word);
    expect(await load('/conversions.csv?mode=test')).toContain(`refund to GA4 G-SHOP1234: ${word}`);
  });

  it('says so among what happened', async () => {
    const entry = await sales.find(refundId);
    const line = { atMs: 1, source: 'delivery', what: 'settled_by_rule', about: `refund:${ga4Id}` } as const;
    await sales.console.store.changeEntry({ ...entry, changes: [...entry.changes, line] });
    expect(toText(await load(`/conversions/${sessionId}`))).toContain(
      'Left by the rule of this destination; whether it arrived is not known: Refund to GA4 G-SHOP1234.',
    );
  });

  it('is what a person settled where a person did, though a rule had sent it again before', async () => {
    await changeRefund({ state: 'sent', dueAtMs: null, reason: 'settled', isRuled: true });
    const refund = await showRefund();
    expect(refund).toContain('A person settled it');
    expect(refund).not.toContain(word);
  });
});
