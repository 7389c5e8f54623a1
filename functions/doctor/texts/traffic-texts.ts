// Findings about hostnames, refused pages and payments in words.
import { sessionPlaceholder } from '../../rules/redirect-url.ts';
import { command, several, type TextsOf, toMoment, well } from './finding-text.ts';

type TrafficCode =
  | 'hostnames_none'
  | 'hostnames_quiet'
  | 'hosts_not_allowed'
  | 'host_refused'
  | 'placeholder_seen'
  | 'mode_refused'
  | 'payments_none'
  | 'payments_seen';

const hostnamePath = '/setup/name';

export const trafficTexts: TextsOf<TrafficCode> = {
  hostnames_none: (_, { propertyId }) => ({
    what: 'The property allows no hostname.',
    why: 'Every lookup of a thank-you page is refused.',
    fix: {
      console: 'Enter the hostname of your thank-you page.',
      path: hostnamePath,
      terminal: command(`property update ${propertyId} --hostname shop.example.com`),
    },
  }),
  hostnames_quiet: ({ hostnames, sessions }, { propertyId }) => ({
    what: `Of the last ${several(sessions, 'payment')} none came back to ${hostnames.join(', ')}.`,
    why: 'A hostname that nobody uses is a typing error or a leftover; each one more may ask about your payments.',
    fix: {
      console: 'Correct the hostname, or remove it.',
      path: hostnamePath,
      terminal: `Give all hostnames that are to stay: ${command(`property update ${propertyId} --hostname …`)}`,
    },
  }),
  hosts_not_allowed: ({ hosts }, { propertyId }) => ({
    what: `Checkouts return to hosts that the property does not allow: ${hosts.join(', ')}.`,
    why: 'Lookups from there are refused, so the pages record nothing.',
    fix: {
      console:
        'Add them to the hostnames; or, if they belong to another shop, narrow whose payments count to your own payment links.',
      path: hostnamePath,
      terminal: `Give all hostnames, these included: ${command(`property update ${propertyId} --hostname …`)}`,
    },
  }),
  host_refused: ({ count, lastDay }) => {
    const todo =
      'Open your thank-you page and compare the host in the address bar with the property’s hostnames, www included. The function’s log names each refused host.';
    return {
      what: `Pages on hosts that are not allowed asked ${several(count, 'time')} in the last 7 days, the last on ${lastDay}.`,
      why: 'If it is your own page, it records nothing. If it is a stranger’s, it got nothing, as it should be.',
      fix: { console: todo, path: hostnamePath, terminal: todo },
    };
  },
  placeholder_seen: ({ count, lastDay }, { verdict }) => {
    const todo = `In Stripe, enter the redirect URL anew with ${sessionPlaceholder} exactly like this, braces and capitals included, and neither encoded nor translated. A link that was copied from a buyer’s address bar shows the same.`;
    return {
      what: `The text ${sessionPlaceholder} arrived instead of a session ${several(count, 'time')} in the last 7 days, the last on ${lastDay}.`,
      why: `Stripe did not replace it, so the page cannot know the payment and records nothing.${verdict === 'yellow' ? ' It was not seen since; it may be mended already.' : ''}`,
      fix: { console: todo, path: '/setup/redirect', terminal: todo },
    };
  },
  mode_refused: ({ count, lastDay }, { propertyId }) => ({
    what: `Pages asked about sessions of a mode without a key ${several(count, 'time')} in the last 7 days, the last on ${lastDay}.`,
    why: 'These payments, live or test, cannot be looked up.',
    fix: {
      console: 'Store the key of the other mode too.',
      path: '/setup/keys',
      terminal: command(`property update ${propertyId} --stripe-key -`),
    },
  }),
  payments_none: () => {
    const todo = 'Make a test payment and open the thank-you page; it shows here within seconds.';
    return {
      what: 'No payment was seen yet.',
      why: 'Nothing is proven before the first one.',
      fix: { console: todo, path: '/setup/test', terminal: todo },
    };
  },
  payments_seen: ({ lastAtMs }) => well(`Payments come in, the last was first seen ${toMoment(lastAtMs)}.`),
};
