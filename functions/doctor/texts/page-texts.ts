// Findings about a thank-you page in words.
import { isKnownFailure, outboundFailures } from '../../outbound/explain-failure.ts';
import { sessionParameter, sessionPlaceholder } from '../../rules/redirect-url.ts';
import { command, type FindingFix, type TextsOf, well } from './finding-text.ts';

type PageCode =
  | 'page_unreached'
  | 'page_status'
  | 'page_redirects'
  | 'page_host_not_allowed'
  | 'page_answers'
  | 'page_holds_container'
  | 'page_without_container'
  | 'page_policy_blocks'
  | 'page_policy_allows'
  | 'page_url_ready'
  | 'page_url_unready';

function onSite(todo: string): FindingFix {
  return { console: todo, path: null, terminal: todo };
}

export const pageTexts: TextsOf<PageCode> = {
  page_unreached: ({ reason }) => ({
    what: `The page could not be looked at (${reason}).`,
    why: 'Nothing can be said about it from here.',
    fix: onSite(isKnownFailure(reason) ? `As to this address: ${outboundFailures[reason]}.` : 'Check the address.'),
  }),
  page_status: ({ status }) => ({
    what: `The page answers with the status ${status}.`,
    why: 'Buyers who come back see an error, and no tag runs. A page that shows itself only to buyers may refuse this check alone.',
    fix: onSite('Open the address in a private window of your browser and see whether it shows.'),
  }),
  page_redirects: ({ status, host, keepsSession }) => ({
    what: `The page leads on to another address (status ${status}${host === null ? '' : `, on ${host}`})${keepsSession ? '' : ` and drops ${sessionParameter} on the way`}.`,
    why: keepsSession
      ? 'No redirect is followed here. Tags run only where buyers arrive, so that is the page to look at.'
      : 'The page on which buyers arrive cannot know which payment it is about, and records nothing.',
    fix: onSite(
      keepsSession
        ? 'Enter the last address in Stripe, and check that one here.'
        : `Enter the last address in Stripe, with ${sessionParameter}=${sessionPlaceholder}, or let the redirect keep its query.`,
    ),
  }),
  page_host_not_allowed: ({ host }, { propertyId }) => ({
    what: `The page is on ${host}, which the property does not allow.`,
    why: 'Its lookups are refused, so it records nothing.',
    fix: {
      console: `Add ${host} to the hostnames.`,
      path: '/setup/name',
      terminal: `Give all hostnames, this one included: ${command(`property update ${propertyId} --hostname ${host}`)}`,
    },
  }),
  page_answers: ({ host }) => well(`The page is on ${host}, which the property allows.`),
  page_holds_container: ({ containers }) => well(`The page holds a GTM container: ${containers.join(', ')}.`),
  page_without_container: ({ isWhole }) => ({
    what: isWhole
      ? 'The page’s HTML names no GTM container.'
      : 'The first 16 kB of the page name no GTM container; the rest was not looked at.',
    why: 'Without the container nothing runs on the page. A site builder or consent tool may load it by script, which cannot be seen from here.',
    fix: onSite(
      'Open the page in GTM’s preview (Tag Assistant). If it does not connect, put GTM’s snippet into the head of this page too, as high as possible.',
    ),
  }),
  page_policy_blocks: ({ directive, origin }) => ({
    what: `The page’s Content-Security-Policy blocks ${origin} in ${directive}.`,
    why: 'Browsers refuse to load or ask it, so nothing is recorded, and no error shows on the page.',
    fix: onSite(`Add ${origin} to ${directive} of the policy, on all pages.`),
  }),
  page_policy_allows: ({ origin }) =>
    well(
      origin === null
        ? 'No Content-Security-Policy of the page blocks GTM. Whether one blocks your functions was not looked at, because their address is not known here.'
        : `No Content-Security-Policy of the page blocks GTM or ${origin}.`,
    ),
  page_url_ready: () => well('The address can be entered in Stripe as the redirect, exactly as it is.'),
  page_url_unready: ({ redirectUrl }) => ({
    what: `The address does not hold ${sessionParameter}=${sessionPlaceholder}, by which Stripe hands over the session.`,
    why: 'That is right for the address of the page; what is entered in Stripe needs it, or the page records nothing.',
    fix: onSite(
      redirectUrl === null
        ? `Enter the page’s address in Stripe with ?${sessionParameter}=${sessionPlaceholder} at its end.`
        : `Enter this in Stripe: ${redirectUrl}`,
    ),
  }),
};
