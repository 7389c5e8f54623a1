// What may be kept of the texts that an address, a referrer or a cookie brings: everybody can write into those.
import { encodeUriComponent } from 'sandbox:web';
import { isCampaignName } from './parameter-names.ts';

/** As long as the function reads one. Longer ones are cut. */
const maxCampaignLength = 500;

/** A click id that was cut would be another one, so a longer one is dropped. */
const maxClickIdLength = 500;

const clickIdPattern = '^[A-Za-z0-9._~:/+=*|-]+$';

/** Mailing tools put the recipient into a campaign parameter; the function drops the same. */
const addressInside = '[^\\s@](@|%40)[^\\s@]+(\\.|%2[eE])[^\\s@]';

const controlCharacter = '[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]';

/** Whether there is an e-mail address in the text, percent-encoded or not. */
export function holdsAddress(text: string): boolean {
  return text.match(addressInside) !== null;
}

/** The value as it may be kept: a campaign's cut to its bound, and empty for what is no click id, too long for one, or personal. */
export function cleanParameter(name: string, value: string): string {
  if (isCampaignName(name)) {
    return cleanText(value, maxCampaignLength);
  }
  return value.length <= maxClickIdLength && value.match(clickIdPattern) !== null ? value : '';
}

/** The text, cut; empty where it holds an e-mail address or what is no text. */
export function cleanText(text: string, maxLength: number): string {
  const isUnfit = holdsAddress(text) || text.match(controlCharacter) !== null;
  return isUnfit ? '' : cutText(text.trim(), maxLength);
}

/** No longer than this, without a blank or half a character at its end; empty where the text itself is broken. */
export function cutText(text: string, maxLength: number): string {
  const cut = text.slice(0, maxLength).trim();
  if (encodeUriComponent(cut) !== undefined) {
    return cut;
  }
  // An emoji is two units long.
  const shorter = cut.slice(0, cut.length - 1).trim();
  return encodeUriComponent(shorter) !== undefined ? shorter : '';
}
