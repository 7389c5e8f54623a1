// Takes care of payment links: every click on one is told, and the link carries a passport and the visit's campaign.

import type { ClickDescription, DescribeClick, LinkRequest } from '../../functions/contract/loader-protocol.ts';
import { packPassport } from '../../functions/rules/encode-passport.ts';
import { createDecorate } from './decorate.ts';
import type { Page } from './page.ts';
import { createRandomText } from './random-text.ts';
import { send } from './send.ts';
import { silently } from './silently.ts';
import { watchElements } from './watch-elements.ts';
import { watchLinks } from './watch-links.ts';

/**
 * Asks the tag what it knows at this moment, tells the function, and hands on the passport made of it. Nothing happens and true
 * comes back where the tag has nothing to say, or, to who is patient, too little: no GA client id.
 */
export type Tell = (
  how: 'click' | 'element',
  use: (passport: string, description: ClickDescription) => void,
  isPatient?: boolean,
) => boolean;

/** The page's `tilltag.links`. Two properties on one page both tell their clicks; the reference is that of the first. */
export function createLinks(page: Page) {
  const known: Record<string, true> = {};

  return (request: LinkRequest, describe: DescribeClick): true => {
    const { endpoint, property_id } = request;
    const tell: Tell = (how, use, isPatient) => {
      const click_id = createRandomText(page);
      const description = silently(describe)(click_id, how);
      if (!description || (isPatient && !description.report.ga_client_id)) {
        return true;
      }
      const { report, googleClick } = description;
      const clicked_at = (page.Date.now() / 1000) >>> 0;
      send(page, `${endpoint}/checkout/clicks`, { ...report, property_id, click_id, clicked_at });
      use(packPassport(click_id, clicked_at, report, googleClick), description);
      return false;
    };
    if (!known[property_id]) {
      known[property_id] = true;
      watchElements(page, tell);
      watchLinks(page, silently(createDecorate(page, request.domains, tell)));
    }
    return true;
  };
}
