// Findings about the webhook in words.
import { command, type FindingFix, several, type TextsOf, toMoment, well } from './finding-text.ts';

type WebhookCode =
  | 'webhook_unconnected'
  | 'webhook_secret_closed'
  | 'events_arrive'
  | 'events_none'
  | 'events_missed'
  | 'events_refused'
  | 'endpoint_missing'
  | 'endpoint_disabled'
  | 'endpoint_lacks_events'
  | 'endpoint_version'
  | 'endpoint_elsewhere'
  | 'endpoint_good'
  | 'endpoint_unseen'
  | 'events_undelivered'
  | 'events_delivered';

const path = '/setup/webhook';
const unheard =
  'Buyers who close the tab, bank debits that settle days later, refunds and renewals are learned from the webhook alone, or once an hour at best.';

function connectFix(propertyId: string, mode: string): FindingFix {
  return {
    console: 'Connect the webhook: it is made for you where the key may, and explained where not.',
    path,
    terminal: command(`property connect ${propertyId} --mode ${mode} --endpoint https://YOUR-FUNCTIONS`),
  };
}

function inStripe(todo: string): FindingFix {
  return { console: todo, path, terminal: todo };
}

const reasons: Readonly<Record<string, string>> = {
  missing_permission: 'its right Webhook Endpoints: Read is missing',
  rejected: 'Stripe does not know the key',
};

const refusals: Readonly<Record<string, string>> = {
  missing_signature: 'without a signature',
  malformed_signature: 'with a signature that cannot be read',
  invalid_signature: 'signed with another secret',
  signature_too_old: 'signed too long ago',
  signature_in_the_future: 'signed in the future',
  webhook_secret_missing: 'for a mode without a stored secret',
  malformed_event: 'not readable',
  wrong_mode: 'of the other mode than the secret',
  thin_event: 'as thin events, which do not say what happened',
  connected_account: 'of a connected account',
};

export const webhookTexts: TextsOf<WebhookCode> = {
  webhook_unconnected: ({ mode }, { propertyId }) => ({
    what: `The webhook for ${mode} mode is not connected.`,
    why: unheard,
    fix: connectFix(propertyId, mode),
  }),
  webhook_secret_closed: ({ mode, fault }, { propertyId }) => ({
    what: `A webhook secret for ${mode} mode cannot be opened: ${fault}`,
    why: 'Events that are signed with it are refused.',
    fix: connectFix(propertyId, mode),
  }),
  events_arrive: ({ count, lastDay, ofBothModes }) => {
    const what = `Stripe’s events arrive: ${several(count, 'event')} in the last 7 days, the last on ${lastDay}.`;
    return well(ofBothModes ? `${what} Live and test mode are counted together, so they may all be of one.` : what);
  },
  events_none: () => ({
    what: 'A webhook secret is stored, but no event arrived in the last 7 days.',
    why: 'That is as it should be while nobody buys. Otherwise the endpoint leads elsewhere, or is disabled.',
    fix: inStripe(
      'Make a test payment, or send a test event in Stripe under Developers → Webhooks. If nothing arrives, compare the endpoint’s URL with that of your functions.',
    ),
  }),
  events_missed: ({ mode, paidAtMs }, { propertyId }) => ({
    what: `No event came from Stripe’s webhook since the ${mode} payment of ${toMoment(paidAtMs)}, of which it should have told.`,
    why: unheard,
    fix: {
      console:
        'See where the webhook leads. If that is not the address of your functions, have it made anew for the right one; otherwise Stripe says under Developers → Webhooks why it could not deliver.',
      path,
      terminal: `In Stripe under Developers → Webhooks, compare the endpoint’s URL with the address of your functions, and see why it could not deliver. For another address: ${command(`property connect ${propertyId} --mode ${mode} --endpoint https://YOUR-FUNCTIONS`)}`,
    },
  }),
  events_refused: ({ count, lastDay, words }, { verdict, propertyId }) => {
    const kinds = Object.entries(words).map(([word, times]) => `${times} ${refusals[word] ?? word}`);
    const secret = 'Copy the signing secret of the endpoint from Stripe (Developers → Webhooks) and store it';
    return {
      what: `Events were refused in the last 7 days, the last on ${lastDay}: ${kinds.join(', ')}.`,
      why:
        verdict === 'red'
          ? `None was accepted since, so Stripe tries ${several(count, 'event')} again and gives up after 3 days.`
          : 'Others were accepted since. Anybody can send here without a right signature, so a few may be nobody’s fault.',
      fix: {
        console: `${secret} here.`,
        path,
        terminal: `${secret}: ${command(`property connect ${propertyId} --mode live --secret -`)}`,
      },
    };
  },
  endpoint_missing: ({ mode }, { propertyId }) => ({
    what: `The Stripe account has no webhook endpoint for this property in ${mode} mode, though a secret is stored.`,
    why: unheard,
    fix: connectFix(propertyId, mode),
  }),
  endpoint_disabled: ({ mode, endpointId }) => ({
    what: `The webhook endpoint for ${mode} mode (${endpointId}) is disabled in Stripe.`,
    why: unheard,
    fix: inStripe(
      'Open it in Stripe under Developers → Webhooks and enable it. Stripe disables endpoints that failed for days, so see there what failed first.',
    ),
  }),
  endpoint_lacks_events: ({ mode, endpointId, types }) => ({
    what: `The webhook endpoint for ${mode} mode (${endpointId}) does not get these events: ${types.join(', ')}.`,
    why: 'What they tell of is never recorded, or only when Stripe is asked once an hour.',
    fix: inStripe('Open it in Stripe under Developers → Webhooks, Edit destination, and add these events.'),
  }),
  endpoint_version: ({ mode, version, expected }) => ({
    what: `The webhook endpoint for ${mode} mode sends events in ${version === null ? 'the account’s default version' : `version ${version}`}, not ${expected}.`,
    why: 'Events of other versions are read as well as can be; what Stripe renamed since may be missing from them.',
    fix: inStripe(
      `Make a new endpoint with the same address and events in version ${expected}, store its secret, then delete the old one.`,
    ),
  }),
  endpoint_elsewhere: ({ mode, host, expected }) => ({
    what: `The webhook endpoint for ${mode} mode leads to ${host}, while this deployment seems to answer at ${expected}.`,
    why: 'If the two are not the same functions, events go to the wrong place.',
    fix: inStripe(
      `If your functions are at ${expected}, change the endpoint’s URL in Stripe under Developers → Webhooks. If ${host} leads to them as well, all is well.`,
    ),
  }),
  endpoint_good: ({ mode, host }) =>
    well(
      `The webhook endpoint for ${mode} mode is enabled, gets every event that is needed in the right version, and leads to ${host}.`,
    ),
  endpoint_unseen: ({ mode, reason }) => ({
    what: `The ${mode} key cannot show the webhook endpoints: ${reasons[reason] ?? `Stripe could not be asked (${reason})`}.`,
    why: 'Whether the endpoint is enabled and gets the right events is not known from here; the first event will prove it.',
    fix: inStripe(
      'Look in Stripe under Developers → Webhooks: the endpoint should be enabled. Or tick Webhook Endpoints: Read for the key.',
    ),
  }),
  events_undelivered: ({ mode, count, hasMore, newestAtMs }) => ({
    what: `Stripe could not deliver ${several(count, `${mode} event`, hasMore)} of the last 3 days to some endpoint of the account, the newest of ${toMoment(newestAtMs)}.`,
    why: 'Stripe does not say which endpoint it was: it may be that of another service. If it was this one, what is missing is fetched from Stripe within the hour.',
    fix: inStripe(
      'Open the endpoint in Stripe under Developers → Webhooks: it lists each failed delivery with the answer.',
    ),
  }),
  events_delivered: ({ mode }) => well(`Stripe delivered every ${mode} event of the last 3 days.`),
};
