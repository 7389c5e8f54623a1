// The parts of an event for tests: a session entry with a buyer, a click and a passport, and what became of it later.
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import type { Passport } from '../../../functions/rules/passport.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import type { ForwardedEventParts } from '../../../functions/rules/to-forwarded-event.ts';
import { newClick, newFullEntry } from '../store/records.ts';
import { buildSession } from './checkout-session-builder.ts';

/** Half an hour after the session of the builder was created. */
export const nowMs = 1_700_001_800_000;

/** All granted, ten minutes before the session was created. */
export function newPassport(changes: Partial<Passport> = {}): Passport {
  return {
    clickId: 'AAAAAAAAAAAAAAAAAAAAAA',
    gaClientId: '1234567890.1690000000',
    gaSessionId: '1699999000',
    clickedAtSeconds: 1_699_999_400,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    googleClick: { parameter: 'gclid', value: 'GclidOfThePassport' },
    ...changes,
  };
}

/** The entry of the builder's paid session, with a passport unless that is `null`. */
export function newSession(
  passport: Passport | null = newPassport(),
  changes: Partial<SessionEntry> = {},
  session = buildSession(),
): SessionEntry {
  const text = (passport && encodePassport(passport)) ?? null;
  return newFullEntry({
    session: toSessionRecord({ ...session, clientReferenceId: text ?? session.clientReferenceId }, true),
    passport: text,
    clickId: passport?.clickId ?? null,
    statusAtSeconds: 1_700_000_100,
    ...changes,
  });
}

/** A click record with every id that there is. */
export const fullClick = newClick({
  clickId: 'AAAAAAAAAAAAAAAAAAAAAA',
  gaClientId: '9876543210.1680000000',
  gaSessionId: '1699999100',
  fbp: 'fb.1.1.FbpOfTheClick',
  fbc: 'fb.1.1.FbcOfTheClick',
  visit: { at: 1_699_999_000, parameters: { utm_source: 'news letter', gclid: 'GclidOfTheVisit' } },
  first: {
    at: 1_699_000_000,
    landing_page: 'shop.example.com/',
    parameters: { utm_source: 'meta', fbclid: 'FbclidFirst' },
  },
  last: {
    at: 1_699_999_000,
    referrer_host: 'www.example.org',
    parameters: { gclid: 'GclidOfTheLast', ttclid: 'Ttclid' },
  },
});

/** A purchase on its way to a server container in live mode. */
export function newParts(changes: Partial<ForwardedEventParts> = {}): ForwardedEventParts {
  const session = changes.session ?? newSession();
  return {
    event: 'purchase',
    entry: session,
    session,
    property: { ...newProperty('tt_shopshopshop', nowMs), emailPolicy: 'plain' },
    click: fullClick,
    buyer: buildSession(),
    destination: { kind: 'server_container', mode: 'live' },
    nowMs,
    ...changes,
  };
}
