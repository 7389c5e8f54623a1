// Closing the search for a session, and opening it again, while others write the same entry. On every store.
import { expect, it } from 'vitest';
import { markForeign, searchAgain } from '../../../functions/ledger/mark-foreign.ts';
import type { RefundEntry, Resolution } from '../../../functions/rules/entry.ts';
import { newInvoiceEntry, newRefundEntry } from '../store/records.ts';
import { nowMs } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';

const when = { nowMs, source: 'replay' } as const;
const foreign = { state: 'foreign', reason: 'out_of_scope' } as const;
const orphan: Resolution = { state: 'orphan', dueAtMs: 0, attempts: 3, reason: null };

describeOnStores('a search', ({ one, other }) => {
  const keep = async (resolution: Resolution): Promise<RefundEntry> => {
    const entry = newRefundEntry({ resolution, sessionId: null });
    await one().createEntry(entry);
    return entry;
  };

  it('that is closed says of what takes money back that it was judged by its purchase', async () => {
    const refund = await markForeign(one(), await keep(orphan), 'out_of_scope', when);
    expect(refund.resolution).toEqual({ ...foreign, byPurchase: true });
    const invoice = newInvoiceEntry({ resolution: orphan, sessionId: null });
    await one().createEntry(invoice);
    expect((await markForeign(one(), invoice, 'out_of_scope', when)).resolution).toEqual(foreign);
  });

  it('is opened again, due at once', async () => {
    const opened = await searchAgain(one(), await keep(foreign), when);
    expect(opened.resolution).toEqual({ state: 'orphan', dueAtMs: nowMs, attempts: 0, reason: null });
    expect(opened.changes.at(-1)).toEqual({ atMs: nowMs, source: 'replay', what: 'searched_again' });
  });

  it('is neither closed nor opened again where somebody found its session meanwhile', async () => {
    for (const [resolution, change] of [
      [orphan, (entry: RefundEntry) => markForeign(one(), entry, 'out_of_scope', when)],
      [foreign, (entry: RefundEntry) => searchAgain(one(), entry, when)],
    ] as const) {
      const entry = await keep(resolution);
      await other().changeEntry({ ...entry, resolution: { state: 'resolved' }, sessionId: 'cs_test_1' });
      expect((await change(entry)).resolution).toEqual({ state: 'resolved' });
      expect(await one().findEntry(entry.id)).toMatchObject({ resolution: { state: 'resolved' } });
    }
  });
});
