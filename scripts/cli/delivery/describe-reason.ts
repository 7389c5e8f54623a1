// Says in words why a delivery, a search or a question to Stripe stands as it does.

const sentences: Readonly<Record<string, string>> = {
  timeout: 'no answer in time',
  connection_reset: 'the connection broke after the event was on its way',
  connection_refused: 'nothing listens at the address',
  connection_failed: 'the address could not be reached',
  dns_failed: 'the name of the host is not known',
  tls_failed: 'the certificate of the host is not valid',
  malformed_answer: 'the answer was cut or is no answer',
  private_address: 'the host lies in a private network, which is not asked',
  malformed_request: 'the secret or the address cannot be sent as it is',
  sender_died: 'the process ended while it was sending',
  destination_down: 'the destination failed several times in a row',
  destination_removed: 'the destination was removed',
  destination_secret_unreadable: 'the secret of the destination cannot be opened with TILLTAG_KEYS',
  no_stripe_key: 'the property has no Stripe key of this mode',
  stripe_key_unreadable: 'the Stripe key cannot be opened with TILLTAG_KEYS',
  stripe_key_rejected: 'Stripe does not know the key any more',
  stripe_permission_missing: 'the Stripe key lacks a right; "property check" names it',
  stripe_timeout: 'Stripe did not answer in time',
  stripe_connection: 'Stripe could not be reached',
  stripe_rate_limited: 'Stripe was asked too often',
  stripe_server_error: 'Stripe failed',
  stripe_refused_request: 'Stripe refused the question',
  stripe_malformed_answer: 'Stripe’s answer could not be read',
  unknown_session: 'Stripe does not know the session for this key; it may be of another account',
  session_open: 'Stripe shows the checkout as not completed yet',
  store_unavailable: 'the database did not answer in time',
  damaged_record: 'a stored record cannot be read; restore it from a backup',
  event_not_applied: 'an event could not be written down',
  internal: 'a fault of Tilltag; the log says more',
  consent: 'the buyer denied consent',
  mode: 'the destination is for the other mode',
  sender_is_browser: 'pages alone send',
  property_removed: 'the property was removed',
  settled: 'a person settled it',
  out_of_scope: 'the payment is out of the property’s scope',
  unknown_type: 'events of this type are not needed',
  thin_event: 'a thin event does not say what happened',
  connected_account: 'it is of a connected account',
  wrong_mode: 'it is of the other mode than the secret that it came with',
  malformed_object: 'its object cannot be read',
};

/** The reason as part of a sentence; one that is not known stands for itself. */
export function describeReason(reason: string | null): string {
  if (reason === null) return 'no reason is known';
  const status = /^http_(\d+)$/.exec(reason)?.[1];
  return status === undefined ? (sentences[reason] ?? reason) : `it answered with the status ${status}`;
}
