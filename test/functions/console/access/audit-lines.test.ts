// How each kind of line of the audit trail reads: every name stands in it once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { byTerminal } from '../../../../functions/properties/note-in-trail.ts';
import type { AuditEvent } from '../../../../functions/rules/account.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { auditEventId } from '../../../../functions/store/console-store.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';

let running: RunningConsole;
let property: Property;
beforeEach(async () => {
  running = await startConsole();
  property = await running.addProperty({ name: 'My shop' });
});
afterEach(() => running.close());

/** Who, what and about whom, as the page of the trail has it. */
async function read(event: Pick<AuditEvent, 'what'> & Partial<AuditEvent>): Promise<string[]> {
  const { accountId, clock, store } = running;
  const base = { accountId, atMs: clock.nowMs, userId: 'usr_1', email: 'owner@shop.example', propertyId: property.id };
  const id = auditEventId(accountId, clock.nowMs, 'AAAA');
  await store.console.addAuditEvent({ ...base, about: null, ...event, id });
  const { body } = await running.get(`/accounts/${accountId}/audit`);
  const [row = ''] = /<tbody>(<tr>.*?<\/tr>)/s.exec(body)?.slice(1) ?? [];
  return [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)]
    .map(([, cell = '']) => cell.replace(/<[^>]*>/g, ''))
    .slice(1);
}

describe('a line of the audit trail', () => {
  it('names the property and what it is about', async () => {
    expect(await read({ what: 'destination_added', about: 'GA4 G-SHOP1234' })).toEqual([
      'owner@shop.example',
      'Added a destination',
      'My shop: GA4 G-SHOP1234',
    ]);
  });

  it.each(['property_deletion_begun', 'property_moved_here'])(
    'names the property once where it is what %s is about',
    async (what) => {
      expect((await read({ what, about: 'My shop' }))[2]).toBe('My shop');
    },
  );

  it('keeps the name of a property that is gone, beside its id', async () => {
    const about = 'Old shop';
    expect((await read({ what: 'property_deleted', about, propertyId: 'tt_gone' }))[2]).toBe('tt_gone: Old shop');
  });

  it.each(['member_joined', 'member_left'])(
    'names a person once where %s is about the one who did it',
    async (what) => {
      const line = await read({ what, about: 'owner@shop.example', propertyId: null });
      expect(line.join(' ').match(/owner@shop\.example/g)).toHaveLength(1);
    },
  );

  it('says of what was done at a terminal that somebody did it there', async () => {
    const nobody = { userId: null, email: null };
    expect(await read({ ...nobody, what: 'buyer_erased', about: `1 payment${byTerminal}` })).toEqual([
      'Somebody at the command line',
      'Erased data of buyers',
      'My shop: 1 payment',
    ]);
  });

  it('says of what nobody did that it was Tilltag itself', async () => {
    const nobody = { userId: null, email: null };
    const about = 'Old shop';
    expect((await read({ ...nobody, what: 'property_deleted', about, propertyId: 'tt_gone' }))[0]).toBe(
      'Tilltag itself',
    );
  });
});
