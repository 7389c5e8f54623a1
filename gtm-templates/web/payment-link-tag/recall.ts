// Brings together what the browser remembers and what this page has seen, and keeps what consent allows.
import { getCookieValues, getTimestampMillis, getUrl, Math, setCookie } from 'sandbox:web';
import { readStorageConsent } from '../../shared/consent-states.ts';
import { decodeJourney } from '../../shared/decode-journey.ts';
import { encodeJourney } from '../../shared/encode-journey.ts';
import { emptyJourney, type Journey, mapTouches } from '../../shared/journey.ts';
import { readJourney } from '../../shared/read-journey.ts';
import { withoutClickIds } from '../../shared/touch-parts.ts';
import { applyArrival } from './apply-arrival.ts';
import type { Options } from './options.ts';
import type { PageNotes } from './page-notes.ts';
import { withoutAdIds } from './read-arrival.ts';

/** Clocks are set right now and then. */
const maxAheadSeconds = 86400;

/**
 * The journey as consent allows it now, written into the cookie where `analytics_storage` is granted. Where it is denied the
 * cookie is neither read nor written, and deleted as soon as the denial is known to be the visitor's own. Without
 * `ad_storage` no new click id is kept, and then the old ones go too. A click id that is given is kept from now on.
 */
export function recall(options: Options, notes: PageNotes, clickId: string): Journey {
  const consent = readStorageConsent();
  const nowSeconds = Math.floor(getTimestampMillis() / 1000);
  const remembered = consent.analytics ? readJourney(options.cookieName, options.extraNames) : undefined;
  const arrivals = consent.ads ? notes.arrivals : notes.arrivals.map(withoutAdIds);
  const journey = withClickId(
    arrivals.reduce(applyArrival, withoutOld(remembered || emptyJourney, nowSeconds, options.cookieSeconds)),
    clickId,
  );
  const kept = !consent.ads && notes.isSettled ? mapTouches(journey, withoutClickIds) : journey;
  const text = encodeJourney(kept);
  if (consent.analytics) {
    writeCookie(options, text, options.cookieSeconds);
  } else if (notes.isSettled && getCookieValues(options.cookieName, false).length > 0) {
    writeCookie(options, '', 0);
  }
  const fitting = decodeJourney(text, options.extraNames) || kept;
  return consent.ads ? fitting : mapTouches(fitting, withoutClickIds);
}

/** What has happened longer ago than the cookie's lifetime is forgotten, whichever visit has made the cookie live on. */
function withoutOld(journey: Journey, nowSeconds: number, lifetimeSeconds: number): Journey {
  const current = mapTouches(journey, (touch) =>
    touch.at > nowSeconds - lifetimeSeconds && touch.at < nowSeconds + maxAheadSeconds ? touch : undefined,
  );
  return {
    // A page that lies ahead would keep every arrival from counting.
    seenAt: Math.min(current.seenAt, nowSeconds),
    clickId: current.clickId,
    first: current.first || current.last,
    last: current.last,
    visit: current.visit,
  };
}

function withClickId(journey: Journey, clickId: string): Journey {
  return {
    seenAt: journey.seenAt,
    clickId: clickId || journey.clickId,
    first: journey.first,
    last: journey.last,
    visit: journey.visit,
  };
}

function writeCookie(options: Options, value: string, maxAgeSeconds: number): void {
  setCookie(
    options.cookieName,
    value,
    {
      domain: options.cookieDomain,
      path: '/',
      'max-age': maxAgeSeconds,
      samesite: 'lax',
      secure: getUrl('protocol') === 'https',
    },
    false,
  );
}
