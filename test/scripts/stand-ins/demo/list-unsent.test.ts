// Why the server sent nothing, in the words of Google's page.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClickConsent, ConsentState } from '../../../../functions/contract/click-report.ts';
import { type Delivery, deliveryKey } from '../../../../functions/rules/delivery.ts';
import { encodePassport } from '../../../../functions/rules/encode-passport.ts';
import type { SessionEntry } from '../../../../functions/rules/entry.ts';
import { openStore } from '../../../../functions/store/open-store.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { listUnsent } from '../../../../scripts/stand-ins/demo/list-unsent.ts';
import {
  newClick,
  newFullEntry,
  newProperty,
  newRefundEntry,
  newSessionRecord,
} from '../../../functions/store/records.ts';

const nowMs = 1_700_000_000_000;
const property = newProperty();

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  await store.createProperty(property);
  return () => store.close();
});

function deliveries(changes: Partial<Delivery>): Record<string, Delivery> {
  const delivery: Delivery = {
    ...{ event: 'purchase', destinationId: 'dst_1', state: 'suppressed', dueAtMs: null, attempts: 0, lease: null },
    ...{ mayBeTaken: false, reason: 'consent', atMs: nowMs, ...changes },
  };
  return { [deliveryKey(delivery.event, delivery.destinationId)]: delivery };
}

async function keep(delivery: Partial<Delivery>, changes: Partial<SessionEntry> = {}): Promise<SessionEntry> {
  const entry = newFullEntry({ propertyId: property.id, deliveries: deliveries(delivery), ...changes });
  await store.createEntry(entry);
  return entry;
}

async function whyOf(delivery: Partial<Delivery>, changes?: Partial<SessionEntry>): Promise<string | undefined> {
  await keep(delivery, changes);
  return (await listUnsent(store, nowMs))[0]?.why;
}

function everywhere(state: ConsentState): ClickConsent {
  return { ad_storage: state, analytics_storage: state, ad_user_data: state, ad_personalization: state };
}

const denyingPassport = () =>
  encodePassport({
    clickId: 'AAECAwQFBgcICQoLDA0ODw',
    clickedAtSeconds: nowMs / 1000 - 200,
    consent: everywhere('denied'),
  }) ?? '';

describe('listUnsent', () => {
  it('names passport, consent and ids as missing where nobody clicked on a page with the container', async () => {
    const entry = await keep({});
    expect(await listUnsent(store, nowMs)).toEqual([
      {
        atMs: nowMs,
        eventName: 'purchase',
        stripeId: entry.sessionId,
        state: 'not sent',
        why: 'The passport is missing: no page with the container decorated the payment link. No thank-you page told anything either. So consent and GA4’s ids are missing, and what nobody told counts as denied in this property.',
      },
    ]);
  });

  it('says that the passport is missing because the link kept a reference of its own', async () => {
    const session = newSessionRecord({ clientReferenceId: 'member_42' });
    expect(await whyOf({}, { session, sessionId: session.id })).toContain('kept a reference of its own');
  });

  it('tells a consent that was denied at the click from one denied on the thank-you page', async () => {
    expect(await whyOf({}, { passport: denyingPassport() })).toContain(
      'denied analytics when the payment link was clicked',
    );
    const pageConsent = { states: everywhere('denied'), atMs: nowMs };
    expect(await whyOf({ atMs: nowMs + 1 }, { pageConsent })).toContain('on the thank-you page');
  });

  it('says that the click denied it where the property would count nothing told as granted', async () => {
    const open = newProperty({ unknownConsent: 'granted' });
    await store.createProperty(open);
    const click = newClick({ propertyId: open.id, consent: everywhere('denied'), expiresAtMs: nowMs + 1000 });
    await store.createClick(click);
    await store.createEntry(newFullEntry({ propertyId: open.id, deliveries: deliveries({}), clickId: click.clickId }));
    expect((await listUnsent(store, nowMs))[0]?.why).toContain('at the click that led here');
  });

  it('says so where consent came only afterwards', async () => {
    const pageConsent = { states: everywhere('granted'), atMs: nowMs };
    expect(await whyOf({}, { pageConsent })).toContain('was missing when');
  });

  it('looks for the session that a refund goes back to', async () => {
    const sold = await keep({ state: 'sent', reason: null });
    await store.createEntry(
      newRefundEntry({
        propertyId: property.id,
        sessionId: sold.sessionId,
        resolution: { state: 'resolved' },
        deliveries: deliveries({ event: 'refund' }),
      }),
    );
    expect(await listUnsent(store, nowMs)).toMatchObject([
      {
        eventName: 'refund',
        stripeId: expect.stringMatching(/^re_/),
        why: expect.stringContaining('passport is missing'),
      },
    ]);
  });

  it('says until when the server waits for the page, and when it tries again', async () => {
    const waiting = { state: 'waiting', dueAtMs: nowMs + 30_000 } as const;
    expect(await whyOf({ ...waiting, reason: null })).toBe(
      'The server leaves it to the thank-you page, and sends it at 22:13:50.',
    );
    expect(await whyOf({ ...waiting, reason: 'http_503', attempts: 1, atMs: nowMs + 1 })).toMatch(
      /status 503.*; next try at 22:13:50\.$/,
    );
  });

  it('names the demo’s own cure where the container refuses the secret', async () => {
    expect(await whyOf({ state: 'dead', reason: 'http_401', attempts: 3 })).toContain('start the demo again');
  });

  it('lists the newest first, and nothing that is settled', async () => {
    for (const [state, atMs] of [['dead', 1] as const, ['uncertain', 2] as const, ['suppressed', 3] as const]) {
      await keep({ state, atMs, reason: 'mode' });
    }
    for (const state of ['sent', 'reported', 'overtaken'] as const) await keep({ state, reason: null });
    const listed = await listUnsent(store, nowMs);
    expect(listed.map(({ state }) => state)).toEqual(['not sent', 'uncertain', 'given up']);
  });

  it('lists those of every property together, as somebody has made one of their own', async () => {
    const own = newProperty();
    await store.createProperty(own);
    for (const [propertyId, atMs] of [[property.id, 1] as const, [own.id, 2] as const, [property.id, 3] as const]) {
      await keep({ atMs, reason: 'mode' }, { propertyId });
    }
    expect((await listUnsent(store, nowMs)).map(({ atMs }) => atMs)).toEqual([3, 2, 1]);
  });
});
