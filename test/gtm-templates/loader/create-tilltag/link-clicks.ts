// A page with payment links for the loader's tests: what the tag says of a click, and how a link is hit.
import type { ClickDescription, DescribeClick, LinkRequest } from '../../../../functions/contract/loader-protocol.ts';
import { createTilltag } from '../../../../gtm-templates/loader/create-tilltag.ts';
import { createEvent, type FakeWindow } from '../fake-window.ts';
import { endpoint } from './requests.ts';

/** The link of most tests. */
export const paymentLink = 'https://buy.stripe.com/test_abc';

/** What the tag knows after an ad click, with everything allowed. The reference stands for a passport. */
export function createDescription(clickId: string, change: Partial<ClickDescription> = {}): ClickDescription {
  return {
    reference: `tt1_${clickId}`,
    report: {
      property_id: 'prop_12345678',
      click_id: clickId,
      clicked_at: 1_763_700_123,
      consent: {
        ad_storage: 'granted',
        analytics_storage: 'granted',
        ad_user_data: 'granted',
        ad_personalization: 'denied',
      },
      ga_client_id: '1234567890.1700000000',
      ga_session_id: '1763700000',
      visit: {
        at: 1_763_700_000,
        parameters: { utm_source: 'news letter', utm_campaign: 'fall', utm_id: '77', gclid: 'Cj0KCQiA_test-1' },
      },
    },
    ...change,
  };
}

/** Payment links of the shop, with one domain of its own. */
export function toLinkRequest(change: Partial<LinkRequest> = {}): LinkRequest {
  return { endpoint, property_id: 'prop_12345678', domains: ['pay.example.com'], ...change };
}

/** Asks the loader to take care of payment links; answers with the click ids that the tag was asked about. */
export function watch(
  page: FakeWindow,
  describe: DescribeClick = (clickId) => createDescription(clickId),
  change: Partial<LinkRequest> = {},
): string[] {
  const asked: string[] = [];
  createTilltag(page).links(toLinkRequest(change), (clickId, how) => {
    asked.push(clickId);
    return describe(clickId, how);
  });
  return asked;
}

/** Clicks a link inside of something; answers with the address that the browser then follows. */
export function click(page: FakeWindow, href: string, { type = 'click', button = 0 } = {}): string {
  const link = { localName: 'a', href };
  const picture = Object({ localName: 'use', href: { baseVal: '#icon' } });
  page.dispatch(type, createEvent({ button, composedPath: () => [picture, Object({}), link, Object(page)] }));
  return link.href;
}

/** The parameters of an address. */
export function parametersOf(address: string): Record<string, string> {
  return Object.fromEntries(new URL(address).searchParams);
}
