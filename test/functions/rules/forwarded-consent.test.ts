// What consent and policy leave of a forwarded event, and of the buyer in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import { deriveClientId } from '../../../functions/rules/derived-client-id.ts';
import type { EmailPolicy } from '../../../functions/rules/property.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { toForwardedEvent } from '../../../functions/rules/to-forwarded-event.ts';
import { toUserData } from '../../../functions/rules/user-data.ts';
import { buildSession } from './checkout-session-builder.ts';
import { fullClick, newParts, newPassport, newSession, nowMs } from './event-parts.ts';
import { render, withProperty } from './render-event.ts';

/** What stands in no event under this consent, policy and destination. */
function findForbidden(consent: ClickConsent, policy: EmailPolicy, kind: string): RegExp[] {
  return [
    consent.ad_storage === 'denied' ? [/gclid|fbclid|ttclid|fb\.1|tt1_/i] : [],
    consent.ad_user_data === 'denied' ? [/user_data":\{|sha256|lovelace|@/i] : [],
    consent.analytics_storage === 'denied' ? [/9876543210|1234567890|3333333333|ga_session_id|tt1_/] : [],
    policy !== 'plain' || kind !== 'server_container' ? [/@|lovelace/i] : [],
  ].flat();
}

const session = buildSession();
const sessionId = session.id;

describe('toForwardedEvent', () => {
  describe('consent', () => {
    const denying = (...denied: (keyof ReturnType<typeof newPassport>['consent'])[]) =>
      newSession(
        newPassport({
          consent: { ...newPassport().consent, ...Object.fromEntries(denied.map((name) => [name, 'denied'] as const)) },
        }),
      );

    test('denied analytics suppress the event', () => {
      const suppressed = { kind: 'suppressed', reason: 'consent' };
      expect(toForwardedEvent(newParts({ session: denying('analytics_storage') }))).toEqual(suppressed);
      expect(toForwardedEvent(newParts({ session: newSession(null) }))).toEqual(suppressed);
    });

    test('denied analytics under `anonymous` leave a client id that is the session’s own, and no GA session', () => {
      const anonymous = withProperty({ deniedAnalytics: 'anonymous' });
      const event = render({ session: denying('analytics_storage'), ...anonymous });
      expect(event.client_id).toBe(deriveClientId(sessionId));
      expect(event).not.toHaveProperty('ga_session_id');
      expect(event.client_reference_id).toBeNull();
      expect(JSON.stringify(event)).not.toContain('9876543210');
    });

    test('denied ad storage leaves the campaign, and no click id, fbp, fbc and passport', () => {
      const event = render({ session: denying('ad_storage') });
      expect(event.click).toEqual({
        landing_page: 'shop.example.com/',
        referrer_host: 'www.example.org',
        first: { at: '1699000000', landing_page: 'shop.example.com/', utm_source: 'meta' },
        last: { at: '1699999000', referrer_host: 'www.example.org' },
      });
      expect(event).toMatchObject({
        utm_source: 'news letter',
        client_id: '9876543210.1680000000',
        client_reference_id: null,
      });
      expect(event.meta_user_data).not.toHaveProperty('fbp');
      expect(event.user_data).toBeDefined();
    });

    test('denied user data leave none of either kind', () => {
      const event = render({ session: denying('ad_user_data') });
      expect(event).not.toHaveProperty('user_data');
      expect(event).not.toHaveProperty('meta_user_data');
      expect(event.click).toHaveProperty('gclid');
    });

    test('denied personalisation is passed on', () => {
      expect(render({ session: denying('ad_personalization') }).consent).toEqual({
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'denied',
      });
    });

    test('what the page said later counts', () => {
      const states = { ...newPassport().consent, ad_storage: 'denied' } as const;
      const entry = newSession(newPassport(), { pageConsent: { states, atMs: nowMs } });
      expect(render({ session: entry }).click).not.toHaveProperty('gclid');
    });
  });

  describe('personal data', () => {
    test.each(['plain', 'hashed', 'none'] as const)(
      'a server container gets what the policy %s gives',
      (emailPolicy) => {
        expect(render(withProperty({ emailPolicy })).user_data).toEqual(toUserData(session, emailPolicy));
      },
    );

    test.each([
      ['plain', 'hashed'],
      ['hashed', 'hashed'],
      ['none', 'none'],
    ] as const)('GA4 under the policy %s gets %s', (emailPolicy, got) => {
      const destination = { kind: 'ga4', mode: 'live' } as const;
      expect(render({ destination, ...withProperty({ emailPolicy }) }).user_data).toEqual(toUserData(session, got));
    });

    test('without a buyer nothing but the hash of the customer id is told', () => {
      const event = render({ buyer: undefined, click: undefined });
      expect(event).not.toHaveProperty('user_data');
      expect(Object.keys(event.meta_user_data ?? {})).toEqual(['external_id']);
    });

    test('a reference that is an address, as no entry should hold it, is told under the policy plain only', () => {
      const record = { ...toSessionRecord(session, true), clientReferenceId: 'order 7 of ada@example.com' };
      const entry = newSession(null, { session: record });
      const granted = withProperty({ unknownConsent: 'granted' });
      expect(render({ session: entry, ...granted }).client_reference_id).toBe('order 7 of ada@example.com');
      const hashed = withProperty({ unknownConsent: 'granted', emailPolicy: 'hashed' });
      expect(render({ session: entry, ...hashed }).client_reference_id).toBeNull();
    });

    test('what the click denied stays denied, whatever the operator states where nobody told anything', () => {
      const entry = newSession(null);
      const click = { ...fullClick, consent: { ...fullClick.consent, ad_user_data: 'denied' } as const };
      const event = render({ session: entry, click, ...withProperty({ unknownConsent: 'granted' }) });
      expect(event.consent).toEqual({ ...event.consent, ad_storage: 'granted', ad_user_data: 'denied' });
      expect(event).not.toHaveProperty('user_data');
    });

    test("a merchant's own reference is always told", () => {
      const entry = newSession(null, {}, buildSession({ clientReferenceId: 'order-7' }));
      const anonymous = withProperty({ deniedAnalytics: 'anonymous', emailPolicy: 'none' });
      expect(render({ session: entry, ...anonymous }).client_reference_id).toBe('order-7');
    });
  });

  const states = fc.constantFrom<ConsentState>('unset', 'granted', 'denied');

  const consents = fc.record({
    ad_storage: states,
    analytics_storage: states,
    ad_user_data: states,
    ad_personalization: states,
  });

  test('whatever the consent, policy and destination: nothing that they forbid is in the event', () => {
    const policies = fc.constantFrom<EmailPolicy>('plain', 'hashed', 'none');
    const kinds = fc.constantFrom('server_container', 'ga4', 'something_else');
    fc.assert(
      fc.property(consents, policies, kinds, fc.boolean(), (consent, emailPolicy, kind, hasRecord) => {
        const text = JSON.stringify(
          toForwardedEvent(
            newParts({
              session: newSession(newPassport({ consent }), { pageGaIds: { gaClientId: '3333333333.1690000000' } }),
              click: hasRecord ? fullClick : undefined,
              destination: { kind, mode: 'live' },
              ...withProperty({ emailPolicy, deniedAnalytics: 'anonymous' }),
            }),
          ),
        );
        for (const forbidden of findForbidden(consent, emailPolicy, kind)) expect(text).not.toMatch(forbidden);
      }),
    );
  });
});
