// Says in words why an address that somebody typed gave no answer, and what to do about it.
import { isLoopbackAddress } from './addresses.ts';
import type { NoAnswerReason, NotSentReason, OutboundAnswer, OutboundResult } from './send-request.ts';

/** Each way to fail, as part of a sentence: what is the matter, a semicolon, and the cure. */
export const outboundFailures: Readonly<Record<NotSentReason | NoAnswerReason, string>> = {
  malformed_url: 'the address is no web address; enter one such as https://sgtm.example.com/checkout',
  not_https: 'the address is not https, by which alone secrets and events travel; enter one that starts with https://',
  ip_address: 'the address is an IP address; enter the host by its name',
  local_name: 'the host cannot be reached from the internet; enter its full public name',
  userinfo: 'the address has a user name or password in it; enter it without what stands before the @',
  port: 'the address names a port; enter it without one',
  malformed_request: 'the secret or the address holds what no request can carry; enter both again',
  private_address: 'the host lies in a private network, which is not asked; enter that of a public host',
  dns_failed: 'the name of the host is not known; correct it, or wait until its DNS entry is there',
  connection_refused: 'nothing listens at the address; start what should, or correct the address',
  connection_failed: 'the address could not be reached; check it, and the network in between',
  tls_failed: 'the certificate of the host is not valid; renew it, or correct the address',
  timeout: 'no answer came in time; see whether the host is up and answers within 5 seconds',
  connection_reset: 'the connection broke after the request was on its way; look into the log of the host',
  malformed_answer: 'the answer was cut or is no answer; see what answers at the address',
};

/** Whether a stable word is one of these reasons. */
export function isKnownFailure(reason: string): reason is NotSentReason | NoAnswerReason {
  return Object.hasOwn(outboundFailures, reason);
}

/** How an address on this machine itself can be used. */
export const localCure = 'An address on this machine is asked only for tests, with TILLTAG_ALLOW_LOCAL=1.';

const firstLocalCure = 'to ask an address on this machine, for tests, set TILLTAG_ALLOW_LOCAL=1, and else';

/** Why asking `url` failed and the cure, from the colon on to the end of the sentence, the stable word last. Of the URL nothing is shown. */
export function explainFailure({ reason }: Exclude<OutboundResult, OutboundAnswer>, url: string): string {
  const [matter = '', cure = ''] = outboundFailures[reason].split('; ');
  // Whoever has such an address mostly tries something out.
  const isTest = refusedLocally.has(reason) && isOnThisMachine(url);
  return `: ${matter}; ${isTest ? `${firstLocalCure} ${cure}` : cure} (${reason}).`;
}

/** Whether the address is this machine's own, by its spelling. */
export function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''))
  );
}

const refusedLocally: ReadonlySet<NotSentReason | NoAnswerReason> = new Set<NotSentReason>([
  'not_https',
  'ip_address',
  'local_name',
  'port',
  'private_address',
]);
