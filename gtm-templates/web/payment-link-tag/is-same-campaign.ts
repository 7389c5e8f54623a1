// Tells a landing page that is loaded again from the next click on an ad.
import { Object } from 'sandbox:web';
import type { Touch } from '../../../functions/contract/click-report.ts';
import { isCampaignName } from '../../shared/parameter-names.ts';
import type { Arrival } from './read-arrival.ts';

/** The cookie may have dropped any other name for want of space, never one of these. */
const tellingNames = ['utm_source', 'utm_medium', 'utm_campaign'];

/** Values at least this long may have been cut, by half a character more than was meant. */
const minCutLength = 39;

/**
 * Whether an arrival is the click or the visit that the touch stands for. A click id tells one click from every other, for as
 * long as it is known; a campaign or a referrer alone means the same only while the visit runs.
 */
export function isSameCampaign(touch: Touch, arrival: Arrival, isRunning: boolean): boolean {
  if (Object.keys(arrival.parameters).length === 0) {
    return isRunning && touch.referrer_host === arrival.referrerHost;
  }
  const isEqual = (name: string) => isSameValue(touch.parameters[name], arrival.inAddress[name]);
  const kept = Object.keys(touch.parameters);
  const shared = kept.filter((name) => arrival.inAddress[name] !== undefined);
  const isNamedAlike = tellingNames.every((name) => arrival.inAddress[name] === undefined || isEqual(name));
  const isConsistent = isNamedAlike && kept.every(isEqual);
  const isSameClick = shared.some((name) => !isCampaignName(name));
  return isConsistent && shared.length > 0 && (isRunning || isSameClick);
}

function isSameValue(kept: string | undefined, arrived: string | undefined): boolean {
  if (kept === undefined || arrived === undefined) {
    return kept === arrived;
  }
  return kept === arrived || (kept.length >= minCutLength && arrived.indexOf(kept) === 0);
}
