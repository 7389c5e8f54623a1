// Takes care of payment links: every click on one is told, and the link carries the tag's reference and the visit's campaign.

import type {
  ClickDescription,
  DescribeClick,
  LinkRequest,
  LinkUse,
} from '../../functions/contract/loader-protocol.ts';
import { createDecorate } from './decorate.ts';
import type { Page } from './page.ts';
import { createRandomText } from './random-text.ts';
import { send } from './send.ts';
import { silently } from './silently.ts';
import { watchElements } from './watch-elements.ts';
import { watchLinks } from './watch-links.ts';

/**
 * Asks the tag what it knows at this moment, tells the function, and hands the description on. Nothing happens and true comes
 * back where the tag has nothing to say, or, to who is patient, too little: no GA client id.
 */
export type Tell = (how: LinkUse, use: (description: ClickDescription) => void, isPatient?: boolean) => boolean;

/** The page's `tilltag.links`. Two properties on one page both tell their clicks; the reference is that of the first. */
export function createLinks(page: Page) {
  /** By property: looks for elements that still lack a reference. */
  const known: Record<string, () => void> = {};

  return ({ endpoint, property_id, domains }: LinkRequest, describe: DescribeClick): true => {
    const tell: Tell = (how, use, isPatient) => {
      const description = silently(describe)(createRandomText(page), how);
      if (!description || (isPatient && !description.report.ga_client_id)) {
        return true;
      }
      send(page, `${endpoint}/checkout/clicks`, description.report);
      use(description);
      return false;
    };
    const look = known[property_id];
    if (look) {
      look();
    } else {
      known[property_id] = watchElements(page, tell);
      // A page that has frozen window.open throws here, when everything else is in place.
      silently(watchLinks)(page, silently(createDecorate(page, domains, tell)));
    }
    return true;
  };
}
