// Consent in the two codes that Google's tags pass on to Google.
import type { ForwardedConsent } from '../../../functions/contract/forwarded-event.ts';

type State = ForwardedConsent['ad_storage'];

/** `G1` and a digit each for `ad_storage` and `analytics_storage`. */
export function toGcs(consent: ForwardedConsent): string {
  return 'G1' + toDigit(consent.ad_storage) + toDigit(consent.analytics_storage);
}

/**
 * A letter each for the four purposes: granted or denied from the start, which says nothing of how the visitor was asked. Google
 * has not published the code; this is how others read it.
 */
export function toGcd(consent: ForwardedConsent): string {
  const letters = [consent.ad_storage, consent.analytics_storage, consent.ad_user_data, consent.ad_personalization].map(
    toLetter,
  );
  return '11' + letters.join('1') + '5';
}

function toDigit(state: State): string {
  return state === 'granted' ? '1' : '0';
}

function toLetter(state: State): string {
  return state === 'granted' ? 't' : 'p';
}
