// Which consents could count for a send at some moment, by what the passport carried and what pages told.
import type { ClickConsent } from '../../../functions/contract/click-report.ts';
import type { ForwardedConsent } from '../../../functions/contract/forwarded-event.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { SessionTruth } from '../world/truth.ts';

/** Steps of one process that mix with those of another take no longer than this. */
const mixedMs = 60_000;

/** A page hears of what was written down so much later. */
const answerMs = 10_000;

/**
 * Several where it is not known whether a page's word was written down, or in time; the newest that surely was is among them.
 */
export function possibleConsents(
  { plan, looks }: SessionTruth,
  { id, unknownConsent }: Pick<Property, 'id' | 'unknownConsent'>,
  period: { fromMs: number; untilMs: number },
): ForwardedConsent[] {
  let possible: (ClickConsent | undefined)[] = [plan.passport?.consent];
  for (const { consent, status, atMs } of plan.propertyId === id ? looks : []) {
    if (consent === undefined || atMs > period.untilMs + answerMs) continue;
    const told = possible.map((before) => withLetters(before, consent));
    const isUnsure = status !== 200 || atMs > period.fromMs - mixedMs;
    possible = isUnsure ? [...possible, ...told] : told;
  }
  return possible.map((states) => (states === undefined ? everywhere(unknownConsent) : withoutUnset(states)));
}

/** A letter `u` leaves what was told before as it was. */
function withLetters(before: ClickConsent | undefined, letters: string): ClickConsent {
  const stateAt = (place: number, purpose: keyof ClickConsent) => {
    if (letters[place] === 'u') return before?.[purpose] ?? 'unset';
    return letters[place] === 'd' ? 'denied' : 'granted';
  };
  return {
    ad_storage: stateAt(0, 'ad_storage'),
    analytics_storage: stateAt(1, 'analytics_storage'),
    ad_user_data: stateAt(2, 'ad_user_data'),
    ad_personalization: stateAt(3, 'ad_personalization'),
  };
}

function withoutUnset(consent: ClickConsent): ForwardedConsent {
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
