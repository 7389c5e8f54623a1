// What has to be set outside Google Tag Manager, which no container file can bring along.
import type { Sender } from '../contract/checkout-answer.ts';
import { parseEndpoint } from './parse-endpoint.ts';

/** One thing to set, in the words that a marketer sees. */
export interface ChecklistItem {
  /** Stable: what somebody ticked off stays ticked off. */
  readonly id: string;
  /** Where it is set. */
  readonly where: 'Stripe' | 'GA4' | 'Google Ads' | 'Tilltag' | 'Your site';
  readonly title: string;
  /** What to do, step by step. */
  readonly todo: string;
  /** What goes wrong without it. */
  readonly otherwise: string;
  /** Only for shops that use this; for all unless told. */
  readonly onlyFor?: 'google_ads';
}

/** What is known of whoever reads the list; what is absent is told for every case. */
export interface ChecklistReader {
  /** The address that pages ask. */
  endpoint?: string | undefined;
  sender?: Sender | undefined;
  /** Whether there is a server container beside the one on the pages. */
  hasServerContainer?: boolean | undefined;
}

/** The items in the order in which they are done. Throws a BakeError for an endpoint that GTM would refuse. */
export function createChecklist(reader: ChecklistReader = {}): readonly ChecklistItem[] {
  return [
    {
      id: 'redirect_url',
      where: 'Stripe',
      title: 'Redirect to your thank-you page',
      todo: 'Open the payment link, then After payment: choose not to show the confirmation page, and enter your thank-you page with ?session_id={CHECKOUT_SESSION_ID} at its end, exactly like this. Do so for every payment link.',
      otherwise: 'The page does not know which payment it is about, and nothing is recorded there.',
    },
    {
      id: 'value_basis',
      where: 'Tilltag',
      title: 'Decide what counts as value',
      todo: 'Choose the value basis of your property: total as paid, without tax, or without tax and shipping. Choose the same for every place where you compare revenue.',
      otherwise: 'Revenue in GA4 and Google Ads differs from what you take for revenue elsewhere.',
    },
    {
      id: 'key_event',
      where: 'GA4',
      title: 'Mark purchase as key event',
      todo: 'Admin > Data display > Events: mark purchase as a key event. Mark trial_start, subscription_renewal and others too, if you want to count them as such.',
      otherwise: 'GA4 shows purchases without source and medium in its attribution reports.',
    },
    {
      id: 'unwanted_referrals',
      where: 'GA4',
      title: 'List unwanted referrals',
      todo: 'Admin > Data streams > your stream > Configure tag settings > Show all > List unwanted referrals: add stripe.com, link.com, your own payment domain, and the payment methods that lead buyers away, such as paypal.com and klarna.com.',
      otherwise:
        'Stripe becomes the source of your purchases wherever a tag without the settings of this container sends first.',
    },
    {
      id: 'custom_dimensions',
      where: 'GA4',
      title: 'Register the campaign of the click',
      todo: 'Admin > Data display > Custom definitions: register the event parameters tilltag_source, tilltag_medium, tilltag_campaign, tilltag_term, tilltag_content and tilltag_payment_link as dimensions.',
      otherwise: 'GA4 keeps these parameters, but no report can show them.',
    },
    {
      id: 'user_data_ga4',
      where: 'GA4',
      title: 'Accept the terms for user-provided data',
      todo: 'Admin > Data collection: acknowledge user-provided data collection, if your server sends hashed user data to GA4.',
      otherwise: 'GA4 drops the user data that come with an event.',
    },
    {
      id: 'user_data_ads',
      where: 'Google Ads',
      title: 'Turn on enhanced conversions',
      todo: 'Goals > Settings > Enhanced conversions: accept the customer data terms, and choose Google Tag Manager as method.',
      otherwise: 'Google Ads drops the user data, and finds fewer of the clicks behind your purchases.',
      onlyFor: 'google_ads',
    },
    {
      id: 'one_conversion',
      where: 'Google Ads',
      title: 'Count each purchase once',
      todo: `Let one conversion action for purchases be primary: that of this tag, or the one imported from GA4. ${wordConversionTag(reader)}`.trim(),
      otherwise: 'Bids are made for twice the purchases that you have, or for too few.',
      onlyFor: 'google_ads',
    },
    {
      id: 'content_security_policy',
      where: 'Your site',
      title: 'Allow the function in your Content-Security-Policy',
      todo: `Only if your site sends such a policy: add ${wordOrigin(reader)} to script-src and to connect-src, on all pages.`,
      otherwise: 'Browsers refuse the script of your function, and nothing is recorded.',
    },
  ];
}

const containersOf: Record<Sender, string> = {
  browser_first:
    'in both containers, for the same conversion action, because each purchase comes from only one of them',
  server: 'in the server container alone',
  browser: 'in the web container alone',
};

/** In which container the tag of Google Ads belongs; nothing where there is only one. */
function wordConversionTag({ sender, hasServerContainer }: ChecklistReader): string {
  if (hasServerContainer === false) return '';
  if (sender !== undefined && hasServerContainer === true) return `Its tag belongs ${containersOf[sender]}.`;
  const { browser_first: both, server, browser } = containersOf;
  return `Where a server container runs, the tag belongs where your property sends from: under browser_first ${both}; under server ${server}; under browser ${browser}.`;
}

function wordOrigin({ endpoint }: ChecklistReader): string {
  if (endpoint !== undefined) return new URL(parseEndpoint(endpoint)).origin;
  return 'the address of your function, from https:// to the end of its name,';
}
