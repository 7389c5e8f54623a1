// Which consents could count for a send at some moment, by what the passport carried and what pages told.
import type { ForwardedConsent } from '../../../functions/contract/forwarded-event.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { PageLook, SessionTruth } from '../world/truth.ts';

/** Steps of one process that mix with those of another take no longer than this. */
const mixedMs = 60_000;

/**
 * Several where it is not known whether a page's word was written down, or in time; the newest that surely was is among them.
 */
export function possibleConsents(
  { plan, looks }: SessionTruth,
  { id, unknownConsent }: Pick<Property, 'id' | 'unknownConsent'>,
  period: { fromMs: number; untilMs: number },
): ForwardedConsent[] {
  const { passport } = plan;
  let possible = [passport === undefined ? everywhere(unknownConsent) : toStates(passport.consent)];
  if (plan.propertyId !== id) return possible;
  for (const look of looks) {
    if (look.consent === undefined || look.atMs > period.untilMs) continue;
    const told = toStatesOfLetters(look.consent);
    if (isUnsure(look, period.fromMs)) possible.push(told);
    else possible = [told];
  }
  return possible;
}

function isUnsure({ status, atMs }: PageLook, fromMs: number): boolean {
  return status !== 200 || atMs > fromMs - mixedMs;
}

function toStatesOfLetters(letters: string): ForwardedConsent {
  const stateAt = (place: number): 'granted' | 'denied' => (letters[place] === 'd' ? 'denied' : 'granted');
  return {
    ad_storage: stateAt(0),
    analytics_storage: stateAt(1),
    ad_user_data: stateAt(2),
    ad_personalization: stateAt(3),
  };
}

function toStates(consent: Record<keyof ForwardedConsent, string>): ForwardedConsent {
  const toState = (state: string): 'granted' | 'denied' => (state === 'denied' ? 'denied' : 'granted');
  return {
    ad_storage: toState(consent.ad_storage),
    analytics_storage: toState(consent.analytics_storage),
    ad_user_data: toState(consent.ad_user_data),
    ad_personalization: toState(consent.ad_personalization),
  };
}

function everywhere(state: 'granted' | 'denied'): ForwardedConsent {
  return { ad_storage: state, analytics_storage: state, ad_user_data: state, ad_personalization: state };
}
