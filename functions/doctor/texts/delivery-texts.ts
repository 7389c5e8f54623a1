// Findings about senders, deliveries, destinations and the deployment in words.
import { wordMatter } from '../../delivery/reason-words.ts';
import { command, several, type TextsOf, toMoment, well } from './finding-text.ts';

type DeliveryCode =
  | 'pages_alone'
  | 'sender_ignores_destinations'
  | 'sender_loses'
  | 'payments_untold'
  | 'deliveries_dead'
  | 'deliveries_uncertain'
  | 'deliveries_late'
  | 'deliveries_clear'
  | 'destination_checked'
  | 'sweep_alive'
  | 'sweep_late'
  | 'sweep_never'
  | 'secrets_old'
  | 'secrets_newest'
  | 'secrets_closed'
  | 'sealing_key_young'
  | 'sealing_key_old';

const kindNames = { ga4: 'GA4', server_container: 'server container' } as const;

const sweepFix = {
  console:
    'Whoever runs the deployment looks at the scheduler that asks for POST /sweep every minute, and at the log of the function that answers there.',
  path: null,
  terminal: `Look at the scheduler that asks for POST /sweep every minute, and at its log. By hand: ${command('sweep')}`,
};

const unswept = 'What is due is not sent, what failed is not tried again, and what the webhook missed stays unknown.';

/** The key may be older than the first sweep that noted it. */
function wordAge({ sinceMs, days }: { sinceMs: number; days: number }): string {
  return `The newest key of the ring, which seals secrets, has been in use since ${toMoment(sinceMs).slice(0, 10)} or longer (${several(days, 'day')})`;
}

function listReasons(reasons: Record<string, number>): string {
  const counts = Object.entries(reasons);
  return counts
    .map(([reason, count]) => (counts.length === 1 ? wordMatter(reason) : `${wordMatter(reason)} (${count})`))
    .join(', ');
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them';
}

function forEach(count: number): string {
  return count === 1 ? '' : ' for each';
}

export const deliveryTexts: TextsOf<DeliveryCode> = {
  pages_alone: (_, { propertyId }) => ({
    what: 'Only thank-you pages report payments; there is no destination that the server sends to.',
    why: 'Buyers who do not come back, bank debits, refunds and renewals are recorded here, but reported nowhere.',
    fix: {
      console: 'Add a destination: your server container, or GA4. Or leave it at that.',
      path: '/setup/destinations',
      terminal: `Add a destination, or leave it at that: ${command(`property destination add ${propertyId} --help`)}`,
    },
  }),
  sender_ignores_destinations: (_, { propertyId }) => ({
    what: 'There are destinations, but thank-you pages alone report, so nothing is sent to them.',
    why: 'What no page reports is recorded and not sent.',
    fix: {
      console: 'Let the server send what no page reported, in the settings, under “Who reports purchases”.',
      path: '/settings',
      terminal: command(`property update ${propertyId} --sender browser_first`),
    },
  }),
  sender_loses: ({ fault }, { propertyId }) => ({
    what:
      fault === 'no_destination'
        ? 'The server is to send, but there is no destination.'
        : 'The server alone is to send, but there is no destination for live payments.',
    why: 'Payments are reported by nobody.',
    fix: {
      console:
        'Add a destination, or let the thank-you page alone report, in the settings, under “Who reports purchases”.',
      path: '/setup/destinations',
      terminal: `Add a destination, or: ${command(`property update ${propertyId} --sender browser`)}`,
    },
  }),
  payments_untold: ({ count, hasMore, hasDestination }, { propertyId }) => ({
    what: `Of the newest payments, refunds and renewals, ${hasMore ? 'at least ' : ''}${count} ${count === 1 ? 'was' : 'were'} told to no destination and reported by no page.`,
    why: hasDestination
      ? `${count === 1 ? 'It' : 'They'} happened before there was a destination, or while it was out of order.`
      : `No page saw ${them(count)}, and there is no destination to send ${them(count)} to.`,
    fix: {
      console: hasDestination
        ? `Send ${them(count)} now from the list of conversions, where each says why it was not sent.`
        : `Add a destination; then send ${them(count)} from the list of conversions.`,
      path: hasDestination ? '/conversions' : '/setup/destinations',
      terminal: command(`backfill --property ${propertyId} --since 30d`),
    },
  }),
  deliveries_dead: ({ count, hasMore, reasons }, { propertyId }) => ({
    what: `${several(count, 'event', hasMore)} could not be delivered and ${count === 1 ? 'was' : 'were'} given up: ${listReasons(reasons)}.`,
    why: `The destination never got ${them(count)}, so its figures are too low.`,
    fix: {
      console: `See what is wrong with the destination, then send ${them(count)} again from the list of conversions.`,
      path: '/conversions',
      terminal: `See ${count === 1 ? 'it' : 'each'} with its reason, then send ${them(count)} again: ${command(`deliveries ${propertyId}`)}`,
    },
  }),
  deliveries_uncertain: ({ count, hasMore, reasons }, { propertyId }) => ({
    what: `Of ${several(count, 'event', hasMore)} nobody knows whether the destination took ${them(count)}: ${listReasons(reasons)}.`,
    why:
      count === 1
        ? 'Sent again, it might count twice there; left alone, it may be missing.'
        : 'Sent again, they might count twice there; left alone, they may be missing.',
    fix: {
      console: `Look ${them(count)} up in the destination and decide${forEach(count)} in the list of conversions.`,
      path: '/conversions',
      terminal: `Look ${them(count)} up in the destination and decide${forEach(count)}: ${command(`deliveries ${propertyId}`)}`,
    },
  }),
  deliveries_late: ({ count, hasMore, oldestDueAtMs }) => ({
    what: `${several(count, 'payment', hasMore)} ${count === 1 ? 'has' : 'have'} something due that nobody does, the oldest since ${toMoment(oldestDueAtMs)}.`,
    why: unswept,
    fix: sweepFix,
  }),
  deliveries_clear: () => well('No delivery waits for a person, and none is late.'),
  destination_checked: ({ kind, mode, place, sentence }, { verdict, propertyId }) => {
    const what = `Destination ${kindNames[kind]} ${place}, ${mode}: ${sentence}`;
    if (verdict === 'green') return well(what);
    return {
      what,
      why:
        verdict === 'red'
          ? 'Events for it fail and are tried again for a while, then given up.'
          : 'It answers, but whether it uses what it gets can be seen only there.',
      fix: {
        console:
          verdict === 'red'
            ? 'Put it right where it says, or enter its address and secret again.'
            : 'Confirm in the destination that a test event arrived.',
        path: '/setup/destinations',
        terminal: `Check it alone: ${command(`property destination check ${propertyId}`)}`,
      },
    };
  },
  sweep_alive: ({ atMs }) => well(`What is due is sent regularly; the last run ended ${toMoment(atMs)}.`),
  sweep_late: ({ atMs }) => ({
    what: `The last regular run, which sends what is due, ended ${toMoment(atMs)}.`,
    why: unswept,
    fix: sweepFix,
  }),
  sweep_never: () => ({
    what: 'The regular run that sends what is due never came to its end.',
    why: unswept,
    fix: sweepFix,
  }),
  secrets_old: ({ count, keyNames }) => ({
    what: `${several(count, 'secret')} of this property ${count === 1 ? 'is' : 'are'} sealed with an older key (${keyNames.join(', ')}).`,
    why: 'The older key cannot be taken off the ring before they are sealed with the newest.',
    fix: {
      console: `Whoever runs the deployment runs: ${command('keys rotate')}`,
      path: null,
      terminal: command('keys rotate'),
    },
  }),
  secrets_newest: ({ count }) =>
    well(
      count === 1
        ? 'The one stored secret is encrypted with the newest key.'
        : `All ${count} stored secrets are encrypted with the newest key.`,
    ),
  secrets_closed: ({ names }) => ({
    what: `Secrets are sealed with a key that is not on the ring: ${names.join(', ')}.`,
    why: 'They cannot be used: what needs them fails.',
    fix: {
      console:
        'Whoever runs the deployment puts the missing key back at the end of TILLTAG_KEYS; else enter them again.',
      path: '/settings',
      terminal: 'Put the missing key back at the end of TILLTAG_KEYS, or enter the secrets again.',
    },
  }),
  sealing_key_young: (age) => well(`${wordAge(age)}.`),
  sealing_key_old: (age) => ({
    what: `${wordAge(age)}; it is to be exchanged once a year.`,
    why: 'The longer a key is in use, the more copies of it there may be, and the more each of them opens.',
    fix: {
      console: `Whoever runs the deployment makes a new key with openssl rand -base64 32, puts it in front of TILLTAG_KEYS, starts the functions anew and runs: ${command('keys rotate')}`,
      path: null,
      terminal: `Make a new key with openssl rand -base64 32, put it in front of TILLTAG_KEYS, start the functions anew (.github/UPGRADING.md, “The key ring”), then: ${command('keys rotate')}`,
    },
  }),
};
