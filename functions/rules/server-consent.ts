// Consent as it counts for what the server sends, where no page is there to be asked.
import type { ClickConsent, ConsentState } from '../contract/click-report.ts';
import type { ForwardedConsent } from '../contract/forwarded-event.ts';
import type { Click } from './click.ts';
import { decodePassport } from './decode-passport.ts';
import type { SessionEntry } from './entry.ts';
import { toNewerConsent } from './newer-consent.ts';
import type { Property } from './property.ts';

/** Consent, and who told of it: the thank-you page, the passport, or nobody, so that the property's setting counts. */
export interface ServerConsent {
  states: ForwardedConsent;
  source: 'page' | 'passport' | 'property';
}

/**
 * The newer of what the passport and the page told, purpose by purpose. `unset` takes no earlier answer back, and counts as
 * granted where there is none: the site asks nobody. Where neither told anything, the property says what counts, but for what the click that led to the session denied.
 */
export function toServerConsent(
  { passport, pageConsent, session }: Pick<SessionEntry, 'passport' | 'pageConsent' | 'session'>,
  { unknownConsent }: Pick<Property, 'unknownConsent'>,
  click?: Pick<Click, 'consent'> | undefined,
): ServerConsent {
  const carried = passport === null ? undefined : decodePassport(passport);
  if (pageConsent !== null && (carried === undefined || pageConsent.atMs >= findClickMs(carried, session))) {
    return { states: toStates(toNewerConsent(pageConsent.states, carried?.consent ?? click?.consent)), source: 'page' };
  }
  if (carried === undefined) {
    const stated = everywhere(unknownConsent);
    return { states: click ? withDenials(stated, click.consent) : stated, source: 'property' };
  }
  return { states: toStates(toNewerConsent(carried.consent, pageConsent?.states)), source: 'passport' };
}

/** The click came before its session, also where the visitor's clock, which dates it, runs ahead. */
function findClickMs({ clickedAtSeconds }: { clickedAtSeconds: number }, session: SessionEntry['session']): number {
  return Math.min(clickedAtSeconds, session?.createdSeconds ?? clickedAtSeconds) * 1000;
}

function toStates(consent: ClickConsent): ForwardedConsent {
  return {
    ad_storage: toState(consent.ad_storage),
    analytics_storage: toState(consent.analytics_storage),
    ad_user_data: toState(consent.ad_user_data),
    ad_personalization: toState(consent.ad_personalization),
  };
}

function toState(state: ConsentState): 'granted' | 'denied' {
  return state === 'denied' ? 'denied' : 'granted';
}

function withDenials(states: ForwardedConsent, told: ClickConsent): ForwardedConsent {
  const stateOf = (purpose: keyof ForwardedConsent) => (told[purpose] === 'denied' ? 'denied' : states[purpose]);
  return {
    ad_storage: stateOf('ad_storage'),
    analytics_storage: stateOf('analytics_storage'),
    ad_user_data: stateOf('ad_user_data'),
    ad_personalization: stateOf('ad_personalization'),
  };
}

function everywhere(state: 'granted' | 'denied'): ForwardedConsent {
  return { ad_storage: state, analytics_storage: state, ad_user_data: state, ad_personalization: state };
}
