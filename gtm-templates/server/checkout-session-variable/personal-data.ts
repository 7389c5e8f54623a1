// Whether the buyer agreed that personal data are used for ads, as far as the event says so.
import { getEventData } from 'sandbox:server';
import { toText } from '../../shared/to-text.ts';

/** In `x-ga-gcd` a letter each for four purposes, the third `ad_user_data`. Others read these as denied; Google has not said. */
const deniedLetters = ['m', 'p', 'q', 'u'];
const adUserDataPlace = 6;

/** False where the event says that `ad_user_data` is denied: our own client says so in words, Google's in a code. */
export function maySeePersonalData(): boolean {
  const letter = toText(getEventData('x-ga-gcd')).charAt(adUserDataPlace);
  return getEventData('consent.ad_user_data') !== 'denied' && deniedLetters.indexOf(letter) === -1;
}
