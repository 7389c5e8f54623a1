// An erasure that comes before the first news of a session: what webhook and pages tell later brings no buyer in.
import { expect, it } from 'vitest';
import { eraseByEmail, eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordSession } from '../../../functions/ledger/record-session.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { maxUntoldMs } from '../../../functions/rules/plan-entry.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { buildLine } from '../rules/checkout-session-builder.ts';
import { newSendingProperty, newSession, nowMs, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

const property = newSendingProperty();
const asked = { nowMs, source: 'console' } as const;
const webhook = { nowMs: nowMs + 1_000, source: 'webhook' } as const;
const clickId = 'AAECAwQFBgcICQoLDA0ODw';
const passport =
  encodePassport({
    clickId,
    clickedAtSeconds: nowMs / 1000 - 200,
    gaClientId: '1234567890.1700000000',
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
  }) ?? '';
const newSale = () => newSession({ clientReferenceId: passport });

async function find(store: Store, sessionId: string): Promise<SessionEntry> {
  const entry = await store.findEntry(entryId(property.id, sessionId));
  if (entry?.kind !== 'session') throw new Error('There is no such session.');
  return entry;
}

/** The payment counts and is sent, and nothing tells whose it is. */
async function expectNobody(store: Store, sessionId: string): Promise<void> {
  const entry = await find(store, sessionId);
  expect(entry).toMatchObject({ status: 'paid', erasedAtMs: nowMs, clickId: null, passport: null });
  expect(entry.session).toMatchObject({ amountTotalMinor: 4950, customerId: null, clientReferenceId: null });
  expect(entry.deliveries).toMatchObject({ 'purchase:dest_1': { state: 'waiting' } });
  expect(await store.findBuyer(entry.id, nowMs + 1_000)).toBeUndefined();
}

describeOnStores('the erasure of a session that nothing was told of yet', ({ one, other }) => {
  it('says that nothing was known, counts no money, and the second time that it was done before', async () => {
    const { id } = newSale();
    expect(await eraseSession(one(), property, id, asked)).toBe('unknown');
    expect(await find(other(), id)).toMatchObject({
      status: 'expired',
      session: null,
      deliveries: {},
      livemode: false,
    });
    expect(await eraseSession(other(), property, id, { ...asked, nowMs: nowMs + 1 })).toBe('repeated');
  });

  it('is not undone by a webhook', async () => {
    const session = newSale();
    await eraseSession(one(), property, session.id, asked);
    await recordChange(other(), property, tellSession(session), webhook);
    await expectNobody(one(), session.id);
  });

  it('is not undone by a page', async () => {
    const session = { ...newSale(), lines: [buildLine()] };
    await eraseSession(one(), property, session.id, asked);
    await recordView(other(), newView(property, { session, clickId }), nowMs + 1_000);
    await expectNobody(one(), session.id);
  });

  it('is not undone by a reading of Stripe, for one that was found by its address there', async () => {
    const session = newSale();
    const wish = { email: 'ada.lovelace+shop@gmail.com', sessionIds: [session.id] };
    expect(await eraseByEmail(one(), property, wish, asked)).toEqual({
      ...{ erased: [], repeated: [], unknown: [session.id] },
    });
    await recordSession(other(), property, session, { nowMs: nowMs + 1_000, source: 'sweep' });
    await expectNobody(one(), session.id);
  });

  it('has a payment sent no later than without it: not one that is told of days afterwards by a reading alone', async () => {
    const old = newSession({ createdSeconds: (nowMs - maxUntoldMs) / 1000 - 1 });
    await eraseSession(one(), property, old.id, asked);
    await recordSession(other(), property, old, { nowMs, source: 'sweep' });
    const entry = await find(one(), old.id);
    expect(entry).toMatchObject({ status: 'paid', erasedAtMs: nowMs });
    expect(entry.deliveries).toEqual({});
  });

  it('lets the webhook that comes at the same moment be erased instead', async () => {
    const session = newSale();
    const [outcome] = await Promise.all([
      eraseSession(one(), property, session.id, asked),
      recordChange(other(), property, tellSession(session), webhook),
    ]);
    expect(['unknown', 'erased']).toContain(outcome);
    expect(await find(one(), session.id)).toMatchObject({ status: 'paid', erasedAtMs: nowMs, clickId: null });
    expect(await one().findBuyer(entryId(property.id, session.id), nowMs)).toBeUndefined();
  });
});
