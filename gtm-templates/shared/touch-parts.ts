// Takes touches apart and puts them together.
import { Object } from 'sandbox:web';
import type { Touch } from '../../functions/contract/click-report.ts';
import { isCampaignName } from './parameter-names.ts';

/** A touch of these parts; empty texts are left out. */
export function toTouch(at: number, landingPage: string, referrerHost: string, parameters: Touch['parameters']): Touch {
  const touch: Touch = { at: at, parameters: parameters };
  if (landingPage !== '') {
    touch.landing_page = landingPage;
  }
  if (referrerHost !== '') {
    touch.referrer_host = referrerHost;
  }
  return touch;
}

/** The parameters that pass, as an object of its own. */
export function filterParameters(
  parameters: Touch['parameters'],
  isWanted: (name: string, value: string) => boolean,
): Touch['parameters'] {
  const kept: Touch['parameters'] = {};
  Object.entries(parameters).forEach((entry) => {
    if (isWanted(entry[0], entry[1])) {
      kept[entry[0]] = entry[1];
    }
  });
  return kept;
}

/** The touch without what tells visitors apart. */
export function withoutClickIds(touch: Touch): Touch {
  return toTouch(
    touch.at,
    touch.landing_page || '',
    touch.referrer_host || '',
    filterParameters(touch.parameters, isCampaignName),
  );
}
