// Consent on the server: the newer of page and passport, else what the operator states.
import { describe, expect, test } from 'vitest';
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import { toServerConsent } from '../../../functions/rules/server-consent.ts';
import { newSessionRecord } from '../store/records.ts';

const clickedAtSeconds = 1_700_000_000;
const session = newSessionRecord({ createdSeconds: clickedAtSeconds + 60 });
const property = { unknownConsent: 'denied' } as const;

function everywhere<State extends ConsentState>(state: State) {
  return { ad_storage: state, analytics_storage: state, ad_user_data: state, ad_personalization: state };
}

function passportOf(consent: ClickConsent, atSeconds = clickedAtSeconds): string {
  return encodePassport({ clickId: 'AAECAwQFBgcICQoLDA0ODw', clickedAtSeconds: atSeconds, consent }) ?? '';
}

describe('toServerConsent', () => {
  test('the passport tells what the click had', () => {
    const told = { ...everywhere('granted'), ad_storage: 'denied' } as const;
    expect(toServerConsent({ passport: passportOf(told), pageConsent: null, session }, property)).toEqual({
      states: told,
      source: 'passport',
    });
  });

  test('a page that tells later than the click wins, in both directions', () => {
    for (const [before, after] of [['granted', 'denied'] as const, ['denied', 'granted'] as const]) {
      const entry = {
        passport: passportOf(everywhere(before)),
        pageConsent: { states: everywhere(after), atMs: clickedAtSeconds * 1000 + 90_000 },
        session,
      };
      expect(toServerConsent(entry, property)).toEqual({ states: everywhere(after), source: 'page' });
    }
  });

  test('a page without consent mode takes back nothing that was told before, purpose by purpose', () => {
    const pageConsent = (states: ClickConsent) => ({ states, atMs: clickedAtSeconds * 1000 + 90_000 });
    const mixed = { ...everywhere('unset'), ad_user_data: 'granted' } as const;
    const passport = passportOf(everywhere('denied'));
    expect(toServerConsent({ passport, pageConsent: pageConsent(mixed), session }, property).states).toEqual({
      ...everywhere('denied'),
      ad_user_data: 'granted',
    });
    const silent = { passport: null, pageConsent: pageConsent(everywhere('unset')), session };
    expect(toServerConsent(silent, property).states).toEqual(everywhere('granted'));
    expect(toServerConsent(silent, property, { consent: everywhere('denied') }).states).toEqual(everywhere('denied'));
  });

  test('a click that is newer than what the page told wins', () => {
    const entry = {
      passport: passportOf(everywhere('denied')),
      pageConsent: { states: everywhere('granted'), atMs: clickedAtSeconds * 1000 - 1 },
      session: null,
    };
    expect(toServerConsent(entry, property)).toEqual({ states: everywhere('denied'), source: 'passport' });
  });

  test('a click without consent mode takes back no refusal that a page told before it', () => {
    const entry = {
      passport: passportOf({ ...everywhere('unset'), ad_user_data: 'granted' }),
      pageConsent: { states: everywhere('denied'), atMs: clickedAtSeconds * 1000 - 1 },
      session: null,
    };
    expect(toServerConsent(entry, property).states).toEqual({ ...everywhere('denied'), ad_user_data: 'granted' });
  });

  test('of a click and a page of the same moment the page wins, which was read later', () => {
    const entry = {
      passport: passportOf(everywhere('granted')),
      pageConsent: { states: everywhere('denied'), atMs: clickedAtSeconds * 1000 },
      session: null,
    };
    expect(toServerConsent(entry, property)).toEqual({ states: everywhere('denied'), source: 'page' });
  });

  test('a visitor whose clock runs ahead cannot outdate what the page told after the payment', () => {
    const entry = {
      passport: passportOf(everywhere('granted'), clickedAtSeconds + 86_400),
      pageConsent: { states: everywhere('denied'), atMs: clickedAtSeconds * 1000 + 90_000 },
      session,
    };
    expect(toServerConsent(entry, property)).toMatchObject({ source: 'page', states: { ad_storage: 'denied' } });
  });

  test('the page alone is enough', () => {
    const entry = { passport: null, pageConsent: { states: everywhere('granted'), atMs: 1 }, session: null };
    expect(toServerConsent(entry, property)).toEqual({ states: everywhere('granted'), source: 'page' });
  });

  test('a site that asks nobody counts as granted', () => {
    const entry = { passport: passportOf(everywhere('unset')), pageConsent: null, session };
    expect(toServerConsent(entry, property).states).toEqual(everywhere('granted'));
  });

  test('a click without a passport can deny what the property grants, and grants nothing', () => {
    const nobody = { passport: null, pageConsent: null, session };
    const click = { consent: { ...everywhere('unset'), analytics_storage: 'denied', ad_storage: 'granted' } } as const;
    expect(toServerConsent(nobody, { unknownConsent: 'granted' }, click).states).toEqual({
      ...everywhere('granted'),
      analytics_storage: 'denied',
    });
    expect(toServerConsent(nobody, { unknownConsent: 'denied' }, click).states).toEqual(everywhere('denied'));
    const page = { ...nobody, pageConsent: { states: everywhere('granted'), atMs: 1 } };
    expect(toServerConsent(page, { unknownConsent: 'denied' }, click).states).toEqual(everywhere('granted'));
  });

  test.each(['denied', 'granted'] as const)('where nobody told anything, the property says %s', (unknownConsent) => {
    for (const passport of [null, 'order_17']) {
      expect(toServerConsent({ passport, pageConsent: null, session }, { unknownConsent })).toEqual({
        states: everywhere(unknownConsent),
        source: 'property',
      });
    }
  });
});
