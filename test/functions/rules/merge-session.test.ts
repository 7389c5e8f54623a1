// The state machine of a session: any order, any number of repeats, one end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { SessionEntry, SessionStatus } from '../../../functions/rules/entry.ts';
import { beginEntry, mergeSession, type SessionNews, toSessionStatus } from '../../../functions/rules/merge-session.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { buildLine, buildSession } from './checkout-session-builder.ts';

const nowMs = 1_700_000_000_000;
const nowSeconds = nowMs / 1000;

function news(status: SessionStatus, changes: Partial<SessionNews> = {}, hasLines = false): SessionNews {
  const paymentStatus = { paid: 'paid', free: 'no_payment_required' } as const;
  const session = buildSession({
    status: status === 'expired' ? 'expired' : 'complete',
    paymentStatus: status === 'paid' || status === 'free' ? paymentStatus[status] : 'unpaid',
  });
  return {
    status,
    session: toSessionRecord(session, hasLines),
    atSeconds: nowSeconds,
    nowMs,
    source: 'webhook',
    about: `evt_${status}`,
    ...changes,
  };
}

const begin = (first: SessionNews): SessionEntry => beginEntry('tt_shop:cs', 'tt_shop', first);
const apply = ([first, ...rest]: readonly SessionNews[]): SessionEntry => {
  if (first === undefined) throw new Error('Nothing happened.');
  return rest.reduce((entry, next) => mergeSession(entry, next) ?? entry, begin(first));
};

/** All but when we heard of what, and from whom first. */
function toEnd({ status, session, statusAtSeconds, clickId, passport, livemode }: SessionEntry) {
  return { status, session, statusAtSeconds, clickId, passport, livemode };
}

describe('mergeSession', () => {
  test('a pending session that settles is paid, with the time of it', () => {
    const settled = mergeSession(begin(news('pending')), news('paid', { nowMs: nowMs + 5, atSeconds: nowSeconds + 3 }));
    expect(settled).toMatchObject({
      status: 'paid',
      settledAtMs: nowMs + 5,
      statusAtSeconds: nowSeconds + 3,
      session: { paymentStatus: 'paid' },
    });
    expect(settled?.changes).toEqual([
      { atMs: nowMs, source: 'webhook', what: 'pending', about: 'evt_pending' },
      { atMs: nowMs + 5, source: 'webhook', what: 'paid', about: 'evt_paid' },
    ]);
  });

  test('the moment at which it was first seen settled stays, because personal data are answered by it', () => {
    const settled = begin(news('paid', { source: 'page', atSeconds: null }));
    const later = mergeSession(settled, news('paid', { nowMs: nowMs + 3_600_000 }, true));
    expect(later).toMatchObject({ settledAtMs: nowMs, statusAtSeconds: nowSeconds });
    expect(mergeSession(begin(news('free')), news('paid', { nowMs: nowMs + 5 }))).toMatchObject({ settledAtMs: nowMs });
  });

  test.each([
    ['paid', 'pending'],
    ['paid', 'failed'],
    ['paid', 'expired'],
    ['free', 'pending'],
    ['failed', 'pending'],
    ['pending', 'expired'],
  ] as const)('a session that is %s does not become %s', (known, late) => {
    expect(mergeSession(begin(news(known)), news(late))).toBeUndefined();
  });

  test('a payment that failed and came through all the same is paid', () => {
    expect(apply([news('pending'), news('failed'), news('paid')])).toMatchObject({ status: 'paid' });
  });

  test('the same news change nothing', () => {
    for (const status of ['paid', 'free', 'pending', 'failed', 'expired'] as const) {
      expect(mergeSession(begin(news(status)), news(status))).toBeUndefined();
    }
  });

  test('a webhook dates what a page saw first', () => {
    const seen = begin(news('paid', { atSeconds: null, source: 'page' }, true));
    expect(seen.statusAtSeconds).toBeNull();
    expect(mergeSession(seen, news('paid'))).toMatchObject({ statusAtSeconds: nowSeconds, session: { lines: [{}] } });
  });

  test('the lines are filled in by whoever read them, with the coupon as the buyer typed it', () => {
    const read = news('pending', {}, true);
    const told = news('paid');
    const typed = { ...read, session: { ...read.session, coupon: 'LAUNCH' } };
    const unread = { ...told, session: { ...told.session, coupon: 'coupon_id' } };
    for (const order of [[typed, unread] as const, [unread, typed] as const]) {
      expect(apply(order).session).toMatchObject({ coupon: 'LAUNCH', lines: [buildLine()], paymentStatus: 'paid' });
    }
  });

  test('a subscription that Stripe made after the payment is filled in', () => {
    const [early, late] = [news('paid'), news('paid')];
    const entry = begin({ ...early, session: { ...early.session, subscriptionId: null } });
    expect(mergeSession(entry, { ...late, session: { ...late.session, subscriptionId: 'sub_1' } })).toMatchObject({
      session: { subscriptionId: 'sub_1' },
    });
  });

  test('a passport names the click, and a foreign reference does not', () => {
    const passport = encodePassport({
      clickId: 'AAECAwQFBgcICQoLDA0ODw',
      clickedAtSeconds: nowSeconds,
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'unset',
        ad_personalization: 'unset',
      },
    });
    const withReference = (clientReferenceId: string | undefined = '') => {
      const told = news('paid');
      return begin({ ...told, session: { ...told.session, clientReferenceId } });
    };
    expect(withReference(passport)).toMatchObject({ passport, clickId: 'AAECAwQFBgcICQoLDA0ODw' });
    expect(withReference('order_17')).toMatchObject({ passport: null, clickId: null });
  });

  test('an entry of an older version, without its session, takes the session in and keeps its status', () => {
    const old = { ...begin(news('paid')), session: null };
    expect(mergeSession(old, news('pending'))).toMatchObject({
      status: 'paid',
      session: { id: 'cs_live_a1PaidShirt0000000000' },
    });
  });

  test('any order and any number of repeats of what happened end the same', () => {
    const subscriptionLater = (told: SessionNews, subscriptionId: string | null): SessionNews => ({
      ...told,
      session: { ...told.session, subscriptionId, coupon: told.session.lines === null ? 'coupon_id' : 'LAUNCH' },
    });
    const anyNews = fc
      .record({
        status: fc.constantFrom<SessionStatus>('paid', 'pending', 'failed', 'expired'),
        hasLines: fc.boolean(),
        subscriptionId: fc.constantFrom('sub_1', null),
        atSeconds: fc.option(fc.integer({ min: nowSeconds, max: nowSeconds + 3 })),
      })
      .map(({ status, hasLines, subscriptionId, atSeconds }) =>
        subscriptionLater(news(status, { atSeconds }, hasLines), subscriptionId),
      );
    fc.assert(
      fc.property(
        fc
          .array(anyNews, { minLength: 1, maxLength: 6 })
          .chain((told) =>
            fc.tuple(
              fc.shuffledSubarray(told, { minLength: told.length }),
              fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
            ),
          ),
        ([once, twice]) => {
          expect(toEnd(apply(twice))).toEqual(toEnd(apply(once)));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('toSessionStatus', () => {
  test('an open session has none', () => {
    expect(toSessionStatus(buildSession({ status: 'open', paymentStatus: 'unpaid' }), false)).toBeUndefined();
  });

  test('a delayed payment that did not come through has failed, one that did has not', () => {
    expect(toSessionStatus(buildSession({ paymentStatus: 'unpaid' }), true)).toBe('failed');
    expect(toSessionStatus(buildSession(), true)).toBe('paid');
  });

  test('what expired is expired, and what waits is pending', () => {
    expect(toSessionStatus(buildSession({ status: 'expired', paymentStatus: 'unpaid' }), false)).toBe('expired');
    expect(toSessionStatus(buildSession({ paymentStatus: 'unpaid' }), false)).toBe('pending');
  });
});
