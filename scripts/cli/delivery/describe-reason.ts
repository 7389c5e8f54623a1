// Says in words why a delivery, a search or a question to Stripe stands as it does, and what to do about it.
import { outboundFailures } from '../../../functions/outbound/explain-failure.ts';

/** By the stable word: what is the matter, a semicolon, and the cure. */
export const reasonSentences: Readonly<Record<string, string>> = {
  ...outboundFailures,
  sender_died: 'the process ended while it was sending; look into the destination whether it arrived',
  sender_too_slow: 'the process was stopped for too long before it sent; the next sweep tries again',
  destination_down: 'the destination failed several times in a row; mend it, and the next sweep sends what waits',
  destination_removed: 'the destination was removed; add it again and backfill, if that was a mistake',
  destination_secret_unreadable:
    'the secret of the destination cannot be opened; put the key that sealed it back into TILLTAG_KEYS, or add the destination again',
  purchase_not_sent: 'its purchase was not sent yet; it follows by itself',
  purchase_not_told: 'its purchase was never sent there; so nothing is to be taken back',
  session_missing: 'its session is not known yet; the next sweep looks for it',
  invoice_missing: 'its renewal is not known yet; the next sweep looks for it',
  not_found: 'Stripe knows no session that it goes back to; it is searched for again, for about 3 days',
  no_stripe_key: 'the property has no Stripe key of this mode; store one with "property update --stripe-key-file"',
  stripe_key_unreadable:
    'the Stripe key cannot be opened; put the key that sealed it back into TILLTAG_KEYS, or store it anew with "property update"',
  stripe_key_rejected:
    'Stripe does not know the key any more; store a new one with "property update --stripe-key-file"',
  stripe_permission_missing: 'the Stripe key lacks a right; "property check" names it',
  stripe_timeout: 'Stripe did not answer in time; the next sweep asks again',
  stripe_connection: 'Stripe could not be reached; check the network of this machine',
  stripe_rate_limited: 'Stripe was asked too often; the next sweep asks again',
  stripe_server_error: 'Stripe failed; the next sweep asks again, and status.stripe.com says more',
  stripe_refused_request: 'Stripe refused the question; see Developers → Logs in Stripe',
  stripe_malformed_answer: 'Stripe’s answer could not be read; see whether STRIPE_API_BASE or a proxy is in between',
  unknown_session: 'Stripe does not know the session for this key; store the key of the account that sold it',
  session_open: 'Stripe shows the checkout as not completed yet; the next sweep looks again',
  store_unavailable: 'the database did not answer in time; see whether it runs and its disk has room',
  damaged_record: 'a stored record cannot be read; restore it from a backup',
  event_not_applied: 'an event could not be written down; the log says why, "replay" applies it again',
  internal: 'a fault of Tilltag; the log says more',
  consent:
    'consent to analytics was denied, or nobody told of it; --denied-analytics and --unknown-consent of the property decide',
  mode: 'the destination is for the other mode; add one for this mode',
  sender_is_browser: 'pages alone send; change that with "property update --sender browser_first"',
  property_removed: 'the property was removed; nothing more is sent of it',
  settled: 'a person settled it; nothing more is done',
  out_of_scope: 'the payment is out of the property’s scope; "property update --scope" changes it',
  unknown_type: 'events of this type are not needed; the webhook endpoint need not send them',
  thin_event:
    'a thin event does not say what happened; make the webhook endpoint with “snapshot” payloads, as "property connect" does',
  connected_account: 'it is of a connected account; let the webhook endpoint listen to your own account alone',
  wrong_mode:
    'it is of the other mode than the secret that it came with; store the live endpoint’s secret with --mode live, the other with --mode test',
  malformed_object: 'its object cannot be read; look it up in Stripe under Developers → Events',
};

/** The reason as part of a sentence; one that is not known stands for itself. */
export function describeReason(reason: string | null): string {
  if (reason === null) return 'no reason is known';
  const status = /^http_(\d+)$/.exec(reason)?.[1];
  return status === undefined ? (reasonSentences[reason] ?? reason) : describeStatus(Number(status));
}

function describeStatus(status: number): string {
  const cure =
    statusCures.find(([from, until]) => status >= from && status <= until)?.[2] ??
    'look into the log of the destination';
  return `it answered with the status ${status}; ${cure}`;
}

const statusCures: readonly (readonly [from: number, until: number, cure: string])[] = [
  [300, 399, 'give the destination the address that this one leads on to'],
  [
    401,
    403,
    'paste the container secret of the property into it and publish, or make a new one with "property update --new-container-secret"',
  ],
  [404, 404, 'check the path of the destination’s address, and that its container is published'],
  [429, 429, 'it is asked too often, and is tried again more slowly'],
];
