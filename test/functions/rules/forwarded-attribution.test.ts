import { describe, expect, test } from 'vitest';
import { deriveClientId } from '../../../functions/rules/derived-client-id.ts';
import type { ForwardedEventParts } from '../../../functions/rules/to-forwarded-event.ts';
import { newRefundEntry, newSubscriptionEntry } from '../store/records.ts';
import { buildSession } from './checkout-session-builder.ts';
import { fullClick, newPassport, newSession, nowMs } from './event-parts.ts';
import { render, withProperty } from './render-event.ts';

const session = buildSession();
const sessionId = session.id;

describe('toForwardedEvent', () => {
  describe('attribution', () => {
    test('without a record the passport tells', () => {
      expect(render({ click: undefined })).toMatchObject({
        client_id: '1234567890.1690000000',
        ga_session_id: '1699999000',
        click: { gclid: 'GclidOfThePassport' },
        utm_source: null,
      });
    });

    test('without either what came back in the address tells, and no client id is made up', () => {
      const pageCampaign = {
        utm_source: 'link',
        utm_medium: null,
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
      };
      const event = render({
        session: newSession(null, { pageCampaign }),
        click: undefined,
        ...withProperty({ unknownConsent: 'granted' }),
      });
      expect([event.utm_source, event.click]).toEqual(['link', {}]);
      expect(event).not.toHaveProperty('client_id');
      expect(event).not.toHaveProperty('ga_session_id');
    });

    test("a record wins over the address's campaign", () => {
      const pageCampaign = {
        utm_source: 'news-letter',
        utm_medium: 'x',
        utm_campaign: null,
        utm_term: null,
        utm_content: null,
      };
      expect(render({ session: newSession(newPassport(), { pageCampaign }) })).toMatchObject({
        utm_source: 'news letter',
        utm_medium: null,
      });
    });

    test('a record that only the browser remembers counts where the click can have led to the session', () => {
      const granted = withProperty({ unknownConsent: 'granted' });
      const remembered = newSession(null, { clickId: fullClick.clickId });
      expect(render({ session: remembered, ...granted })).toMatchObject({ utm_source: 'news letter' });
      const old = { ...fullClick, receivedAtMs: (session.createdSeconds - 90_000) * 1000 };
      const event = render({ session: remembered, click: old, ...granted });
      expect([event.utm_source, event.click]).toEqual([null, {}]);
    });

    test.each([
      ['of 24 hours is told', 86_400, true],
      ['older than that is left out', 86_401, false],
      ['that begins in an hour, by another clock, is told', -3_600, true],
      ['that begins later is left out', -3_601, false],
    ])('a GA session %s', (_case, ageSeconds, isTold) => {
      const gaSessionId = String(nowMs / 1000 - ageSeconds);
      const event = render({ click: undefined, session: newSession(newPassport({ gaSessionId })) });
      expect(event.ga_session_id).toBe(isTold ? gaSessionId : undefined);
      expect(event.client_id).toBe('1234567890.1690000000');
    });

    describe('of a thank-you page in another browser', () => {
      const pageGaIds = { gaClientId: '3333333333.1690000000', gaSessionId: '1700000300' };
      const state = { claims: [{ claim: 'a claim', atMs: 1 }], reportedAtMs: 2 };
      const told = { pageGaIds, events: { purchase: state } };
      const refund = { event: 'refund', entry: newRefundEntry({ share: { amountMinor: 1, valueMinor: 1 } }) } as const;
      const clientOf = (parts: Partial<ForwardedEventParts>) => render(parts).client_id;

      test('a refund and a cancellation are the visitor’s who saw the page push the purchase, in the same session', () => {
        const cancel = { event: 'subscription_cancel', entry: newSubscriptionEntry() } as const;
        for (const later of [refund, cancel]) {
          expect(render({ ...later, session: newSession(newPassport(), told) })).toMatchObject({
            client_id: pageGaIds.gaClientId,
            ga_session_id: pageGaIds.gaSessionId,
          });
        }
      });

      test('so is what follows on a trial that the page pushed', () => {
        const trial = newSession(newPassport(), { pageGaIds, events: { trial_start: state } });
        expect(clientOf({ ...refund, session: trial })).toBe(pageGaIds.gaClientId);
      });

      test('a purchase that the server tells is that of the click, and so is its refund', () => {
        const held = { ...told, events: { purchase: { ...state, reportedAtMs: null } } };
        expect(clientOf({ session: newSession(newPassport(), held) })).toBe(fullClick.gaClientId);
        expect(clientOf({ ...refund, session: newSession(newPassport(), held) })).toBe(fullClick.gaClientId);
      });

      test('a page under the sender `server` pushed no purchase', () => {
        const visit = { atMs: 2, source: 'page', what: 'reported', about: 'checkout_complete' } as const;
        const visited = newSession(newPassport(), { ...told, changes: [visit] });
        expect(clientOf({ ...refund, session: visited, ...withProperty({ sender: 'server' }) })).toBe(
          fullClick.gaClientId,
        );
      });

      test('without ids of the click the purchase of the server is the page’s too', () => {
        const unknown = newPassport({ gaClientId: undefined, gaSessionId: undefined });
        expect(render({ session: newSession(unknown, { pageGaIds }), click: undefined })).toMatchObject({
          client_id: pageGaIds.gaClientId,
          ga_session_id: pageGaIds.gaSessionId,
        });
      });

      test('they are told under consent alone', () => {
        const pageConsent = { states: { ...newPassport().consent, analytics_storage: 'denied' as const }, atMs: nowMs };
        const denied = newSession(newPassport(), { ...told, pageConsent });
        expect(clientOf({ ...refund, session: denied, ...withProperty({ deniedAnalytics: 'anonymous' }) })).toBe(
          deriveClientId(sessionId),
        );
      });
    });

    test('a GA session id that is no moment is left out', () => {
      expect(render({ click: { ...fullClick, gaSessionId: 'soon' } })).not.toHaveProperty('ga_session_id');
    });
  });
});
