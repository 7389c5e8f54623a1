// Says in words why a delivery, a search or a question to Stripe stands as it does, and what to do about it, at a terminal or in the console.
import { outboundFailures } from '../outbound/explain-failure.ts';

/** Who reads: what to do is named as a command in a terminal, as a page in the console. */
export type Reader = 'terminal' | 'console';

/** What is the matter, and what follows or cures it; both are parts of a sentence. */
export interface ReasonWords {
  matter: string;
  cure: string | Readonly<Record<Reader, string>>;
}

const replaceKey = {
  terminal: 'store a new one with "property update --stripe-key-file"',
  console: 'store a new one in the settings, under Stripe keys',
};

/** By the stable word. Those of addresses that somebody typed stand in a table of their own. */
export const reasonWords: Readonly<Record<string, ReasonWords>> = {
  ...Object.fromEntries(Object.entries(outboundFailures).map(([word, sentence]) => [word, toWords(sentence)])),
  sender_died: {
    matter: 'the process ended while it was sending',
    cure: 'look into the destination whether it arrived',
  },
  sender_too_slow: {
    matter: 'the process was stopped for too long before it sent',
    cure: 'it is tried again by itself',
  },
  destination_down: {
    matter: 'the destination failed several times in a row',
    cure: 'mend it, and what waits is sent by itself',
  },
  destination_removed: {
    matter: 'the destination was removed',
    cure: {
      terminal: 'add it again and backfill, if that was a mistake',
      console: 'add it again, if that was a mistake',
    },
  },
  destination_secret_unreadable: {
    matter: 'the secret of the destination cannot be opened',
    cure: 'put the key that sealed it back into TILLTAG_KEYS, or add the destination again',
  },
  purchase_not_sent: { matter: 'its purchase was not sent yet', cure: 'it follows by itself' },
  purchase_not_told: { matter: 'its purchase was never sent there', cure: 'so nothing is to be taken back' },
  session_missing: { matter: 'its session is not known yet', cure: 'it is looked for by itself' },
  invoice_missing: { matter: 'its renewal is not known yet', cure: 'it is looked for by itself' },
  not_found: {
    matter: 'Stripe knows no session that it goes back to',
    cure: 'it is searched for again, for about 3 days',
  },
  no_stripe_key: {
    matter: 'the property has no Stripe key of this mode',
    cure: {
      terminal: 'store one with "property update --stripe-key-file"',
      console: 'store one in the settings, under Stripe keys',
    },
  },
  stripe_key_unreadable: {
    matter: 'the Stripe key cannot be opened',
    cure: {
      terminal: 'put the key that sealed it back into TILLTAG_KEYS, or store it anew with "property update"',
      console: 'put the key that sealed it back into TILLTAG_KEYS, or store it anew in the settings, under Stripe keys',
    },
  },
  stripe_key_rejected: { matter: 'Stripe does not know the key any more', cure: replaceKey },
  stripe_permission_missing: {
    matter: 'the Stripe key lacks a right',
    cure: { terminal: '"property check" names it', console: 'the check-up names it' },
  },
  stripe_timeout: { matter: 'Stripe did not answer in time', cure: 'it is asked again by itself' },
  stripe_connection: { matter: 'Stripe could not be reached', cure: 'check the network of this machine' },
  stripe_rate_limited: { matter: 'Stripe was asked too often', cure: 'it is asked again by itself' },
  stripe_server_error: {
    matter: 'Stripe failed',
    cure: 'it is asked again by itself, and status.stripe.com says more',
  },
  stripe_refused_request: { matter: 'Stripe refused the question', cure: 'see Developers → Logs in Stripe' },
  stripe_malformed_answer: {
    matter: 'Stripe’s answer could not be read',
    cure: 'see whether STRIPE_API_BASE or a proxy is in between',
  },
  stripe_too_many: { matter: 'Stripe found more than are read at once', cure: 'do the same again' },
  unknown_session: {
    matter: 'Stripe does not know the session for this key',
    cure: 'store the key of the account that sold it',
  },
  session_open: {
    matter: 'Stripe shows the checkout as not completed yet',
    cure: 'it is looked at again by itself',
  },
  store_unavailable: {
    matter: 'the database did not answer in time',
    cure: 'see whether it runs and its disk has room',
  },
  damaged_record: { matter: 'a stored record cannot be read', cure: 'restore it from a backup' },
  event_not_applied: {
    matter: 'an event could not be written down',
    cure: {
      terminal: 'the log says why, "replay" applies it again',
      console: 'the log says why, and it can be applied again below Conversions',
    },
  },
  day_too_large: {
    matter: 'a day has more payments than a run has time for',
    cure: 'it is tried again every day or two',
  },
  day_not_rolled_up: {
    matter: 'a day could not be added up for the pages Coverage and Campaigns',
    cure: 'the log says why, and it is tried again every day or two',
  },
  day_not_asked: {
    matter: 'Stripe could not be asked what was sold on a day',
    cure: 'the log says why, and it is asked again the next day',
  },
  internal: { matter: 'a fault of Tilltag', cure: 'the log says more' },
  consent: {
    matter: 'consent to analytics was denied, or nobody told of it',
    cure: {
      terminal: '--denied-analytics and --unknown-consent of the property decide',
      console: 'the settings, under Consent, say what happens then',
    },
  },
  mode: { matter: 'the destination is for the other mode', cure: 'add one for this mode' },
  sender_is_browser: {
    matter: 'pages alone send',
    cure: {
      terminal: 'change that with "property update --sender browser_first"',
      console: 'the settings, under “Who reports purchases”, change that',
    },
  },
  property_removed: { matter: 'the property was removed', cure: 'nothing more is sent of it' },
  settled: { matter: 'a person settled it', cure: 'nothing more is done' },
  settled_by_rule: { matter: 'the rule of this destination left it', cure: 'whether it arrived is not known' },
  out_of_scope: {
    matter: 'the payment is out of the property’s scope',
    cure: { terminal: '"property update --scope" changes it', console: 'the settings, under Payments, change it' },
  },
  unknown_type: {
    matter: 'events of this type are not needed',
    cure: 'the webhook endpoint need not send them',
  },
  thin_event: {
    matter: 'a thin event does not say what happened',
    cure: {
      terminal: 'make the webhook endpoint with “snapshot” payloads, as "property connect" does',
      console: 'make the webhook endpoint with “snapshot” payloads, as the set-up does',
    },
  },
  connected_account: {
    matter: 'it is of a connected account',
    cure: 'let the webhook endpoint listen to your own account alone',
  },
  wrong_mode: {
    matter: 'it is of the other mode than the secret that it came with',
    cure: {
      terminal: 'store the live endpoint’s secret with --mode live, the other with --mode test',
      console: 'store the live endpoint’s secret as the live one, the other as the test one',
    },
  },
  malformed_object: { matter: 'its object cannot be read', cure: 'look it up in Stripe under Developers → Events' },
};

/** The reason as part of a sentence, a semicolon before what to do; one that is not known stands for itself. */
export function wordReason(reason: string | null, reader: Reader): string {
  if (reason === null) return 'no reason is known';
  const words = findWords(reason);
  // Whoever runs a terminal may look for the word itself.
  if (words === undefined) return reader === 'console' ? reason.replaceAll('_', ' ') : reason;
  return `${words.matter}; ${typeof words.cure === 'string' ? words.cure : words.cure[reader]}`;
}

/** What is the matter alone, as part of a sentence; a reason that is not known stands for itself. */
export function wordMatter(reason: string): string {
  return findWords(reason)?.matter ?? reason;
}

function findWords(reason: string): ReasonWords | undefined {
  const status = /^http_(\d+)$/.exec(reason)?.[1];
  if (status === undefined) return Object.hasOwn(reasonWords, reason) ? reasonWords[reason] : undefined;
  return { matter: `the destination answered with the status ${status}`, cure: findStatusCure(Number(status)) };
}

function findStatusCure(status: number): ReasonWords['cure'] {
  const found = statusCures.find(([from, until]) => status >= from && status <= until);
  return found?.[2] ?? 'look into the log of the destination';
}

const statusCures: readonly (readonly [from: number, until: number, cure: ReasonWords['cure']])[] = [
  [300, 399, 'give the destination the address that this one leads on to'],
  [
    401,
    403,
    {
      terminal:
        'paste the container secret of the property into it and publish, or make a new one with "property update --new-container-secret"',
      console:
        'paste the container secret of the property into it and publish, or make a new one in the settings, under Server container',
    },
  ],
  [404, 404, 'check the path of the destination’s address, and that its container is published'],
  [429, 429, 'it is asked too often, and is tried again more slowly'],
];

function toWords(sentence: string): ReasonWords {
  const at = sentence.indexOf('; ');
  return { matter: sentence.slice(0, at), cure: sentence.slice(at + 2) };
}
